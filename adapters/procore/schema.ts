import { z } from 'zod';
import type {
  Changed,
  ProcoreCommitment,
  ProcoreLine,
  ProcoreOrderLine,
  ProcorePurchaseOrder,
  ProcoreSubcontract,
  ProcoreVendor,
  Project,
} from '../../src/ports/procore.ts';
import { procoreUserId, projectId, recordId, type ProjectId } from '../../src/shared/ids.ts';
import { Day, DecimalOrNothing, Digits, Dollars, Id, Moment, Percent, TextOrNothing } from './values.ts';

// Only the fields we read. Sources: Procore REST reference, "Projects", "Company Vendors", "Work Order Contracts" and
// "Work Order Contract Line Items", all v1.0.

/** `is_erp_integrated` is in the answer of the show call only; the list does not say. */
export const ProjectWire = z
  .object({
    id: Id,
    name: TextOrNothing,
    project_number: TextOrNothing,
    active: z.boolean(),
    origin_id: TextOrNothing,
    is_erp_integrated: z.boolean().nullish(),
  })
  .transform((wire): Project => ({
    id: projectId(wire.id),
    number: wire.project_number ?? '',
    name: wire.name ?? '',
    active: wire.active,
    originId: wire.origin_id,
    erpIntegrated: wire.is_erp_integrated ?? undefined,
  }));

export const VendorWire = z
  .object({ id: Id, name: TextOrNothing, is_active: z.boolean(), origin_id: TextOrNothing })
  .transform((wire): ProcoreVendor => ({
    id: recordId(wire.id),
    name: wire.name ?? '',
    active: wire.is_active,
    originId: wire.origin_id,
  }));

export const ChangedWire = z
  .object({ id: Id, updated_at: Moment })
  .transform((wire): Changed => ({ id: recordId(wire.id), updatedAt: wire.updated_at }));

/**
 * One line of the schedule of values.
 *
 * `cost_code` has no type in the contract's own schema; "Create Work Order Contract Line Item" gives it: `full_code` is
 * the code with the prefixes of its parents. `wbs_code.flat_code` joins all segments of the work breakdown structure,
 * the cost type among them, so it is read only when there is no cost code at all. `line_item_type.code` is the short
 * code of the cost type. `amount` is the line before tax.
 */
const LineFields = z.object({
  id: Id,
  position: Digits.transform(Number),
  description: TextOrNothing,
  amount: Dollars,
  cost_code: z.object({ full_code: TextOrNothing }).nullish(),
  wbs_code: z.object({ flat_code: TextOrNothing }).nullish(),
  line_item_type: z.object({ code: TextOrNothing }).nullish(),
  tax_code_id: Id.nullish(),
});

const LineWire = LineFields.transform(lineFrom);

/** Quantity and unit cost stay the text that Procore writes: they are multiplied exactly. */
const OrderLineWire = LineFields.extend({
  quantity: DecimalOrNothing,
  unit_cost: DecimalOrNothing,
  uom: TextOrNothing,
}).transform((wire): ProcoreOrderLine => ({
  ...lineFrom(wire),
  quantity: wire.quantity,
  unitCost: wire.unit_cost,
  unit: wire.uom,
}));

function lineFrom(wire: z.output<typeof LineFields>): ProcoreLine {
  return {
    id: recordId(wire.id),
    position: wire.position,
    description: wire.description ?? '',
    costCode: wire.cost_code == null ? wire.wbs_code?.flat_code : wire.cost_code.full_code,
    costType: wire.line_item_type?.code,
    amount: wire.amount,
    taxCode: wire.tax_code_id ?? undefined,
  };
}

/** `vendor.company` is the vendor's name. `deleted_at` is set on a record that was deleted. */
const CommitmentFields = z.object({
  id: Id,
  number: TextOrNothing,
  title: TextOrNothing,
  status: z.string(),
  executed: z.boolean().nullish(),
  private: z.boolean().nullish(),
  vendor: z.object({ id: Id, company: TextOrNothing, origin_id: TextOrNothing }).nullish(),
  grand_total: Dollars,
  retainage_percent: Percent.nullish(),
  contract_date: Day.nullish(),
  origin_id: TextOrNothing,
  created_by_id: Id.nullish(),
  created_at: Moment,
  updated_at: Moment,
  deleted_at: Moment.nullish(),
});

export const SubcontractWire = CommitmentFields.extend({ line_items: z.array(LineWire) });

export const PurchaseOrderWire = CommitmentFields.extend({
  accounting_method: z.enum(['amount', 'unit']),
  delivery_date: Day.nullish(),
  payment_terms: TextOrNothing,
  line_items: z.array(OrderLineWire),
});

/** A contract in a list is taken for whole only when it says all that the show call says; any other is no fault of the list. */
const maybeWhole = <S extends z.ZodType>(whole: S) =>
  z.array(z.unknown().transform((item) => whole.safeParse(item).data));

export const WholeSubcontractsWire = maybeWhole(SubcontractWire.extend({ created_by_id: Id.nullable() }));
export const WholePurchaseOrdersWire = maybeWhole(PurchaseOrderWire.extend({ created_by_id: Id.nullable() }));

export const ChangedListWire = z.array(ChangedWire);

export function subcontractFrom(wire: z.output<typeof SubcontractWire>, project: ProjectId): ProcoreSubcontract {
  return { ...commitmentFrom(wire, project), lines: wire.line_items };
}

export function purchaseOrderFrom(wire: z.output<typeof PurchaseOrderWire>, project: ProjectId): ProcorePurchaseOrder {
  return {
    ...commitmentFrom(wire, project),
    accountingMethod: wire.accounting_method,
    deliveryDate: wire.delivery_date ?? undefined,
    paymentTerms: wire.payment_terms,
    lines: wire.line_items,
  };
}

function commitmentFrom(wire: z.output<typeof CommitmentFields>, project: ProjectId): Omit<ProcoreCommitment, 'lines'> {
  return {
    id: recordId(wire.id),
    project,
    number: wire.number ?? '',
    title: wire.title ?? '',
    status: wire.status,
    executed: wire.executed ?? false,
    // an answer that does not say so is not taken as leave to show amounts
    private: wire.private ?? true,
    vendor:
      wire.vendor == null
        ? undefined
        : { id: recordId(wire.vendor.id), name: wire.vendor.company ?? '', originId: wire.vendor.origin_id },
    total: wire.grand_total,
    retainage: wire.retainage_percent ?? undefined,
    contractDate: wire.contract_date ?? undefined,
    originId: wire.origin_id,
    createdBy: wire.created_by_id == null ? undefined : procoreUserId(wire.created_by_id),
    createdAt: wire.created_at,
    updatedAt: wire.updated_at,
  };
}

/** The answer of every sync call, which is always 200: what failed stands under `errors` with its reasons. */
export const SyncAnswer = z.object({
  // whole contracts, of which nothing is read
  entities: z.array(z.unknown()).transform(({ length }) => length),
  errors: z.array(z.object({ errors: z.unknown() })),
});
