import type { ProcoreCommitment, Project } from '../ports/procore.ts';
import { authorsOf, type Edit } from '../people/authors.ts';
import type { Fingerprint } from '../shared/ids.ts';
import { cents } from '../shared/money.ts';
import { displayText, normalNumber } from '../shared/text.ts';
import type { Check } from '../transfers/check.ts';
import { termsOf, type Fact, type LineTable, type Offer } from '../transfers/offer.ts';
import { money, text, word, type Value } from '../transfers/value.ts';
import { budgetRows, leftAfter } from './budget.ts';
import type { CommitmentBooks } from './commitment-books.ts';
import { isCoded, type CommitmentLine } from './commitment-lines.ts';

/** What a card of a commitment is made from. */
export interface Offered<C extends ProcoreCommitment = ProcoreCommitment, L extends CommitmentLine = CommitmentLine> {
  readonly commitment: C;
  readonly project: Project;
  /** Missing when Sage could not be asked. */
  readonly books: CommitmentBooks | undefined;
  readonly lines: readonly L[];
}

interface Shown {
  /** Of the document; missing while there is none. */
  readonly fingerprint: Fingerprint | undefined;
  readonly checks: readonly Check[];
  readonly edits: readonly Edit[];
  readonly link: string;
  readonly facts: readonly Fact[];
  readonly table: LineTable;
}

/** What the card of a commitment says, with the facts and the lines of its kind. */
export function commitmentOffer({ commitment, project, books }: Offered, shown: Shown): Offer {
  const { fingerprint, checks, edits, link, facts, table } = shown;
  return {
    subject: {
      number: displayText(commitment.number),
      title: displayText(commitment.title),
      amount: commitment.total,
      jobNumber: books?.sageJob?.number ?? project.number,
      jobName: displayText(project.name),
      counterparty: displayText(commitment.vendor?.name ?? ''),
      private: commitment.private,
      link,
    },
    ...(fingerprint === undefined ? {} : { fingerprint }),
    checks,
    facts,
    table,
    bandCents: cents(Math.abs(commitment.total)),
    authors: authorsOf(commitment, edits),
    target: normalNumber(commitment.number),
    terms: termsOf(fingerprint, checks),
    sourceUpdatedAt: commitment.updatedAt,
  };
}

/** The facts that every commitment's card begins with. */
export function commitmentFacts({ commitment, project, books }: Offered): readonly Fact[] {
  const vendor = displayText(commitment.vendor?.name ?? '');
  const sageVendor = books?.sageVendor?.number;
  const job = displayText(project.name);
  return [
    { name: 'vendor', value: text(sageVendor === undefined ? vendor : `${vendor} (Sage ${sageVendor})`) },
    { name: 'amount', value: money(commitment.total) },
    { name: 'job', value: text(`${job} (${books?.sageJob?.number ?? project.number})`) },
    { name: 'number_in_sage', value: text(displayText(commitment.number)) },
  ];
}

/** Over the codes this commitment uses; a code without a budget has nothing left. */
export function budgetLeft({ books, lines }: Offered): Value {
  if (books?.sageJob === undefined) return word('unknown');
  const left = leftAfter(budgetRows(books.totals), lines.filter(isCoded));
  return left.size === 0
    ? word('none')
    : money(cents([...left.values()].reduce<number>((total, amount) => total + amount, 0)));
}

/** What is left of the budget of each code and type when this is committed as well. */
export function leftByCode({ books, lines }: Offered): ReturnType<typeof leftAfter> {
  return books === undefined ? new Map<string, never>() : leftAfter(budgetRows(books.totals), lines.filter(isCoded));
}
