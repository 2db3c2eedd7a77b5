import type { SageRecord } from '../ports/sage.ts';
import type { CalendarDate } from '../shared/dates.ts';
import type { JsonObject } from '../shared/json.ts';
import { cents, type Cents } from '../shared/money.ts';
import { displayText } from '../shared/text.ts';

/** The subcontractor's own number, else one made of the commitment's and the requisition's. */
export function invoiceNumber(own: string | undefined, commitment: string, ordinal: number): string {
  const given = displayText(own ?? '');
  const place = [displayText(commitment), String(ordinal).padStart(2, '0')];
  return given === '' ? place.filter((part) => part !== '').join('-') : given;
}

/**
 * A number as two bills of one vendor are compared: without case, punctuation, spaces and leading zeros. "INV-0012" and
 * "inv 0012" are one; a number of nothing but such signs stays as it is.
 */
export function comparedNumber(number: string): string {
  const text = displayText(number).toLowerCase();
  const bare = text.replace(/[^\p{L}\p{N}]/gu, '').replace(/^0+(?=.)/, '');
  return bare === '' ? text : bare;
}

/** An invoice in Sage as far as another one can be its double. */
export interface SageInvoice {
  readonly record: SageRecord;
  readonly date: string;
  readonly gross: Cents;
  readonly retainage: Cents;
  readonly subcontract: string;
  readonly job: string;
}

export function sageInvoice(record: SageRecord): SageInvoice {
  const { date, lines, retainageCents, subcontractNumber, jobNumber } = record.fields;
  const amounts = (Array.isArray(lines) ? (lines as readonly JsonObject[]) : []).map((line) => Number(line['cents']));
  return {
    record,
    date: String(date ?? ''),
    gross: cents(amounts.reduce((total, amount) => total + amount, 0)),
    retainage: cents(Number(retainageCents ?? 0)),
    subcontract: typeof subcontractNumber === 'string' ? subcontractNumber : '',
    job: typeof jobNumber === 'string' ? jobNumber : '',
  };
}

/** A bill of the same vendor under the same number; a void one does not count. */
export function doubleOf(number: string, invoices: readonly SageInvoice[]): SageInvoice | undefined {
  const wanted = comparedNumber(number);
  return invoices.find(({ record }) => !record.voided && comparedNumber(record.number) === wanted);
}

const nearDays = 7;

/** A bill of the same vendor over the same amount at about the same time, under another number. */
export function lookAlike(
  bill: { readonly number: string; readonly gross: Cents; readonly date: CalendarDate },
  invoices: readonly SageInvoice[],
): SageInvoice | undefined {
  return invoices.find(
    ({ record, gross, date }) =>
      !record.voided &&
      gross === bill.gross &&
      daysBetween(date, bill.date) <= nearDays &&
      comparedNumber(record.number) !== comparedNumber(bill.number),
  );
}

function daysBetween(a: string, b: string): number {
  const apart = Math.abs(Date.parse(`${a}T00:00:00Z`) - Date.parse(`${b}T00:00:00Z`)) / 86_400_000;
  return Number.isNaN(apart) ? Infinity : apart;
}
