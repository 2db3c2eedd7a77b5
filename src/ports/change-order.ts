import type { Instant } from '../shared/dates.ts';
import type { CalendarDate } from '../shared/dates.ts';
import type { ProcoreUserId, ProjectId, RecordId } from '../shared/ids.ts';
import type { Cents } from '../shared/money.ts';

/** A change order of a commitment. */
export interface ProcoreChangeOrder {
  readonly id: RecordId;
  readonly project: ProjectId;
  readonly number: string;
  readonly title: string;
  readonly status: string;
  readonly private: boolean;
  /** Which commitment it changes, and of which of the two kinds that is. */
  readonly commitment: { readonly kind: 'subcontract' | 'purchase_order'; readonly record: RecordId };
  /** The package that carries the marks of other systems; missing where Procore has none. */
  readonly packageId: RecordId | undefined;
  readonly total: Cents;
  readonly reason: string;
  /** The mark of the package. */
  readonly originId: string | undefined;
  /** The day it was approved, or else created. */
  readonly date: CalendarDate;
  readonly createdBy: ProcoreUserId | undefined;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly lines: readonly ProcoreChangeLine[];
}

export interface ProcoreChangeLine {
  readonly id: RecordId;
  readonly position: number;
  readonly description: string;
  readonly costCode: string | undefined;
  readonly costType: string | undefined;
  readonly amount: Cents;
  readonly quantity: string | undefined;
  readonly unitCost: string | undefined;
  readonly unit: string | undefined;
  readonly taxCode: string | undefined;
  /** The line of the commitment that it changes; missing when it adds one. */
  readonly commitmentLine: RecordId | undefined;
}
