import type { Commit, CommitFailure } from '../../../src/ports/store.ts';
import { createJobs, type Jobs } from './jobs.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { createRows, type Rows } from './rows.ts';
import { createUniqueKeys, type UniqueKeys } from './unique-keys.ts';

/** Everything a store holds. Synchronous: between checking a commit and applying it nothing else can happen. */
export interface StoreState {
  readonly rows: Rows;
  readonly ledger: Ledger;
  readonly uniqueKeys: UniqueKeys;
  readonly jobs: Jobs;
}

export function createStoreState(): StoreState {
  return { rows: createRows(), ledger: createLedger(), uniqueKeys: createUniqueKeys(), jobs: createJobs() };
}

/** Why the commit cannot be made on this state, or `undefined` when `applyCommit` may follow at once. */
export function refusal(state: StoreState, commit: Commit, now: number): CommitFailure | undefined {
  for (const { collection, id, rev } of commit.expect ?? []) {
    if ((state.rows.get(collection, id)?.rev ?? 0) !== rev) return { kind: 'conflict' };
  }
  for (const lease of commit.done ?? []) {
    if (!state.jobs.holds(lease)) return { kind: 'conflict' };
  }
  const asked = new Set<string>();
  for (const { key } of commit.unique ?? []) {
    if (asked.has(key) || state.uniqueKeys.taken(key, now)) return { kind: 'duplicate', key };
    asked.add(key);
  }
  return undefined;
}

/** Makes the commit. Leases end before jobs are enqueued, so that a job can be put back in the commit that ends it. */
export function applyCommit(state: StoreState, commit: Commit, now: number): void {
  for (const put of commit.put ?? []) state.rows.put(put);
  for (const { key, until } of commit.unique ?? []) state.uniqueKeys.take(key, until, now);
  for (const entry of commit.entries ?? []) state.ledger.append(entry);
  for (const lease of commit.done ?? []) state.jobs.end(lease);
  for (const job of commit.enqueue ?? []) state.jobs.enqueue(job);
}
