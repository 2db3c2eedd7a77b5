import type { ProcoreRequisition } from '../ports/requisition.ts';
import type { CalendarDate } from '../shared/dates.ts';
import { displayText } from '../shared/text.ts';
import type { Settings } from '../transfers/settings.ts';
import type { Billing } from './invoice-arithmetic.ts';
import type { InvoiceBooks } from './invoice-books.ts';
import { billing as billingLines, type InvoiceLine } from './invoice-lines.ts';
import { dueDate } from './due-date.ts';

/** Exactly what is written into Sage (4-2 Payable Invoices). Integers and strings only, lines ordered by reference. */
export type InvoiceDocument = {
  readonly number: string;
  readonly vendorNumber: string;
  readonly jobNumber: string;
  readonly subcontractNumber: string;
  readonly description: string;
  readonly date: CalendarDate;
  readonly dueDate: CalendarDate;
  readonly period: { readonly year: number; readonly period: number };
  readonly status: number;
  /** The one amount held for all lines. */
  readonly retainageCents: number;
  /** The bot posts no tax; tax that Sage adds is found when the record is read back. */
  readonly taxCents: 0;
  readonly lines: readonly InvoiceDocumentLine[];
};

export type InvoiceDocumentLine = {
  /** The id of Procore's line. */
  readonly lineRef: string;
  /** The line of the subcontract in Sage. */
  readonly commitmentLine: number;
  readonly description: string;
  readonly costCode: string;
  readonly costType: number;
  readonly account: string;
  readonly cents: number;
};

export interface Documented {
  readonly requisition: ProcoreRequisition;
  readonly number: string;
  readonly billing: Billing | undefined;
  readonly lines: readonly InvoiceLine[];
  readonly books: InvoiceBooks;
  readonly settings: Pick<Settings, 'invoiceStatus'>;
}

/** `undefined` as long as something that belongs into it is not known. */
export function invoiceDocument(given: Documented): InvoiceDocument | undefined {
  const { requisition, number, billing, lines, books, settings } = given;
  const { sageJob, sageVendor, subcontract, period } = books;
  const { billingDate } = requisition;
  if (billing === undefined || sageJob === undefined || sageVendor === undefined) return undefined;
  if (subcontract === undefined || period === undefined || billingDate === undefined) return undefined;
  const due = dueDate(billingDate, sageVendor.dueTerms);
  const documentLines = billingLines(lines).map(documentLine);
  if (due === undefined || documentLines.length === 0) return undefined;
  if (!documentLines.every((line) => line !== undefined)) return undefined;
  return {
    number,
    vendorNumber: sageVendor.number,
    jobNumber: sageJob.number,
    subcontractNumber: subcontract.number,
    description: displayText(books.contract?.title ?? ''),
    date: billingDate,
    dueDate: due,
    period: { year: period.year, period: period.period },
    status: settings.invoiceStatus,
    retainageCents: billing.held,
    taxCents: 0,
    lines: documentLines.sort((a, b) => (a.lineRef < b.lineRef ? -1 : 1)),
  };
}

function documentLine({ ref, place, text, account, gross }: InvoiceLine): InvoiceDocumentLine | undefined {
  if (place === undefined || account.kind !== 'account') return undefined;
  const { line, costCode, costType } = place;
  return {
    lineRef: ref,
    commitmentLine: Number(line),
    description: text,
    costCode,
    costType,
    account: account.number,
    cents: gross,
  };
}
