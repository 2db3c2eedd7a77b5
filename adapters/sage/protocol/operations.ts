import { z } from 'zod';
import { documents, openDocument, writtenKind, type WrittenKind } from './documents.ts';
import { attempt, fingerprint, moment, operationKey } from './fields.ts';
import * as records from './records.ts';

/** One thing that Sage or the bridge says about a document. */
export const problem = z.object({
  /** Sage's status code such as 12802, or a word of the bridge. */
  code: z.string(),
  /** The document's field, `lines.<lineRef>.<field>` on a line; empty when it is not about a field. */
  field: z.string(),
  message: z.string(),
});
export type Problem = z.infer<typeof problem>;

const document = z.union([...Object.values(documents), openDocument]);

export const previewRequest = z.strictObject({ operationKey, document });
export const previewAnswer = z.object({
  /** The document as the bridge understood it. */
  document: openDocument,
  /** Names for the numbers and codes in the document, as Sage has them. */
  resolved: z.object({
    vendor: z.string().nullable(),
    job: z.string().nullable(),
    costCodes: z.record(z.string(), z.string()),
  }),
  warnings: z.array(problem),
  errors: z.array(problem),
});
export type PreviewAnswer = z.infer<typeof previewAnswer>;

export const operationRequest = z.strictObject({
  operationKey,
  attempt,
  fingerprint,
  kind: writtenKind,
  document,
  /** Names of the people who approved, for the trace. */
  approvedBy: z.array(z.string()),
  /** Codes of the preview's warnings that were shown and accepted. */
  acceptWarnings: z.array(z.string()),
});
export type OperationRequest = z.infer<typeof operationRequest>;

export const operationTaken = z.object({ operationKey, attempt });

/** Exists only after the record was read back from Sage. */
export const receipt = z.discriminatedUnion('kind', [
  receiptOf('subcontracts', records.subcontractRecord),
  receiptOf('purchase-orders', records.purchaseOrderRecord),
  receiptOf('purchase-order-lines', records.purchaseOrderLinesRecord),
  receiptOf('change-orders', records.changeOrderRecord),
  receiptOf('payable-invoices', records.payableInvoiceRecord),
]);
export type Receipt = z.infer<typeof receipt>;

function receiptOf<K extends WrittenKind, R extends z.ZodType>(kind: K, record: R) {
  return z.object({
    company: z.string(),
    committedAt: moment,
    kind: z.literal(kind),
    /** As it stands in Sage when asked; a record that is gone comes as last read, with `voided` true. */
    record,
  });
}

export const operationState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('absent'), operationKey }),
  z.object({ state: z.literal('queued'), operationKey, attempt }),
  z.object({ state: z.literal('running'), operationKey, attempt }),
  z.object({ state: z.literal('committed'), operationKey, attempt, receipt }),
  z.object({ state: z.literal('refused'), operationKey, attempt, problems: z.array(problem) }),
  z.object({ state: z.literal('unknown'), operationKey, attempt }),
  z.object({ state: z.literal('closed'), operationKey, attempt }),
]);
export type OperationStateAnswer = z.infer<typeof operationState>;

export const closeRequest = z.strictObject({ attempt });

/** Every answer that is not a success. */
export const failure = z.object({
  error: z.object({ code: z.string(), message: z.string(), problems: z.array(problem).optional() }),
});
export type Failure = z.infer<typeof failure>;
