import type { CompanyId, ProjectId, SageCompany } from '../shared/ids.ts';
import type { Kind } from '../shared/kinds.ts';
import type { Platform } from '../ports/chat.ts';

/** A Procore company and the company in Sage that keeps its books. */
export interface Company {
  readonly id: CompanyId;
  readonly name: string;
  readonly sageCompany: SageCompany;
  /** Declared, never guessed. Only `direct` writes into Sage on a press. */
  readonly mode: 'direct' | 'companion' | 'integrator';
  /** IANA name; only what people read is in local time. */
  readonly timeZone: string;
  /** Projects whose job is live. Of every other job nothing is offered and nothing is written. */
  readonly liveProjects: ReadonlySet<ProjectId>;
  readonly settings: Settings;
}

/** How a company wants its records treated; the safe default of each stands in the configuration's schema. */
export interface Settings {
  /** Procore's cost type code to Sage's 1 to 9; one that is missing here is unknown. */
  readonly costTypes: ReadonlyMap<string, number>;
  /** Procore statuses that make a subcontract ready for accounting. */
  readonly subcontractReadyStatuses: readonly string[];
  /** The status a subcontract gets in Sage: 3 Contract or 4 Current count as committed. */
  readonly subcontractStatus: number;
  readonly purchaseOrderReadyStatuses: readonly string[];
  /** The status a purchase order gets in Sage: 1 Open. */
  readonly purchaseOrderStatus: number;
  /** What becomes of an order line whose amount Sage would not make of quantity and price. */
  readonly poRounding: 'block' | 'oneLumpSum';
  /** Procore statuses that make a change order ready for accounting. */
  readonly changeOrderReadyStatuses: readonly string[];
  /** Whether a posted change of a subcontract raises the budget in Sage. */
  readonly ccoMovesSageBudget: 'yes' | 'no' | 'unknown';
  readonly executedContract: 'warn' | 'block';
  readonly unbudgetedLine: 'warn' | 'block';
  readonly jobComplete: 'warn' | 'block';
  readonly insuranceExpired: 'warn' | 'block';
  /** Procore statuses that make a subcontractor's invoice ready for accounting. */
  readonly invoiceReadyStatuses: readonly string[];
  /** The status an invoice gets in Sage: 1 Open or 2 Review. */
  readonly invoiceStatus: number;
  /** The ledger account of an invoice line where neither the vendor nor the cost type names one. */
  readonly invoiceAccount: string | undefined;
  /** Retainage that is released: stops the invoice, or is shown as work that is left to do in Sage. */
  readonly releasedRetainage: 'block' | 'task';
  /** Hold where the profile names no limit. Longer text is refused, never cut. */
  readonly fallbackLimits: {
    readonly number: number;
    readonly title: number;
    readonly lineDescription: number;
    readonly invoiceNumber: number;
  };
}

/** A place where cards are posted. */
export interface Channel {
  readonly company: CompanyId;
  readonly platform: Platform;
  readonly id: string;
  readonly name: string;
  /** Job numbers. */
  readonly jobs: readonly string[] | '*';
  readonly kinds: readonly Kind[] | '*';
  /** How many records may get a card of their own within `timing.cardWindowMs`; the others wait behind a summary. */
  readonly cardsAtOnce: number;
}

/** All in milliseconds, except the hour. */
export interface Timing {
  readonly pollMs: number;
  readonly callDeadlineMs: number;
  readonly operationPollMs: number;
  /** How long a lost answer is looked for before the operation is closed. */
  readonly unconfirmedWaitMs: number;
  /** The longest pause between two tries of something that is down. */
  readonly retryMaxMs: number;
  /** The stretch of time in which `cardsAtOnce` of a channel is counted. */
  readonly cardWindowMs: number;
  /** From that local hour on, once a day, every project's whole list is read. */
  readonly sweepHour: number;
}
