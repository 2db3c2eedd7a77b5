import type { ProcoreRequisition } from '../ports/requisition.ts';
import type { CalendarDate } from '../shared/dates.ts';
import type { OperationKey } from '../shared/ids.ts';
import type { Settings } from '../transfers/settings.ts';
import type { Computed } from './invoice-arithmetic.ts';
import type { InvoiceBooks } from './invoice-books.ts';
import type { InvoiceLine } from './invoice-lines.ts';

/** What the rules of invoices look at. */
export interface CheckedInvoice {
  readonly requisition: ProcoreRequisition;
  /** The number it gets in Sage. */
  readonly number: string;
  /** The posting period that a person chose. */
  readonly chosenPeriod?: string | undefined;
  readonly computed: Computed;
  readonly lines: readonly InvoiceLine[];
  readonly books: InvoiceBooks;
  readonly settings: Settings;
  readonly operationKey: OperationKey;
  readonly today: CalendarDate;
}
