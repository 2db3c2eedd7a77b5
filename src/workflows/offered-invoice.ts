import type { Project } from '../ports/procore.ts';
import type { ProcoreRequisition } from '../ports/requisition.ts';
import type { Edit } from '../people/authors.ts';
import type { Fingerprint } from '../shared/ids.ts';
import type { Check } from '../transfers/check.ts';
import type { Input } from '../transfers/input.ts';
import type { ByHand } from '../transfers/offer.ts';
import type { Computed } from './invoice-arithmetic.ts';
import type { InvoiceBooks, InvoiceGround } from './invoice-books.ts';
import type { InvoiceDocument } from './invoice-document.ts';
import type { InvoiceLine } from './invoice-lines.ts';

/** What the card of an invoice is made from. */
export interface OfferedInvoice {
  readonly requisition: ProcoreRequisition;
  readonly number: string;
  readonly project: Project;
  readonly ground: InvoiceGround;
  /** Missing when Sage could not be asked. */
  readonly books: InvoiceBooks | undefined;
  readonly computed: Computed;
  readonly lines: readonly InvoiceLine[];
  readonly document: InvoiceDocument | undefined;
  /** Of the document; missing while there is none. */
  readonly fingerprint: Fingerprint | undefined;
  readonly checks: readonly Check[];
  readonly edits: readonly Edit[];
  readonly link: string;
  readonly inputs?: readonly Input[];
  readonly byHand?: ByHand | undefined;
}
