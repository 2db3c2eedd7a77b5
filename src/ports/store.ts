import type { Instant } from '../shared/dates.ts';
import type { ChainedEntry } from '../shared/chain.ts';
import type { CompanyId, TransferId } from '../shared/ids.ts';
import type { Json, JsonObject } from '../shared/json.ts';
import type { Result } from '../shared/result.ts';

/**
 * Where everything the bot knows stands. Asynchronous, and shaped by what the bot does: no caller may assume that the
 * state is in memory, that a value it gave or got is shared, or that it is the only process.
 */
export interface Store {
  /**
   * Makes all of it durable, or none. Fails `conflict` when an expected revision does not stand any more (read again
   * and decide again), `duplicate` when a unique key is taken, `unavailable` when it could not be recorded (a full
   * disk): nothing happened and the person must be told so.
   */
  commit(commit: Commit): Promise<Result<undefined, CommitFailure>>;

  get(collection: Collection, id: string): Promise<Row | undefined>;

  /** Rows under one key of an index, ordered by when each row was first put. */
  find(query: Find): Promise<Page<Row>>;

  /** Ledger entries of a company, or of one record in it, in the order of the chain. */
  history(query: History): Promise<Page<LedgerEntry>>;

  /**
   * Leases the next job that is due, or answers `undefined`. Never two jobs of one lane at once; of the lanes that are
   * free, lowest rank first, then first come first served. A lease that is not ended by `done` in time is given again.
   */
  claim(claim: Claim): Promise<Job | undefined>;

  /** Calls back when a job may have become due; a hint only. Answers how to stop. */
  onWork(listener: () => void): () => void;

  /** Everything, in an order that `importAll` of any store accepts. Entries keep their text byte for byte. */
  exportAll(): AsyncIterable<DumpLine>;
  /** Fills an empty store; refuses one that holds anything, and a chain that does not verify. */
  importAll(lines: AsyncIterable<DumpLine>): Promise<Result<undefined, ImportFailure>>;

  health(): Promise<StoreHealth>;
  /** Jobs that are being worked on, or whose time comes until then. */
  due(until: Instant): Promise<DueJobs>;
  /** Waits for what is being written, then ends; a call after it throws. */
  close(): Promise<void>;
}

export const collections = [
  'transfers',
  'records',
  'targets',
  'documents',
  'links',
  'copies',
  'watermarks',
  'edits',
  'conversations',
] as const;
export type Collection = (typeof collections)[number];

/**
 * `records.number` is keyed by company and normalised number, `copies.place` by platform, channel and message,
 * `transfers.built_on` by the record on which the transfer builds.
 */
export const indexes = [
  'transfers.open',
  'transfers.record',
  'transfers.built_on',
  'records.number',
  'copies.transfer',
  'copies.place',
] as const;
export type Index = (typeof indexes)[number];

export interface Row {
  readonly collection: Collection;
  readonly id: string;
  /** 1 after the first put, one more with each put. */
  readonly rev: number;
  readonly value: JsonObject;
}

export interface Commit {
  /** Revisions that must stand; 0 means that there is no such row. */
  readonly expect?: readonly { readonly collection: Collection; readonly id: string; readonly rev: number }[];
  readonly put?: readonly Put[];
  /** Keys that may be used once. With an expiry they are forgotten some time after it. */
  readonly unique?: readonly { readonly key: string; readonly until?: Instant }[];
  readonly entries?: readonly Entry[];
  readonly enqueue?: readonly Enqueue[];
  /** Ends leases in the same commit; `conflict` when one is no longer ours. */
  readonly done?: readonly Done[];
}

export interface Put {
  readonly collection: Collection;
  readonly id: string;
  readonly value: JsonObject;
  /** Under which key the row stands in which index; replaces what an earlier put said. */
  readonly indexes?: { readonly [name in Index]?: string };
}

export type CommitFailure =
  | { readonly kind: 'conflict' }
  | { readonly kind: 'duplicate'; readonly key: string }
  | { readonly kind: 'unavailable' };

export interface Find {
  readonly index: Index;
  readonly key: string;
  readonly order?: 'oldest' | 'newest';
  /** At most this many rows, 100 unless told. */
  readonly limit?: number;
  readonly cursor?: string;
}

export interface History {
  readonly company: CompanyId;
  readonly transfer?: TransferId;
  /** In the order of the chain unless told. */
  readonly order?: 'oldest' | 'newest';
  readonly limit?: number;
  readonly cursor?: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Given when there is more. */
  readonly cursor?: string;
}

/** Something that was decided or done, as it goes into the company's hash chain. */
export interface Entry {
  readonly at: Instant;
  readonly company: CompanyId;
  readonly transfer: TransferId;
  readonly kind: string;
  readonly record: string;
  readonly round: number;
  /** The state before, empty when the transfer was opened by this entry. */
  readonly from: string;
  readonly to: string;
  readonly fingerprint?: string;
  readonly operationKey?: string;
  readonly person?: string;
  readonly detail?: JsonObject;
}

/** `entry` is the parsed `text`; the text is what was hashed. */
export interface LedgerEntry extends ChainedEntry {
  readonly entry: Entry;
}

export const queues = ['look', 'transfer', 'paint', 'notice'] as const;
export type Queue = (typeof queues)[number];

/** One job a key: enqueueing the key again moves its time and payload, also while it is being worked on. */
export interface Enqueue {
  readonly queue: Queue;
  readonly key: string;
  readonly runAt: Instant;
  readonly lane?: string;
  readonly rank?: number;
  readonly payload?: Json;
}

export interface Claim {
  readonly queue: Queue;
  readonly owner: string;
  readonly leaseMs: number;
}

export interface Lease {
  readonly queue: Queue;
  readonly key: string;
  /** Names this lease among all leases of the job; a job enqueued again since stays when the lease is done. */
  readonly token: string;
}

/** The job goes with its lease, unless it was enqueued again meanwhile or is to be done once more. */
export interface Done extends Lease {
  /** Puts the job back for that time as it is, attempts counted on; one that was enqueued meanwhile keeps its own time. */
  readonly again?: Instant;
}

export interface Job extends Lease {
  readonly payload: Json;
  /** How often it was claimed since it was last enqueued, this time included. */
  readonly attempt: number;
}

export type DumpLine =
  | { readonly type: 'row'; readonly row: Row; readonly indexes: { readonly [name in Index]?: string } }
  | { readonly type: 'entry'; readonly company: CompanyId; readonly entry: ChainedEntry }
  | { readonly type: 'job'; readonly job: Enqueue }
  | { readonly type: 'unique'; readonly key: string; readonly until?: Instant };

export type ImportFailure =
  { readonly kind: 'not_empty' } | { readonly kind: 'broken_chain'; readonly company: CompanyId; readonly n: number };

export interface StoreHealth {
  readonly writable: boolean;
  /** Jobs that are not done yet, due or not, leased ones included. */
  readonly backlog: { readonly [queue in Queue]: number };
}

/** A queue that has none due is left out. */
export type DueJobs = {
  readonly [queue in Queue]?: {
    readonly jobs: number;
    /** The time of the one that has been due longest. */
    readonly oldest: Instant;
  };
};
