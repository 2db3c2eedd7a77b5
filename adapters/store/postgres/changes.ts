import type { Commit, Done, Enqueue } from '../../../src/ports/store.ts';
import { entryText } from '../state/ledger.ts';
import type { IndexKeys } from '../state/rows.ts';
import { storableText } from './storable-text.ts';

/** A commit as the statements want it: each row and each job once, every text ready to be stored. */
export interface Changes {
  /** Every row that the commit expects or puts. */
  readonly rows: readonly RowChange[];
  readonly keys: readonly { readonly key: string; readonly until?: number }[];
  readonly leases: readonly Done[];
  readonly jobs: readonly Enqueue[];
  readonly entries: readonly NewEntry[];
}

export interface RowChange {
  readonly collection: string;
  readonly id: string;
  /** Every one must be the row's revision; 0 means no such row. */
  readonly expected: readonly number[];
  /** How often it is put, and what the last put said. */
  readonly puts: number;
  readonly value?: string;
  readonly indexes: IndexKeys;
}

export interface NewEntry {
  readonly company: string;
  readonly transfer: string;
  readonly text: string;
}

/** Takes a copy: what becomes of the commit's objects afterwards changes nothing. Throws on what JSON cannot say. */
export function changesOf(commit: Commit): Changes {
  return {
    rows: rowChanges(commit),
    keys: (commit.unique ?? []).map(({ key, until }) => ({
      key: storableText(key),
      ...(until === undefined ? {} : { until }),
    })),
    leases: (commit.done ?? []).map((done) => ({ ...done, key: storableText(done.key) })),
    jobs: lastOfEach(commit.enqueue ?? []),
    entries: (commit.entries ?? []).map((entry) => ({
      company: storableText(entry.company),
      transfer: storableText(entry.transfer),
      text: entryText(entry),
    })),
  };
}

function rowChanges({ expect = [], put = [] }: Commit): readonly RowChange[] {
  const rows = new Map<string, RowChange>();
  const rowOf = ({ collection, id }: { readonly collection: string; readonly id: string }): RowChange =>
    rows.get(`${collection} ${id}`) ?? { collection, id: storableText(id), expected: [], puts: 0, indexes: {} };

  // what is put first comes first, whatever is expected
  for (const one of put) {
    const row = rowOf(one);
    const value = JSON.stringify(one.value);
    rows.set(`${one.collection} ${one.id}`, { ...row, puts: row.puts + 1, value, indexes: { ...one.indexes } });
  }
  for (const one of expect) {
    const row = rowOf(one);
    rows.set(`${one.collection} ${one.id}`, { ...row, expected: [...row.expected, one.rev] });
  }
  return [...rows.values()];
}

/** One job a key: what is enqueued twice stands where it stood first, as it was said last. */
function lastOfEach(jobs: readonly Enqueue[]): readonly Enqueue[] {
  const byKey = new Map<string, Enqueue>();
  for (const job of jobs) byKey.set(`${job.queue} ${job.key}`, storableJob(job));
  return [...byKey.values()];
}

/** The job with texts as columns hold them; its payload is still JSON data, but a copy. */
export function storableJob(job: Enqueue): Enqueue {
  const { key, lane, payload } = job;
  return {
    ...job,
    key: storableText(key),
    ...(lane === undefined ? {} : { lane: storableText(lane) }),
    ...(payload === undefined ? {} : { payload: structuredClone(payload) }),
  };
}
