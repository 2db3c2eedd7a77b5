import { z } from 'zod';
import { moment } from './fields.ts';
import * as records from './records.ts';

/** The stored collections of `GET /{collection}` and the record of each. */
export const collections = {
  vendors: records.vendorRecord,
  'vendor-types': records.namedRecord,
  jobs: records.jobRecord,
  phases: records.phaseRecord,
  clients: records.namedRecord,
  'cost-codes': records.namedRecord,
  'cost-types': records.costTypeRecord,
  accounts: records.accountRecord,
  budgets: records.budgetRecord,
  subcontracts: records.subcontractRecord,
  'purchase-orders': records.purchaseOrderRecord,
  'change-orders': records.changeOrderRecord,
  'payable-invoices': records.payableInvoiceRecord,
} as const;

export type Collection = keyof typeof collections;
export type RecordOf<C extends Collection> = z.infer<(typeof collections)[C]>;

/** Made by the bridge from other records and listed like a collection. */
export const jobTotals = 'job-totals';
export const orderLines = 'purchase-order-lines';
export const computed = { [jobTotals]: records.jobTotal, [orderLines]: records.purchaseOrderLinesRecord } as const;
export const readable = { ...collections, ...computed } as const;
export const listed = [
  ...(Object.keys(collections) as Collection[]),
  ...(Object.keys(computed) as (keyof typeof computed)[]),
] as const;

export function isCollection(name: string): name is Collection {
  return Object.hasOwn(collections, name);
}

/** Every filter narrows; one that a collection has no field for finds nothing. Numbers are compared trimmed and without case. */
export const listFilters = ['number', 'vendor', 'job', 'operationKey'] as const;
export type ListFilter = (typeof listFilters)[number];

export const listQuery = z.strictObject({
  cursor: z.string().min(1).optional(),
  changedSince: moment.optional(),
  number: z.string().min(1).optional(),
  vendor: z.string().min(1).optional(),
  job: z.string().min(1).optional(),
  operationKey: z.string().min(1).optional(),
});
export type ListQuery = z.infer<typeof listQuery>;

export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), cursor: z.string().min(1).nullable(), asOf: moment });
}
