import type { Collection, Enqueue } from '../../../src/ports/store.ts';
import type { EndedJob } from '../state/jobs.ts';
import { createJobs, type Jobs } from '../state/jobs.ts';
import type { Place } from '../ledger/read-tail.ts';
import { createColdRows, type ColdRows, type ColdSpot } from './cold-rows.ts';
import { createEntryIndex, type DurableEntry, type EntryIndex } from './entry-index.ts';
import { createHotRows, type HotRows } from './hot-rows.ts';
import { isHot, type LiveRow } from './live-row.ts';
import { createRecentTexts, type RecentTexts } from './recent-texts.ts';
import { createKeptKeys, type KeptKeys, type TakenKey } from './unique-parts.ts';

/** Everything that is durable, as far as it must be in memory. */
export interface LiveState {
  readonly hot: HotRows;
  readonly cold: ColdRows;
  readonly recent: RecentTexts;
  readonly entries: EntryIndex;
  readonly keys: KeptKeys;
  readonly jobs: Jobs;
  /** The last place that was given to a row. */
  sequence: number;
}

export function createLiveState(): LiveState {
  return {
    hot: createHotRows(),
    cold: createColdRows(),
    recent: createRecentTexts(),
    entries: createEntryIndex(),
    keys: createKeptKeys(),
    jobs: createJobs(),
    sequence: 0,
  };
}

/** What a commit changed, in the words of the state. */
export interface Changes {
  readonly rows: readonly Omit<LiveRow, 'place'>[];
  readonly keys: readonly TakenKey[];
  readonly entries: readonly DurableEntry[];
  readonly done: readonly EndedJob[];
  readonly jobs: readonly Enqueue[];
}

/** Takes over what a line of the ledger says. Leases end before jobs are enqueued, as in the commit. */
export function applyChanges(state: LiveState, changes: Changes, place: Place, now: number): void {
  for (const row of changes.rows) putRow(state, { ...row, place });
  for (const key of changes.keys) state.keys.take(key, now);
  for (const entry of changes.entries) state.entries.add(entry, place);
  for (const ended of changes.done) state.jobs.finish(ended);
  for (const job of changes.jobs) state.jobs.enqueue(job);
}

function putRow(state: LiveState, row: LiveRow): void {
  state.sequence = Math.max(state.sequence, row.sequence);
  // a part of the snapshot may be younger than the line that is read again
  if ((rowSpot(state, row.collection, row.id)?.rev ?? 0) >= row.rev) return;
  if (isHot(row)) {
    state.cold.remove(row.collection, row.id);
    state.recent.forget(row);
    state.hot.put(row);
  } else {
    state.hot.remove(row.collection, row.id);
    state.cold.put(row);
    state.recent.put(row);
  }
}

/** Where a row stands and at which revision, wherever it is kept. */
export function rowSpot(state: LiveState, collection: Collection, id: string): ColdSpot | undefined {
  return state.hot.get(collection, id) ?? state.cold.get(collection, id);
}

export function isEmpty(state: LiveState, now: number): boolean {
  const nothingIn = (items: Iterable<unknown>): boolean => [...items].length === 0;
  return (
    nothingIn(state.entries.heads()) &&
    nothingIn(state.hot.all()) &&
    state.cold.isEmpty() &&
    nothingIn(state.keys.all(now)) &&
    nothingIn(state.jobs.all())
  );
}
