import { z } from 'zod';
import { basisPoints, cents, costCode, costType, day, decimal, digits, moment, operationKey } from './fields.ts';

/** What every record has. Texts may be empty: an accountant may have left them so. */
const base = {
  /** What Procore is stamped with as `origin_id`. */
  key: z.string().min(1),
  /** The key inside Sage's database that never changes. */
  id: z.string().min(1),
  number: z.string(),
  /** Sage's own status where the record has one; otherwise a word of the bridge: 1 in use, 0 not. */
  status: z.int(),
  operationKey: operationKey.optional(),
  changedAt: moment,
};

export const recordLine = z.object({
  /** The line's number inside Sage. */
  line: z.int().min(1),
  /** Empty on lines that the bridge did not write. */
  lineRef: z.string(),
  description: z.string(),
  costCode,
  costType,
  cents,
});
export type RecordLine = z.infer<typeof recordLine>;

/** A line of a commitment, with what has become of it since it was entered. */
export const commitmentLine = recordLine.extend({
  /** Approved changes; the line stands at `cents` and these together. */
  changeCents: cents.optional(),
  /** Billed to date by invoices that are not void. */
  billedCents: cents.optional(),
});

/** Reference data: vendor types, phases, clients, cost codes, cost types, accounts. */
export const namedRecord = z.object({ ...base, name: z.string() });
export type NamedRecord = z.infer<typeof namedRecord>;

export const phaseRecord = z.object({ ...base, name: z.string(), jobNumber: digits });
/** `account` is the one ledger account that the installation ties to the cost type. */
export const costTypeRecord = z.object({ ...base, name: z.string(), account: z.string().nullable() });
export type CostTypeRecord = z.infer<typeof costTypeRecord>;
export const accountRecord = z.object({ ...base, name: z.string(), hasSubAccounts: z.boolean() });
export type AccountRecord = z.infer<typeof accountRecord>;

export const vendorRecord = z.object({
  ...base,
  number: digits,
  name: z.string(),
  shortName: z.string(),
  active: z.boolean(),
  vendorType: z.string().nullable(),
  /** The ledger account of the vendor's invoices. */
  defaultAccount: z.string().nullable(),
  /** When the vendor's invoices are due, as Sage writes it, such as "30DY". */
  dueTerms: z.string().nullable(),
  insuranceExpires: day.nullable(),
});
export type VendorRecord = z.infer<typeof vendorRecord>;

export const jobRecord = z.object({
  ...base,
  number: digits,
  name: z.string(),
  shortName: z.string(),
  clientNumber: digits.nullable(),
});
export type JobRecord = z.infer<typeof jobRecord>;

/** One per job: the original budget, a line for each cost code and cost type. */
export const budgetRecord = z.object({
  ...base,
  jobNumber: digits,
  locked: z.boolean(),
  lines: z.array(recordLine),
});
export type BudgetRecord = z.infer<typeof budgetRecord>;

export const subcontractRecord = z.object({
  ...base,
  /** Void in Sage, or no longer there at all. */
  voided: z.boolean(),
  date: z.string(),
  vendorNumber: digits,
  jobNumber: digits,
  description: z.string(),
  retainageBasisPoints: basisPoints,
  /** Held back on invoices that are not void, less what was released since. */
  retainageHeldCents: cents.optional(),
  lines: z.array(commitmentLine),
});
export type SubcontractRecord = z.infer<typeof subcontractRecord>;

export const orderLine = commitmentLine.extend({
  quantity: decimal.optional(),
  unitPrice: decimal.optional(),
  unit: z.string().optional(),
  /** The key of the operation that added the line to an order that stood. */
  operationKey: operationKey.optional(),
});

export const purchaseOrderRecord = z.object({
  ...base,
  /** Of status 5 in Sage, or no longer there at all. */
  voided: z.boolean(),
  date: z.string(),
  vendorNumber: digits,
  jobNumber: digits,
  description: z.string(),
  lines: z.array(orderLine),
});
export type PurchaseOrderRecord = z.infer<typeof purchaseOrderRecord>;

/** Lines that one operation added to an order, as a record of their own. Made by the bridge from the order. */
export const purchaseOrderLinesRecord = z.object({
  ...base,
  voided: z.boolean(),
  orderNumber: z.string(),
  vendorNumber: digits,
  jobNumber: digits,
  /** How many lines stand before them in the order, and what these come to. */
  orderLineCount: z.int().min(0),
  orderTotalCents: cents,
  lines: z.array(orderLine),
});
export type PurchaseOrderLinesRecord = z.infer<typeof purchaseOrderLinesRecord>;

/** A line with a subcontract changes that subcontract as well as the budget; then none of the five is missing. */
const changeLine = recordLine.extend({
  vendorNumber: digits.nullable(),
  subcontractNumber: z.string().nullable(),
  /** The line of the subcontract; a line that the change added has been given one. */
  commitmentLine: z.int().min(1).nullable(),
  changeNumber: z.string().nullable(),
  /** 1 Approved, 2 Open, 3 Review, 4 Disputed, 5 Void, 6 Rejected. */
  status: z.int().nullable(),
});

/** A job's change order. */
export const changeOrderRecord = z.object({
  ...base,
  /** Of status 5 in Sage, or no longer there at all. */
  voided: z.boolean(),
  date: z.string(),
  jobNumber: digits,
  description: z.string(),
  lines: z.array(changeLine),
});
export type ChangeOrderRecord = z.infer<typeof changeOrderRecord>;

export const payableInvoiceRecord = z.object({
  ...base,
  /** Of status 5 in Sage, or no longer there at all. */
  voided: z.boolean(),
  date: z.string(),
  dueDate: z.string(),
  /** Where it was posted. */
  period: z.object({ year: z.int(), period: z.int() }),
  vendorNumber: digits,
  jobNumber: digits,
  description: z.string(),
  subcontractNumber: z.string().nullable(),
  /** What is still held back. */
  retainageCents: cents,
  taxCents: cents,
  lines: z.array(
    recordLine.extend({
      /** The line of the subcontract that is billed. */
      commitmentLine: z.int().min(1).nullable(),
      account: z.string().nullable(),
    }),
  ),
});
export type InvoiceRecord = z.infer<typeof payableInvoiceRecord>;

/** Budget and job cost of one cost code and cost type in one job. */
export const jobTotal = z.object({
  job: digits,
  costCode,
  costType,
  originalBudgetCents: cents,
  /** Approved change orders without a subcontract. */
  changeBudgetCents: cents,
  /** Approved change orders that change a subcontract. */
  fromCcoCents: cents,
  /** The three above together. */
  revisedBudgetCents: cents,
  /** Subcontracts of status 3 and 4 and purchase orders of status 1 to 3, with their approved changes. */
  committedCents: cents,
  invoicedCents: cents,
});
export type JobTotalRecord = z.infer<typeof jobTotal>;
