import type { CalendarDate } from '../shared/dates.ts';
import type { Cents } from '../shared/money.ts';

export interface SageVendor {
  readonly key: string;
  readonly number: string;
  readonly name: string;
  readonly active: boolean;
  /** When the vendor's insurance ends, where Sage holds a date. */
  readonly insuranceExpires: CalendarDate | undefined;
  /** The number of the ledger account of its invoices. */
  readonly defaultAccount?: string | undefined;
  /** When its invoices are due, as Sage writes it, such as "30DY". */
  readonly dueTerms?: string | undefined;
}

export interface SageJob {
  readonly key: string;
  readonly number: string;
  readonly name: string;
  /** 1 Bid, 2 Refused, 3 Contract, 4 Current, 5 Complete, 6 Closed. */
  readonly status: number;
}

export interface SageCostCode {
  /** Six digits at most before the point, three after it: "2010.000". */
  readonly code: string;
  readonly name: string;
}

export interface SageCostType {
  /** 1 to 9. */
  readonly type: number;
  readonly name: string;
  /** The one ledger account that is tied to it. */
  readonly account?: string | undefined;
}

export interface SageAccount {
  readonly number: string;
  readonly name: string;
  /** Such an account cannot be posted to without naming the sub account. */
  readonly hasSubAccounts: boolean;
}

export interface SagePeriod {
  readonly year: number;
  readonly period: number;
  /** The user of the bridge may post to it. */
  readonly open: boolean;
  /** The one that Sage posts to when nothing else is asked. */
  readonly current: boolean;
}

export interface JobTotal {
  readonly costCode: string;
  readonly costType: number;
  readonly revisedBudgetCents: Cents;
  /** What budget changes of their own, without a subcontract, added to the original budget. */
  readonly changeBudgetCents?: Cents;
  /** What changes of subcontracts added to it. */
  readonly fromCcoCents?: Cents;
  readonly committedCents: Cents;
  readonly invoicedCents: Cents;
}
