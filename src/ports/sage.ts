import type { Instant } from '../shared/dates.ts';
import type { Fingerprint, OperationKey } from '../shared/ids.ts';
import type { JsonObject } from '../shared/json.ts';
import type { Cents } from '../shared/money.ts';
import type { Result } from '../shared/result.ts';
import type {
  SageVendor,
  SageJob,
  SageCostCode,
  SageCostType,
  SageAccount,
  SagePeriod,
  JobTotal,
} from './sage-directory.ts';
import type { SageKind } from './sage-kinds.ts';

/**
 * What the bot needs from one company in Sage 100 Contractor. Create only: nothing here changes, voids or deletes what
 * stands in the books, and no implementation repeats a create on its own.
 */
export interface Sage {
  /**
   * The same company, whose reads of the installation, of vendors, jobs and totals may be answered from memory when they
   * were made at that moment or later. Whoever looks uses it; what comes right before a write is asked afresh, and so
   * are previews, operations and look-ups by number or key, always.
   */
  asOf(moment: Instant): Sage;

  health(): Promise<Result<SageHealth, SageReadFailure>>;
  profile(): Promise<Result<SageProfile, SageReadFailure>>;

  vendor(key: string): Promise<Result<SageVendor | undefined, SageReadFailure>>;
  job(key: string): Promise<Result<SageJob | undefined, SageReadFailure>>;
  costCodes(): Promise<Result<readonly SageCostCode[], SageReadFailure>>;
  costTypes(): Promise<Result<readonly SageCostType[], SageReadFailure>>;
  /** The ledger accounts. */
  accounts(): Promise<Result<readonly SageAccount[], SageReadFailure>>;
  /** The posting periods. */
  periods(): Promise<Result<readonly SagePeriod[], SageReadFailure>>;
  /** Budget and job cost of one job, a row per cost code and cost type that has any. */
  jobTotals(jobNumber: string): Promise<Result<readonly JobTotal[], SageReadFailure>>;

  /** Records of that kind with that number, void ones included; every job's, for a number is unique company-wide. */
  findByNumber(kind: SageKind, number: string): Promise<Result<readonly SageRecord[], SageReadFailure>>;
  /** Every record of that kind in the job, void ones included. */
  findByJob(kind: SageKind, jobNumber: string): Promise<Result<readonly SageRecord[], SageReadFailure>>;
  /** Every record of that kind of the vendor, void ones included. */
  findByVendor(kind: SageKind, vendorNumber: string): Promise<Result<readonly SageRecord[], SageReadFailure>>;
  /** Records of that kind that carry our key in the trace field; empty where the profile names no trace field. */
  findByOperationKey(kind: SageKind, key: OperationKey): Promise<Result<readonly SageRecord[], SageReadFailure>>;

  /** Asks what a write would meet, and writes nothing. */
  preview(request: Preview): Promise<Result<Previewed, SageReadFailure>>;

  /**
   * Hands the document over. `ok` means that the bridge has journaled the operation, not that Sage has the record: ask
   * `operation`. Fails `unknown_outcome` when it may or may not have been taken.
   */
  submit(operation: Operation): Promise<Result<undefined, SubmitFailure>>;

  operation(key: OperationKey): Promise<Result<OperationState, SageReadFailure>>;

  /** Bars this attempt and those before it for ever, unless it is already committed. */
  close(key: OperationKey, attempt: number): Promise<Result<OperationState, SageReadFailure>>;
}

/**
 * Books into which a document is written once, whichever system keeps them: what the engine needs to look, to write and
 * to find out. Sage is one; for what comes from Sage, Procore's side answers the same questions.
 */
export type Books = Pick<Sage, 'profile' | 'submit' | 'operation' | 'close' | 'findByNumber' | 'findByOperationKey'>;

/** Asking failed, and nothing can have been written by it. */
export type SageReadFailure =
  /** No trustworthy answer: the bridge is not there, the connection was lost, or Sage behind it is offline. */
  | { readonly kind: 'unreachable'; readonly retryAfterMs: number | undefined }
  /** No free licence, a record locked by a user, nightly maintenance. */
  | { readonly kind: 'busy'; readonly reason: string; readonly retryAfterMs: number | undefined }
  /** Our signature, company or permission is refused: an administrator must act. */
  | { readonly kind: 'denied'; readonly reason: string }
  /** The answer does not fit the protocol; `detail` names the place, never a value. */
  | { readonly kind: 'contract_break'; readonly detail: string };

export type SubmitFailure =
  | SageReadFailure
  | { readonly kind: 'needs_fix'; readonly problems: readonly Problem[] }
  /** The natural key is taken. */
  | { readonly kind: 'duplicate'; readonly problems: readonly Problem[] }
  /** The key stands with another fingerprint, or this attempt is barred or already used. */
  | { readonly kind: 'key_conflict'; readonly reason: string }
  | { readonly kind: 'unknown_outcome' };

/** One thing that Sage or the bridge says about a document. */
export interface Problem {
  /** Sage's status code such as 12802, or a word of the bridge. */
  readonly code: string;
  /** The document's field, with a line reference where it has one; empty when it is not about a field. */
  readonly field: string;
  readonly message: string;
}

export interface SageHealth {
  readonly company: string;
  /** What stands behind the bridge; an emulator must say so. */
  readonly mode: string;
  readonly bridgeVersion: string;
  readonly protocolVersion: number;
  readonly sageReachable: boolean;
}

/** How this installation of Sage behaves, as the bridge knows it. `undefined` is "unknown", and the safe default holds. */
export interface SageProfile {
  readonly limits: {
    readonly subcontractNumber: number | undefined;
    readonly subcontractTitle: number | undefined;
    readonly lineDescription: number | undefined;
    readonly purchaseOrderNumber?: number | undefined;
    readonly changeOrderNumber?: number | undefined;
    readonly invoiceNumber?: number | undefined;
  };
  /** Decimals that Sage holds of a quantity and of a unit price. */
  readonly decimals?: { readonly quantity: number | undefined; readonly unitPrice: number | undefined };
  /** How Sage rounds a quantity times a price to cents. */
  readonly rounding?: 'half_up' | 'half_even' | undefined;
  /** What Sage does when a commitment exceeds the budget of a code and type. */
  readonly overBudget: OverBudget | undefined;
  /** What Sage does when an invoice exceeds what is left of a subcontract. */
  readonly overSubcontract?: OverBudget | undefined;
  /** The account of a subcontract's invoices where neither the vendor nor the cost type names one. */
  readonly invoiceAccount?: string | undefined;
  /** The field in which the bridge keeps our operation key; `undefined` when it keeps none. */
  readonly traceField: string | undefined;
  readonly canSetPeriod: boolean;
  readonly credits: boolean;
}

export interface OverBudget {
  readonly rule: 'none' | 'warn' | 'not_allow';
  /** How far over is still accepted; a percentage is in basis points of the budget. */
  readonly tolerance:
    | { readonly type: 'none' }
    | { readonly type: 'flat'; readonly cents: Cents }
    | { readonly type: 'percent'; readonly basisPoints: number }
    | { readonly type: 'percent_capped'; readonly basisPoints: number; readonly cents: Cents };
}

/** A record as it stands in Sage. */
export interface SageRecord {
  /** What is stamped into Procore as `origin_id`. */
  readonly key: string;
  readonly id: string;
  readonly number: string;
  readonly status: number;
  /** The subcontract is void in Sage. */
  readonly voided: boolean;
  readonly operationKey: OperationKey | undefined;
  /** Every field of the document as Sage has it, under the document's own names, `lines` included; those of a commitment say what has become of them since. */
  readonly fields: JsonObject;
}

export interface Preview {
  readonly kind: SageKind;
  readonly operationKey: OperationKey;
  readonly document: JsonObject;
}

export interface Previewed {
  readonly warnings: readonly Problem[];
  readonly errors: readonly Problem[];
}

export interface Operation extends Preview {
  /** 1 for the first try; a refused or closed try is followed only by a higher one. */
  readonly attempt: number;
  readonly fingerprint: Fingerprint;
  /** Names of the people, for the trace in Sage. */
  readonly approvedBy: readonly string[];
  /** Codes of the bridge's warnings that were shown and accepted. */
  readonly acceptWarnings: readonly string[];
}

export type OperationState =
  | { readonly kind: 'absent' }
  | { readonly kind: 'queued' }
  | { readonly kind: 'running' }
  /** Sage has it; the record is as it was read back by the bridge. */
  | { readonly kind: 'committed'; readonly record: SageRecord; readonly attempt: number }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[]; readonly attempt: number }
  /** The bridge cannot tell whether Sage has it. */
  | { readonly kind: 'unknown' }
  /** Barred up to that attempt, and nothing was written under it. */
  | { readonly kind: 'closed'; readonly attempt: number };
