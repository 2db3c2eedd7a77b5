import type { ProcoreChangeOrder } from '../ports/change-order.ts';
import type { Project } from '../ports/procore.ts';
import { authorsOf, type Edit } from '../people/authors.ts';
import type { Fingerprint } from '../shared/ids.ts';
import { cents, sum, type Cents } from '../shared/money.ts';
import { displayText, normalNumber } from '../shared/text.ts';
import type { Check } from '../transfers/check.ts';
import { newSageLine, shownLines, termsOf, type Fact, type LineTable, type Offer } from '../transfers/offer.ts';
import { money, text, word, type Value } from '../transfers/value.ts';
import type { Settings } from '../transfers/settings.ts';
import { changeNumber, collectionsOf, floorsOf, type ChangeBooks, type ChangeGround } from './change-ground.ts';
import { contractBefore, type ChangeLine } from './change-lines.ts';

interface OfferedChange {
  readonly order: ProcoreChangeOrder;
  readonly ground: ChangeGround;
  readonly project: Project;
  /** Missing when Sage could not be asked. */
  readonly books: ChangeBooks | undefined;
  readonly lines: readonly ChangeLine[];
  /** Of the document; missing while there is none. */
  readonly fingerprint: Fingerprint | undefined;
  readonly checks: readonly Check[];
  readonly edits: readonly Edit[];
  readonly settings: Settings;
  readonly link: string;
}

/** What the card of a change order says, most important first. */
export function changeOffer(offered: OfferedChange): Offer {
  const { order, ground, project, books, fingerprint, checks, edits, link } = offered;
  const number = changeNumber(order, ground.commitment);
  const jobNumber = books?.sageJob?.number ?? project.number;
  return {
    subject: {
      number,
      title: displayText(order.title),
      amount: order.total,
      jobNumber,
      jobName: displayText(project.name),
      counterparty: displayText(ground.commitment.vendor?.name ?? ''),
      private: order.private || ground.commitment.private,
      link,
    },
    ...(fingerprint === undefined ? {} : { fingerprint }),
    checks,
    facts: facts(offered, number),
    table: table(offered),
    // the larger of the change and of what the commitment comes to with it
    bandCents: cents(Math.max(Math.abs(order.total), Math.abs(after(offered) ?? 0))),
    authors: authorsOf(order, edits),
    target: `${jobNumber}/${normalNumber(number)}`,
    collection: collectionsOf[order.commitment.kind].change,
    buildsOn: order.commitment,
    terms: termsOf(fingerprint, checks),
    sourceUpdatedAt: order.updatedAt,
  };
}

function before({ books }: OfferedChange): Cents | undefined {
  return books?.record === undefined ? undefined : contractBefore(books);
}

function after(offered: OfferedChange): Cents | undefined {
  const standing = before(offered);
  return standing === undefined ? undefined : sum([standing, offered.order.total]);
}

function facts(offered: OfferedChange, number: string): readonly Fact[] {
  const { order, ground, project, books } = offered;
  const [was, will] = [before(offered), after(offered)];
  const vendor = displayText(ground.commitment.vendor?.name ?? '');
  const sageVendor = books?.sageVendor?.number;
  const reason = displayText(order.reason);
  return [
    { name: 'amount', value: money(order.total) },
    {
      name: 'contract_change',
      value: was === undefined || will === undefined ? word('unknown') : { type: 'change', before: was, after: will },
    },
    { name: 'commitment', value: text(displayText(ground.commitment.number)) },
    { name: 'vendor', value: text(sageVendor === undefined ? vendor : `${vendor} (Sage ${sageVendor})`) },
    { name: 'number_in_sage', value: text(number) },
    { name: 'budget_effect', value: budgetEffect(offered) },
    { name: 'billed_to_date', value: billed(offered) },
    { name: 'job', value: text(`${displayText(project.name)} (${books?.sageJob?.number ?? project.number})`) },
    { name: 'reason', value: reason === '' ? word('none') : text(reason) },
  ];
}

/** By how much the change moves Sage's budget of each code and type, as far as the company knows that it does. */
function budgetEffect({ order, lines, settings }: OfferedChange): Value {
  const moves = order.commitment.kind === 'subcontract' ? settings.ccoMovesSageBudget : 'no';
  if (moves === 'no') return word('none');
  const codes = new Map<string, number>();
  for (const { costCode, costType, cents: amount } of lines) {
    const key = `${costCode ?? '?'}/${costType ?? '?'}`;
    codes.set(key, (codes.get(key) ?? 0) + amount);
  }
  const amounts = [...codes].slice(0, 5).map(([code, amount]) => ({ code, cents: cents(amount) }));
  return { type: 'effects', certain: moves === 'yes', amounts };
}

function billed({ books, ground }: OfferedChange): Value {
  if (books?.record === undefined) return word('unknown');
  return money(sum(books.sageLines.map(floorsOf(ground.builtOn))));
}

function table({ lines, ground }: OfferedChange): LineTable {
  const floorOf = floorsOf(ground.builtOn);
  const rows = lines.slice(0, shownLines).map((line): readonly Value[] => {
    const { sageLine } = line;
    const was = sageLine?.contract ?? cents(0);
    const code = line.costCode ?? line.procoreCode ?? '';
    const type = line.costType === undefined ? (line.procoreType ?? '') : String(line.costType);
    const sums = line.summed > 1 ? ` (${line.summed} changes summed)` : '';
    return [
      text(sageLine?.line ?? newSageLine),
      text(`${line.description}${sums}`),
      money(line.cents),
      text(`${code}/${type}`),
      money(was),
      money(sum([was, line.cents])),
      sageLine === undefined ? word('none') : money(floorOf(sageLine)),
    ];
  });
  return {
    columns: ['sage_line', 'description', 'change', 'code_and_type', 'before', 'after', 'billed'],
    rows,
    refs: lines.slice(0, shownLines).map((line) => line.ref),
    total: lines.length,
  };
}
