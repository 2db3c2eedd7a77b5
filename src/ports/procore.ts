import type { CalendarDate, Instant } from '../shared/dates.ts';
import type { ProcoreUserId, ProjectId, RecordId } from '../shared/ids.ts';
import type { Kind } from '../shared/kinds.ts';
import type { BasisPoints, Cents } from '../shared/money.ts';
import type { Result } from '../shared/result.ts';
import type { ProcoreChangeOrder } from './change-order.ts';
import type { ListedRequisition, ProcoreRequisition } from './requisition.ts';

/** What the bot needs from one Procore company. Reads may be repeated; the writes here are idempotent by their nature. */
export interface Procore {
  readonly companyId: string;

  /**
   * The same company, whose reads of single records may be answered from memory when they were made at that moment or
   * later, and go after everything that a person waits for. Whoever looks uses it; whoever writes next reads afresh,
   * from this object itself. `recordsAsOf` is earlier where the polls say that the record did not change since.
   */
  asOf(moment: Instant, recordsAsOf?: Instant): Procore;
  /**
   * Reads these in as few calls as Procore has for them, and keeps them for `asOf` (bounded). What it misses, or
   * cannot read, is read one by one when it is asked for.
   */
  readAhead(wanted: readonly Wanted[]): Promise<void>;

  /**
   * The user behind the service account, whose events are echoes of our own writes. Never waits: `undefined` until Procore
   * has said who it is, and the first call asks.
   */
  ownUser(): Promise<ProcoreUserId | undefined>;

  /** What Procore gave up delivering, as far as the account may see it. A hint each, like a webhook. */
  discardedEvents(): Promise<Result<readonly DiscardedEvent[], ProcoreFailure>>;

  projects(): Promise<Result<readonly Project[], ProcoreFailure>>;
  project(id: ProjectId): Promise<Result<Project, ProcoreFailure>>;
  vendor(id: RecordId): Promise<Result<ProcoreVendor, ProcoreFailure>>;

  /** Every subcontract of the project that changed at that time or later, deleted ones included; all pages. */
  subcontractsChangedSince(
    project: ProjectId,
    since: Instant | undefined,
  ): Promise<Result<readonly Changed[], ProcoreFailure>>;
  subcontract(project: ProjectId, id: RecordId): Promise<Result<ProcoreSubcontract, ProcoreFailure>>;

  /** The same for purchase orders. */
  purchaseOrdersChangedSince(
    project: ProjectId,
    since: Instant | undefined,
  ): Promise<Result<readonly Changed[], ProcoreFailure>>;
  purchaseOrder(project: ProjectId, id: RecordId): Promise<Result<ProcorePurchaseOrder, ProcoreFailure>>;

  /** The same for change orders of commitments; all pages, deleted ones left out. */
  changeOrdersChangedSince(
    project: ProjectId,
    since: Instant | undefined,
  ): Promise<Result<readonly Changed[], ProcoreFailure>>;
  changeOrder(project: ProjectId, id: RecordId): Promise<Result<ProcoreChangeOrder, ProcoreFailure>>;

  /** Every subcontractor invoice of the project that changed at that time or later; all pages, deleted ones left out. */
  requisitionsChangedSince(
    project: ProjectId,
    since: Instant | undefined,
  ): Promise<Result<readonly Changed[], ProcoreFailure>>;
  requisition(project: ProjectId, id: RecordId): Promise<Result<ProcoreRequisition, ProcoreFailure>>;
  requisitionsOf(
    project: ProjectId,
    commitment: RecordId,
  ): Promise<Result<readonly ListedRequisition[], ProcoreFailure>>;
  /** Who changed it and when, in order: no webhook tells. */
  requisitionEdits(
    project: ProjectId,
    id: RecordId,
  ): Promise<Result<readonly { readonly user: ProcoreUserId; readonly at: Instant }[], ProcoreFailure>>;

  /** Writes the Sage key into the record's `origin_id` and reads it back; a foreign value is left alone. */
  stamp(stamp: Stamp): Promise<Result<undefined, StampFailure>>;

  /** Sets the record back so that its author can edit it (a commitment becomes Draft, an invoice Under Review). */
  reopen(kind: StampedKind, project: ProjectId, id: RecordId): Promise<Result<undefined, ProcoreFailure>>;

  /** Where a person opens the record in Procore. */
  link(kind: StampedKind, project: ProjectId, id: RecordId): string;
  changeOrderLink(order: Pick<ProcoreChangeOrder, 'project' | 'commitment' | 'id'>): string;
  /** `onOrder` is whether the commitment is a purchase order. */
  invoiceLink(project: ProjectId, commitment: RecordId, id: RecordId, onOrder: boolean): string;
}

export type StampedKind = 'subcontract' | 'purchase_order' | 'change_order' | 'invoice';

export interface DiscardedEvent {
  readonly delivery: string;
  readonly kind: Kind;
  readonly project: ProjectId;
  readonly record: RecordId;
  readonly user: ProcoreUserId | undefined;
  readonly at: Instant;
}

/** A record that is about to be looked at as of that moment. */
export interface Wanted {
  readonly kind: Kind;
  readonly project: ProjectId;
  readonly record: RecordId;
  readonly asOf: Instant;
  /** The polls say that it did not change since it was read last, whenever that was; what it names may have. */
  readonly unchanged: boolean;
}

export type ProcoreFailure =
  /** There is no such record, or it was deleted. */
  | { readonly kind: 'not_found' }
  /** The service account may not see the project or use the tool: an administrator must permit it. */
  | { readonly kind: 'not_permitted' }
  /** The credentials are refused. */
  | { readonly kind: 'denied' }
  /** Nothing wrong with the request: Procore, the network or the rate limit. Nothing is known to have happened. */
  | { readonly kind: 'unavailable'; readonly retryAfterMs: number | undefined }
  /** The answer does not have the documented shape; `field` says where. */
  | { readonly kind: 'unreadable'; readonly field: string }
  /** Procore refused the write and says why. */
  | { readonly kind: 'refused'; readonly messages: readonly string[] };

export interface Stamp {
  readonly kind: StampedKind;
  readonly project: ProjectId;
  readonly record: RecordId;
  /** The `key` of the Sage record. */
  readonly originId: string;
  /** Keys that it may replace: of links that ended. Any other is foreign. */
  readonly ended?: readonly string[];
}

export type StampFailure =
  | ProcoreFailure
  | { readonly kind: 'foreign'; readonly originId: string }
  /** Procore has no place for a mark on this record. */
  | { readonly kind: 'no_place' };

export interface Project {
  readonly id: ProjectId;
  readonly number: string;
  readonly name: string;
  readonly active: boolean;
  /** The key of the Sage job it is linked to. */
  readonly originId: string | undefined;
  /** Procore's own ERP connector owns the project; `undefined` where the answer does not say. */
  readonly erpIntegrated: boolean | undefined;
}

export interface ProcoreVendor {
  readonly id: RecordId;
  readonly name: string;
  readonly active: boolean;
  readonly originId: string | undefined;
}

export interface Changed {
  readonly id: RecordId;
  readonly updatedAt: Instant;
}

/** What a subcontract and a purchase order have in common. */
export interface ProcoreCommitment {
  readonly id: RecordId;
  readonly project: ProjectId;
  readonly number: string;
  readonly title: string;
  readonly status: string;
  readonly executed: boolean;
  /** People outside the commitment's list may not see it: no amount and no vendor in a channel. */
  readonly private: boolean;
  readonly vendor: { readonly id: RecordId; readonly name: string; readonly originId: string | undefined } | undefined;
  readonly total: Cents;
  readonly retainage: BasisPoints | undefined;
  readonly contractDate: CalendarDate | undefined;
  readonly originId: string | undefined;
  readonly createdBy: ProcoreUserId | undefined;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly lines: readonly ProcoreLine[];
}

/** A work order contract, as Procore calls it in its API. */
export type ProcoreSubcontract = ProcoreCommitment;

export interface ProcorePurchaseOrder extends ProcoreCommitment {
  /** Whether its lines are amounts, or quantities with unit costs. */
  readonly accountingMethod: 'amount' | 'unit';
  readonly deliveryDate: CalendarDate | undefined;
  readonly paymentTerms: string | undefined;
  readonly lines: readonly ProcoreOrderLine[];
}

/** Quantity and unit cost as Procore writes them, decimal text. */
export interface ProcoreOrderLine extends ProcoreLine {
  readonly quantity: string | undefined;
  readonly unitCost: string | undefined;
  readonly unit: string | undefined;
}

/** A line of the schedule of values. */
export interface ProcoreLine {
  readonly id: RecordId;
  readonly position: number;
  readonly description: string;
  /** The cost code as Procore writes it; `undefined` when the line has none. */
  readonly costCode: string | undefined;
  /** The short code of the line's cost type, such as "S"; `undefined` when the line has none. */
  readonly costType: string | undefined;
  readonly amount: Cents;
  readonly taxCode: string | undefined;
}
