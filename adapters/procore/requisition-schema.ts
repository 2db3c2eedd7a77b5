import { z } from 'zod';
import type { ListedRequisition, ProcoreRequisition, RequisitionItem } from '../../src/ports/requisition.ts';
import { procoreUserId, recordId, type ProjectId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { Day, Digits, Dollars, Id, Moment, TextOrNothing } from './values.ts';

// Only the fields we read. Source: Procore REST reference, "Requisitions (Subcontractor Invoices)", v1.1, and "List
// Requisition Change Histories", v1.0.

const DollarsOrNothing = Dollars.nullish().transform((amount) => amount ?? undefined);
/** Procore: non-zero only where materials are moved by itself, so that nothing means that nothing was moved. */
const DollarsOrZero = Dollars.nullish().transform((amount) => amount ?? cents(0));

const ItemWire = z
  .object({
    id: Id,
    item_type: TextOrNothing,
    line_item_id: Id.nullish(),
    description_of_work: TextOrNothing,
    taxes: z.array(z.unknown()).nullish(),
    total_completed_and_stored_to_date: DollarsOrNothing,
    total_completed_and_stored_to_date_from_previous: DollarsOrNothing,
    work_completed_this_period: DollarsOrNothing,
    materials_presently_stored: DollarsOrNothing,
    materials_presently_stored_from_previous_progress: DollarsOrNothing,
    materials_moved: DollarsOrZero,
    work_completed_retainage_from_previous_application: DollarsOrNothing,
    work_completed_retainage_retained_this_period: DollarsOrNothing,
    work_completed_retainage_released_this_period: DollarsOrNothing,
    materials_stored_retainage_currently_retained: DollarsOrNothing,
    materials_stored_retainage_released_this_period: DollarsOrNothing,
    materials_retainage_retained_moved: DollarsOrZero,
  })
  .transform((wire): RequisitionItem => ({
    id: recordId(wire.id),
    type: wire.item_type ?? '',
    line: wire.line_item_id == null ? undefined : recordId(wire.line_item_id),
    description: wire.description_of_work ?? '',
    taxed: (wire.taxes ?? []).length > 0,
    toDate: wire.total_completed_and_stored_to_date,
    before: wire.total_completed_and_stored_to_date_from_previous,
    workThisPeriod: wire.work_completed_this_period,
    storedNow: wire.materials_presently_stored,
    storedBefore: wire.materials_presently_stored_from_previous_progress,
    moved: wire.materials_moved,
    workRetainedBefore: wire.work_completed_retainage_from_previous_application,
    workRetainedThisPeriod: wire.work_completed_retainage_retained_this_period,
    workReleased: wire.work_completed_retainage_released_this_period,
    storedRetained: wire.materials_stored_retainage_currently_retained,
    storedReleased: wire.materials_stored_retainage_released_this_period,
    retainedMoved: wire.materials_retainage_retained_moved,
  }));

const listed = {
  id: Id,
  number: Digits.transform(Number),
  status: z.string(),
  origin_id: TextOrNothing,
};

export const ListedRequisitionWire = z.object(listed).transform((wire): ListedRequisition => ({
  id: recordId(wire.id),
  number: wire.number,
  status: wire.status,
  originId: wire.origin_id,
}));

/** The view `extended`. */
export const RequisitionWire = z.object({
  ...listed,
  commitment_id: Id,
  commitment_type: TextOrNothing,
  previous_requisition_id: Id.nullish(),
  invoice_number: TextOrNothing,
  billing_date: Day.nullish(),
  created_by: z.object({ id: Id }).nullish(),
  created_at: Moment,
  updated_at: Moment,
  summary: z.object({
    current_payment_due: DollarsOrNothing,
    total_retainage: DollarsOrNothing,
    total_completed_and_stored_to_date: DollarsOrNothing,
    tax_applicable_to_this_payment: DollarsOrNothing,
  }),
  items: z.array(ItemWire),
});

/** What a list leaves out of a requisition is no fault of the list: that one is read by itself. */
export const WholeRequisitionsWire = z.array(z.unknown().transform((item) => RequisitionWire.safeParse(item).data));

export const ListedRequisitionsWire = z.array(ListedRequisitionWire);

export function requisitionFrom(wire: z.output<typeof RequisitionWire>, project: ProjectId): ProcoreRequisition {
  const { summary, created_by: author, previous_requisition_id: previous } = wire;
  return {
    id: recordId(wire.id),
    project,
    commitment: recordId(wire.commitment_id),
    commitmentType: wire.commitment_type ?? '',
    number: wire.number,
    invoiceNumber: wire.invoice_number,
    status: wire.status,
    billingDate: wire.billing_date ?? undefined,
    originId: wire.origin_id,
    previous: previous == null ? undefined : recordId(previous),
    createdBy: author == null ? undefined : procoreUserId(author.id),
    createdAt: wire.created_at,
    updatedAt: wire.updated_at,
    summary: {
      paymentDue: summary.current_payment_due,
      totalRetainage: summary.total_retainage,
      toDate: summary.total_completed_and_stored_to_date,
      tax: summary.tax_applicable_to_this_payment,
    },
    items: wire.items,
  };
}

export const HistoryWire = z
  .object({ action_by_id: Id.nullish(), created_at: Moment })
  .transform(({ action_by_id: by, created_at: at }) => (by == null ? [] : [{ user: procoreUserId(by), at }]));
