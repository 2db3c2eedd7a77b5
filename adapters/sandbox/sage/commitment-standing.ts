import type { Collection, RecordOf } from '../../sage/protocol/collections.ts';
import type { PurchaseOrderRecord, SubcontractRecord } from '../../sage/protocol/records.ts';
import type { Books } from './books.ts';
import { sameNumber } from './numbers.ts';

type Standing = SubcontractRecord['lines'][number] & { readonly changeCents: number; readonly billedCents: number };

/** What is held back on a subcontract: on its bills that are not void, as they stand now. */
export function retainageHeld(books: Books, number: string): number {
  return billsOf(books, number).reduce((sum, { retainageCents }) => sum + retainageCents, 0);
}

function billsOf(books: Books, number: string) {
  return books
    .all('payable-invoices')
    .filter((invoice) => !invoice.voided && sameNumber(invoice.subcontractNumber ?? '', number));
}

/** The lines of a subcontract with the approved changes and the bills on each. */
export function subcontractStanding(books: Books, { number, lines }: SubcontractRecord): Standing[] {
  const changes = approvedChanges(books).filter((line) => sameNumber(line.subcontractNumber ?? '', number));
  const changed = sumsByLine(changes);
  const billed = sumsByLine(billsOf(books, number).flatMap((invoice) => invoice.lines));
  return lines.map((line) => ({
    ...line,
    changeCents: changed.get(line.line) ?? 0,
    billedCents: billed.get(line.line) ?? 0,
  }));
}

/** Lines of approved change orders; a line with a status of its own counts only when that is approved as well. */
export function approvedChanges(books: Books) {
  return books
    .all('change-orders')
    .filter(({ status, voided }) => status === 1 && !voided)
    .flatMap(({ jobNumber, lines }) => lines.map((line) => ({ ...line, jobNumber })))
    .filter(({ status }) => status === null || status === 1);
}

/** A record as the bridge answers it: a commitment with what has become of its lines. */
export function asAnswered<C extends Collection>(books: Books, collection: C, record: RecordOf<C>): RecordOf<C> {
  if (collection === 'purchase-orders') {
    // an order is changed by lines that are added, and no invoice on one is written yet
    const order = record as PurchaseOrderRecord;
    return { ...record, lines: order.lines.map((line) => ({ ...line, changeCents: 0, billedCents: 0 })) };
  }
  if (collection !== 'subcontracts') return record;
  const retainageHeldCents = retainageHeld(books, record.number);
  return { ...record, retainageHeldCents, lines: subcontractStanding(books, record as SubcontractRecord) };
}

function sumsByLine(
  lines: readonly { readonly commitmentLine: number | null; readonly cents: number }[],
): ReadonlyMap<number | null, number> {
  const sums = new Map<number | null, number>();
  for (const { commitmentLine, cents } of lines) sums.set(commitmentLine, (sums.get(commitmentLine) ?? 0) + cents);
  return sums;
}
