import type { ProcoreSubcontract } from '../ports/procore.ts';
import { authorsOf, type Edit } from '../people/authors.ts';
import { fingerprintOf } from '../shared/fingerprint.ts';
import { cents } from '../shared/money.ts';
import { displayText, normalNumber } from '../shared/text.ts';
import type { Check } from '../transfers/check.ts';
import { shownLines, termsOf, type Fact, type LineTable, type Offer } from '../transfers/offer.ts';
import { money, text, word, type Value } from '../transfers/value.ts';
import { budgetKey, budgetRows, leftAfter } from './budget.ts';
import type { SubcontractBooks } from './subcontract-books.ts';
import type { SubcontractDocument } from './subcontract-document.ts';
import { isCoded, type SubcontractLine } from './subcontract-lines.ts';
import type { Project } from '../ports/procore.ts';

interface Offered {
  readonly subcontract: ProcoreSubcontract;
  readonly project: Project;
  /** Missing when Sage could not be asked. */
  readonly books: SubcontractBooks | undefined;
  readonly lines: readonly SubcontractLine[];
  readonly document: SubcontractDocument | undefined;
  readonly checks: readonly Check[];
  readonly edits: readonly Edit[];
  readonly link: string;
}

/** What the card of a subcontract says, most important first. */
export function subcontractOffer(offered: Offered): Offer {
  const { subcontract, project, books, document, checks, edits, link } = offered;
  const fingerprint = document === undefined ? undefined : fingerprintOf('subcontract', document);
  return {
    subject: {
      number: displayText(subcontract.number),
      title: displayText(subcontract.title),
      amount: subcontract.total,
      jobNumber: books?.sageJob?.number ?? project.number,
      jobName: displayText(project.name),
      counterparty: displayText(subcontract.vendor?.name ?? ''),
      private: subcontract.private,
      link,
    },
    ...(fingerprint === undefined ? {} : { fingerprint }),
    checks,
    facts: facts(offered),
    table: table(offered),
    bandCents: cents(Math.abs(subcontract.total)),
    authors: authorsOf(subcontract, edits),
    target: normalNumber(subcontract.number),
    terms: termsOf(fingerprint, checks),
    sourceUpdatedAt: subcontract.updatedAt,
  };
}

function facts({ subcontract, project, books, lines }: Offered): readonly Fact[] {
  const vendor = displayText(subcontract.vendor?.name ?? '');
  const sageVendor = books?.sageVendor?.number;
  const job = displayText(project.name);
  return [
    { name: 'vendor', value: text(sageVendor === undefined ? vendor : `${vendor} (Sage ${sageVendor})`) },
    { name: 'amount', value: money(subcontract.total) },
    { name: 'job', value: text(`${job} (${books?.sageJob?.number ?? project.number})`) },
    { name: 'number_in_sage', value: text(displayText(subcontract.number)) },
    {
      name: 'retainage',
      value:
        subcontract.retainage === undefined ? word('none') : { type: 'percent', basisPoints: subcontract.retainage },
    },
    {
      name: 'contract_date',
      value: subcontract.contractDate === undefined ? word('none') : { type: 'date', date: subcontract.contractDate },
    },
    { name: 'executed', value: word(subcontract.executed ? 'yes' : 'no') },
    { name: 'budget_left_after', value: budgetLeft(books, lines) },
    { name: 'insurance', value: insurance(books) },
  ];
}

/** Over the codes this contract uses; a code without a budget has nothing left. */
function budgetLeft(books: SubcontractBooks | undefined, lines: readonly SubcontractLine[]): Value {
  if (books?.sageJob === undefined) return word('unknown');
  const left = leftAfter(budgetRows(books.totals), lines.filter(isCoded));
  return left.size === 0
    ? word('none')
    : money(cents([...left.values()].reduce<number>((total, amount) => total + amount, 0)));
}

function insurance(books: SubcontractBooks | undefined): Value {
  const expires = books?.sageVendor?.insuranceExpires;
  return expires === undefined ? word('unknown') : { type: 'date', date: expires };
}

function table({ books, lines }: Offered): LineTable {
  const left =
    books === undefined ? new Map<string, never>() : leftAfter(budgetRows(books.totals), lines.filter(isCoded));
  const rows = lines.slice(0, shownLines).map((line): readonly Value[] => {
    const after = isCoded(line) ? left.get(budgetKey(line.costCode, line.costType)) : undefined;
    return [
      text(line.label),
      text(line.description),
      money(line.cents),
      text(line.costCode ?? line.procoreCode ?? ''),
      text(line.costType === undefined ? (line.procoreType ?? '') : String(line.costType)),
      after === undefined ? word('none') : money(after),
    ];
  });
  return {
    columns: ['line', 'description', 'amount', 'cost_code', 'cost_type', 'budget_left_after'],
    rows,
    refs: lines.slice(0, shownLines).map((line) => line.ref),
    total: lines.length,
  };
}
