import { z } from 'zod';
import type { Kind } from '../../../src/shared/kinds.ts';
import { basisPoints, cents, costCode, costType, day, decimal, digits } from './fields.ts';

export const subcontractLine = z.strictObject({
  /** The id of the schedule of values line in Procore. */
  lineRef: z.string().min(1),
  description: z.string(),
  costCode,
  costType,
  cents,
});

/**
 * What is approved, fingerprinted and written: text and whole numbers only. The widths of its texts are not part of the
 * shape, for they belong to the installation's profile.
 */
export const subcontractDocument = z.strictObject({
  number: z.string(),
  date: day,
  vendorNumber: digits,
  jobNumber: digits,
  description: z.string(),
  /** 1 Bid, 2 Refused, 3 Contract, 4 Current, 5 Complete, 6 Closed. */
  status: z.int().min(1).max(6),
  retainageBasisPoints: basisPoints,
  /** Ordered by `lineRef`. */
  lines: z.array(subcontractLine),
});
export type SubcontractDocument = z.infer<typeof subcontractDocument>;

export const purchaseOrderLine = subcontractLine.extend({
  quantity: decimal,
  unitPrice: decimal,
  /** The unit of measure; empty when there is none. */
  unit: z.string().max(10),
  /** Quantity times unit price, rounded as the profile says. */
  cents,
});

export const purchaseOrderDocument = z.strictObject({
  number: z.string(),
  date: day,
  vendorNumber: digits,
  jobNumber: digits,
  description: z.string(),
  /** 1 Open, 2 Review, 3 Dispute, 4 Closed, 5 Void, 6 Master. */
  status: z.int().min(1).max(6),
  lines: z.array(purchaseOrderLine),
});
export type PurchaseOrderDocument = z.infer<typeof purchaseOrderDocument>;

/**
 * Lines that are added to an order that stands. Refused when the order no longer has the line count and the total named
 * here. Deductions are lines with a negative quantity.
 */
export const purchaseOrderLinesDocument = z.strictObject({
  orderNumber: z.string(),
  vendorNumber: digits,
  jobNumber: digits,
  orderLineCount: z.int().min(0),
  orderTotalCents: cents,
  lines: z.array(purchaseOrderLine),
});
export type PurchaseOrderLinesDocument = z.infer<typeof purchaseOrderLinesDocument>;

/** One line of a change order that changes a subcontract: vendor, subcontract, change number and status go together. */
export const changeOrderLine = subcontractLine.extend({
  vendorNumber: digits,
  subcontractNumber: z.string(),
  /** The line of the subcontract that is changed; missing when the change adds a line. */
  commitmentLine: z.int().min(1).optional(),
  changeNumber: z.string(),
  /** 1 Approved, 2 Open, 3 Review, 4 Disputed, 5 Void, 6 Rejected. */
  status: z.int().min(1).max(6),
});

export const changeOrderDocument = z.strictObject({
  number: z.string(),
  date: day,
  jobNumber: digits,
  description: z.string(),
  status: z.int().min(1).max(6),
  lines: z.array(changeOrderLine),
});
export type ChangeOrderDocument = z.infer<typeof changeOrderDocument>;

export const payableInvoiceLine = subcontractLine.extend({
  /** The line of the subcontract that is billed. */
  commitmentLine: z.int().min(1),
  /** The ledger account, one without sub accounts. */
  account: z.string().min(1),
});

/** A bill on a subcontract. What is held back is one amount for all lines; tax is none, for the bot posts none. */
export const payableInvoiceDocument = z.strictObject({
  number: z.string(),
  vendorNumber: digits,
  jobNumber: digits,
  subcontractNumber: z.string().min(1),
  description: z.string(),
  date: day,
  dueDate: day,
  /** Where it is posted, whatever its date. */
  period: z.strictObject({ year: z.int(), period: z.int().min(1).max(13) }),
  /** 1 Open, 2 Review. */
  status: z.int().min(1).max(2),
  retainageCents: cents,
  taxCents: z.literal(0),
  lines: z.array(payableInvoiceLine),
});
export type PayableInvoiceDocument = z.infer<typeof payableInvoiceDocument>;

/** A document as it travels, before its kind is known. */
export const openDocument = z.looseObject({});

/** The shape of each kind's document. */
export const documents = {
  subcontracts: subcontractDocument,
  'purchase-orders': purchaseOrderDocument,
  'purchase-order-lines': purchaseOrderLinesDocument,
  'change-orders': changeOrderDocument,
  'payable-invoices': payableInvoiceDocument,
} as const;

/** The kinds of `POST /preview/{kind}` and `POST /operations` in this version. */
export const writtenKinds = [
  'subcontracts',
  'purchase-orders',
  'purchase-order-lines',
  'change-orders',
  'payable-invoices',
] as const;
export const writtenKind = z.enum(writtenKinds);
export type WrittenKind = z.infer<typeof writtenKind>;
export type DocumentOf<K extends WrittenKind> = z.infer<(typeof documents)[K]>;

/** Kinds whose documents are still open; a bridge of this version refuses them with `kind_not_supported`. */
export const laterKinds = ['vendors', 'jobs', 'budgets', 'budget-changes'] as const;

/** The kind that goes into the fingerprint of a document. */
export const fingerprintKinds: { readonly [K in WrittenKind]: Kind } = {
  subcontracts: 'subcontract',
  'purchase-orders': 'purchase_order',
  'purchase-order-lines': 'change_order',
  'change-orders': 'change_order',
  'payable-invoices': 'invoice',
};
