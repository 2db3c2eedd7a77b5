import { z } from 'zod';
import { basisPoints, cents, digits } from './fields.ts';

export const protocolVersion = 1;

export const health = z.object({
  company: z.string(),
  /** What stands behind the bridge: `sage`, or the name of an emulator. */
  mode: z.string(),
  bridgeVersion: z.string(),
  protocolVersion: z.literal(protocolVersion),
  sageReachable: z.boolean(),
});
export type Health = z.infer<typeof health>;

const limit = z.int().min(1).nullable();
const status = z.object({ status: z.int(), name: z.string() });

const tolerance = z.discriminatedUnion('type', [
  z.object({ type: z.literal('none') }),
  z.object({ type: z.literal('flat'), cents }),
  z.object({ type: z.literal('percent'), basisPoints }),
  z.object({ type: z.literal('percent_capped'), basisPoints, cents }),
]);

export const overLimit = z.object({ rule: z.enum(['none', 'warn', 'not_allow']), tolerance });
export type OverLimit = z.infer<typeof overLimit>;

/** How this installation behaves. `null` is "not known", and a client then takes its own safe default. */
export const profile = z.object({
  /** The longest text that each field takes, in characters. */
  limits: z.object({
    subcontractNumber: limit,
    subcontractTitle: limit,
    purchaseOrderNumber: limit.optional(),
    lineDescription: limit,
    vendorName: limit,
    invoiceNumber: limit,
    changeOrderNumber: limit,
  }),
  decimals: z.object({ quantity: z.int().nullable(), unitPrice: z.int().nullable() }),
  rounding: z.enum(['half_up', 'half_even']).nullable(),
  statuses: z.object({ jobs: z.array(status), subcontracts: z.array(status) }),
  unique: z.object({ subcontractNumber: z.boolean().nullable(), invoiceNumberPerVendor: z.boolean().nullable() }),
  overBudget: overLimit.nullable(),
  overSubcontract: overLimit.nullable(),
  /** What becomes of a line whose cost code and type have no budget in the job. */
  unbudgetedCode: z.enum(['refuse', 'accept']).nullable(),
  defaultAccounts: z.object({ subcontractInvoice: z.string().nullable(), purchaseOrderInvoice: z.string().nullable() }),
  /** The field in which the bridge keeps the operation key; `null` when it keeps none. */
  traceField: z.string().nullable(),
  canSetPeriod: z.boolean(),
  credits: z.boolean(),
});
export type Profile = z.infer<typeof profile>;

export const period = z.object({
  year: z.int(),
  period: z.int().min(1).max(13),
  open: z.boolean(),
  /** The one that Sage posts to when nothing else is asked. */
  current: z.boolean(),
});
export type Period = z.infer<typeof period>;
export const periods = z.object({ items: z.array(period) });

export const nextNumber = z.object({ number: digits });
