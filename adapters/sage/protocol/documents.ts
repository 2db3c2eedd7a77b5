import { z } from 'zod';
import type { Kind } from '../../../src/shared/kinds.ts';
import { basisPoints, cents, costCode, costType, day, digits } from './fields.ts';

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

/** A document of a kind whose shape this version does not fix yet. */
export const openDocument = z.looseObject({});

/** The kinds of `POST /preview/{kind}` and `POST /operations` in this version. */
export const writtenKinds = ['subcontracts'] as const;
export const writtenKind = z.enum(writtenKinds);
export type WrittenKind = z.infer<typeof writtenKind>;

/** Kinds whose documents are still open; a bridge of this version refuses them with `kind_not_supported`. */
export const laterKinds = [
  'vendors',
  'jobs',
  'budgets',
  'budget-changes',
  'purchase-orders',
  'purchase-order-lines',
  'change-orders',
  'payable-invoices',
] as const;

/** The kind that goes into the fingerprint of a document. */
export const fingerprintKinds: { readonly [K in WrittenKind]: Kind } = { subcontracts: 'subcontract' };
