import type { CalendarDate, Instant } from '../shared/dates.ts';
import type { ProcoreUserId, ProjectId, RecordId } from '../shared/ids.ts';
import type { Cents } from '../shared/money.ts';

/** A subcontractor's invoice, which Procore's API calls a requisition. */
export interface ProcoreRequisition {
  readonly id: RecordId;
  readonly project: ProjectId;
  readonly commitment: RecordId;
  /** `WorkOrderContract` or `PurchaseOrderContract`; empty when the answer does not say. */
  readonly commitmentType: string;
  /** Ordinal among the requisitions of its commitment. */
  readonly number: number;
  /** The subcontractor's own number. */
  readonly invoiceNumber: string | undefined;
  readonly status: string;
  readonly billingDate: CalendarDate | undefined;
  readonly originId: string | undefined;
  /** The requisition before this one on the same commitment. */
  readonly previous: RecordId | undefined;
  readonly createdBy: ProcoreUserId | undefined;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly summary: RequisitionSummary;
  readonly items: readonly RequisitionItem[];
}

/** What Procore itself adds up; `undefined` where the answer does not say. */
export interface RequisitionSummary {
  readonly paymentDue: Cents | undefined;
  readonly totalRetainage: Cents | undefined;
  readonly toDate: Cents | undefined;
  readonly tax: Cents | undefined;
}

/**
 * One billed line with the figures of a continuation sheet. `undefined` is a figure that the answer lacks; it is never
 * taken for zero, with the exception of what was moved: Procore leaves it out where materials are not moved by itself.
 */
export interface RequisitionItem {
  readonly id: RecordId;
  /** `contract_item`, `change_order_item` and others. */
  readonly type: string;
  /** The line of the schedule of values, or of the change order. */
  readonly line: RecordId | undefined;
  readonly description: string;
  readonly taxed: boolean;
  /** Completed and stored, with this period. */
  readonly toDate: Cents | undefined;
  /** Completed and stored, up to the requisition before. */
  readonly before: Cents | undefined;
  readonly workThisPeriod: Cents | undefined;
  readonly storedNow: Cents | undefined;
  readonly storedBefore: Cents | undefined;
  /** What Procore moved by itself from stored to installed. */
  readonly moved: Cents;
  /** Retainage on installed work at the end of the requisition before, with what was moved. */
  readonly workRetainedBefore: Cents | undefined;
  readonly workRetainedThisPeriod: Cents | undefined;
  readonly workReleased: Cents | undefined;
  /** Retainage on stored materials now. */
  readonly storedRetained: Cents | undefined;
  readonly storedReleased: Cents | undefined;
  readonly retainedMoved: Cents;
}

/** A requisition as the list of a commitment shows it. */
export interface ListedRequisition {
  readonly id: RecordId;
  readonly number: number;
  readonly status: string;
  readonly originId: string | undefined;
}
