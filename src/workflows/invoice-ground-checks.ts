import { groupedBy } from '../shared/grouped.ts';
import { cents, sum, type Cents } from '../shared/money.ts';
import { displayText } from '../shared/text.ts';
import type { Check } from '../transfers/check.ts';
import { count, money, text, type Values } from '../transfers/value.ts';
import { block } from './checks.ts';
import { commitmentKey, isOrder, retainageHeld } from './invoice-books.ts';
import type { CheckedInvoice } from './checked-invoice.ts';
import type { SageLine } from './line-places.ts';

/** What an invoice stands on: its commitment in Sage, the requisitions before it, and both books agreeing so far. */
export function groundChecks(checked: CheckedInvoice): readonly Check[] {
  const { requisition, books } = checked;
  if (isOrder(requisition)) return [block('on_purchase_order')];
  const { contract, subcontract, sageVendor, sageJob, waiting } = books;
  if (contract === undefined) return [block('commitment_gone')];
  const values = { subcontract: text(displayText(contract.number)) };
  if (commitmentKey(books) === undefined) return [block('commitment_not_linked', { values })];
  if (subcontract === undefined || subcontract.voided) return [block('commitment_not_in_sage', { values })];
  const foreign =
    (sageVendor !== undefined && subcontract.fields['vendorNumber'] !== sageVendor.number) ||
    (sageJob !== undefined && subcontract.fields['jobNumber'] !== sageJob.number);
  if (foreign) return [block('commitment_is_another', { values })];

  const [first] = waiting;
  const order = { ...values, number: count(first?.number ?? 0), more: count(waiting.length) };
  return [
    ...(first === undefined ? [] : [block('earlier_invoice', { values: order })]),
    ...changedBefore(checked),
    ...bookChecks(checked, values),
  ];
}

/** An earlier invoice that was changed in Procore after it was posted: what this one adds to is not what stands there. */
function changedBefore({ books }: CheckedInvoice): readonly Check[] {
  const changed = books.built.find(
    ({ kind, drift }) => kind === 'invoice' && drift !== undefined && drift.procore !== 'same',
  );
  return changed === undefined
    ? []
    : [block('ground_changed', { values: { record: text(displayText(changed.number)) } })];
}

/** Line by line, what Sage has billed before is what Procore says was billed before; and so is what is held. */
function bookChecks({ computed, lines, books }: CheckedInvoice, values: Values): readonly Check[] {
  const { billing } = computed;
  const standing = books.sageLines;
  const held = retainageHeld(books.subcontract);
  if (standing === undefined || held === undefined) return [block('books_unreadable', { values })];
  if (billing === undefined) return [];
  const known = { ...values, invoices: text(behind(books)) };
  const byPlace = groupedBy(lines, ({ place }) => place?.line);
  const before = ({ line }: SageLine): Cents => sum((byPlace.get(line) ?? []).map(({ billedBefore }) => billedBefore));
  const billed = sum(standing.map((line) => line.billed));
  const total = both(known, billing.billedBefore, billed);
  const byLine = standing.filter((line) => before(line) !== line.billed);
  return [
    ...(billing.billedBefore === billed ? [] : [block('books_differ', total)]),
    ...(billing.billedBefore === billed ? byLine : []).map((line) => {
      const values = { ...known, code: text(line.costCode), sageLine: text(line.line) };
      return block('books_differ_on_line', both(values, before(line), line.billed));
    }),
    ...(billing.retainedBefore === held ? [] : [block('retainage_differs', both(known, billing.retainedBefore, held))]),
  ];
}

function both(values: Values, procore: Cents, sage: Cents): { readonly cents: Cents; readonly values: Values } {
  return {
    cents: cents(Math.abs(procore - sage)),
    values: { ...values, procore: money(procore), sage: money(sage) },
  };
}

const shownInvoices = 6;

/** The invoices behind Sage's figures, for whoever has to find the one that makes the difference. */
function behind({ invoices, subcontract }: CheckedInvoice['books']): string {
  const on = invoices.filter((invoice) => !invoice.record.voided && invoice.subcontract === subcontract?.number);
  const numbers = on.slice(0, shownInvoices).map(({ record, date }) => `${displayText(record.number)} of ${date}`);
  const more = on.length - numbers.length;
  return numbers.length === 0 ? 'none' : `${numbers.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
