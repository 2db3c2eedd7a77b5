import { calendarDate, type CalendarDate } from '../shared/dates.ts';

/**
 * When an invoice is due by the vendor's terms in Sage. Of the forms that its layouts name only "30DY", a number of days
 * after the invoice date, is taken; `undefined` for any other, and for none.
 */
export function dueDate(invoiceDate: CalendarDate, terms: string | undefined): CalendarDate | undefined {
  const days = /^(\d{1,3})\s*DY$/i.exec(terms?.trim() ?? '')?.[1];
  if (days === undefined) return undefined;
  const due = new Date(Date.parse(`${invoiceDate}T00:00:00Z`) + Number(days) * 86_400_000);
  return calendarDate(due.toISOString().slice(0, 10));
}
