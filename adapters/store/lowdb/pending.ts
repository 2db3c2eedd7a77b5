import type { Collection, Commit, CommitFailure } from '../../../src/ports/store.ts';
import { chained } from '../../../src/shared/chain.ts';
import type { Head } from '../ledger/verify-ledger.ts';
import { jsonCopy } from '../state/json-copy.ts';
import { entryText } from '../state/ledger.ts';
import type { EndedJob } from '../state/jobs.ts';
import { batchText, putText, type RowText } from './changes.ts';
import { rowSpot, type Changes, type LiveState } from './live-state.ts';

/** A commit as it was given: copied, but not decided. */
export interface Wish {
  readonly commit: Commit;
  readonly texts: readonly string[];
  readonly entryTexts: readonly string[];
}

/** A commit that was decided and is on its way to the disk. */
export interface Accepted {
  readonly text: string;
  readonly changes: Changes;
  readonly leases: NonNullable<Commit['done']>;
}

/** What was accepted and is not durable yet: the next commit is decided on top of it, though nobody can read it. */
export interface Pending {
  /** Why the commit cannot be made now: `wait` when only what is pending is in its way. */
  refusal(wish: Wish, now: number): CommitFailure | 'wait' | undefined;
  accept(wish: Wish): Accepted;
  /** It is durable now, and part of the state. */
  settled(accepted: Accepted): void;
  /** Nothing of what is pending was recorded. */
  dropAll(accepted: readonly Accepted[]): void;
}

export function wishOf(given: Commit): Wish {
  const { put = [], entries = [], ...rest } = given;
  return {
    commit: {
      ...jsonCopy(rest),
      put: put.map(({ collection, id, indexes = {} }) => ({ collection, id, indexes: { ...indexes }, value: {} })),
      entries: jsonCopy(entries),
    },
    texts: put.map(({ value }) => JSON.stringify(value)),
    entryTexts: entries.map(entryText),
  };
}

export function createPending(state: LiveState): Pending {
  const rows = new Map<string, RowText>();
  const keys = new Map<string, Accepted>();
  const leases = new Set<string>();
  let heads = new Map<string, Head>();
  let sequence: number | undefined;

  const spot = (collection: Collection, id: string): { readonly rev: number; readonly sequence: number } | undefined =>
    rows.get(rowKey(collection, id)) ?? rowSpot(state, collection, id);
  const inTheWay = ({ commit }: Wish, now: number, withPending: boolean): CommitFailure | undefined => {
    for (const { collection, id, rev } of commit.expect ?? []) {
      const found = withPending ? spot(collection, id) : rowSpot(state, collection, id);
      if ((found?.rev ?? 0) !== rev) return { kind: 'conflict' };
    }
    for (const lease of commit.done ?? []) {
      if (!state.jobs.holds(lease) || (withPending && leases.has(lease.token))) return { kind: 'conflict' };
    }
    const asked = new Set<string>();
    for (const { key } of commit.unique ?? []) {
      if (asked.has(key) || state.keys.taken(key, now) || (withPending && keys.has(key)))
        return { kind: 'duplicate', key };
      asked.add(key);
    }
    return undefined;
  };
  const newRow = (put: NonNullable<Commit['put']>[number], text: string): RowText => {
    const before = spot(put.collection, put.id);
    sequence ??= state.sequence;
    if (before === undefined) sequence += 1;
    const { collection, id, indexes = {} } = put;
    const row = { collection, id, rev: (before?.rev ?? 0) + 1, sequence: before?.sequence ?? sequence, indexes, text };
    rows.set(rowKey(collection, id), row);
    return row;
  };

  return {
    refusal(wish, now) {
      if (inTheWay(wish, now, true) === undefined) return undefined;
      return inTheWay(wish, now, false) ?? 'wait';
    },
    accept({ commit, texts, entryTexts }) {
      const newRows = (commit.put ?? []).map((put, i) => newRow(put, texts[i] ?? '{}'));
      const entries = (commit.entries ?? []).map(({ company, transfer }, i) => {
        const entry = chained(heads.get(company) ?? state.entries.heads().get(company), entryTexts[i] ?? '');
        heads.set(company, { n: entry.n, hash: entry.hash });
        return { company, transfer, ...entry };
      });
      const done = (commit.done ?? []).flatMap((lease): readonly EndedJob[] => {
        leases.add(lease.token);
        const ended = state.jobs.beginEnd(lease);
        return ended === undefined ? [] : [{ ...ended, ...(lease.again === undefined ? {} : { again: lease.again }) }];
      });
      const { unique = [], enqueue = [] } = commit;
      const accepted = {
        text: batchText({
          put: newRows.map(putText),
          unique: texted(unique),
          entries: texted(
            entries.map(({ company, n, prevHash, hash, text }) => ({ company, n, prevHash, hash, text })),
          ),
          done: texted(done),
          enqueue: texted(enqueue),
        }),
        changes: { rows: newRows, keys: unique, entries, done, jobs: enqueue },
        leases: commit.done ?? [],
      };
      for (const { key } of unique) keys.set(key, accepted);
      return accepted;
    },
    settled(accepted) {
      for (const row of accepted.changes.rows) {
        if (rows.get(rowKey(row.collection, row.id)) === row) rows.delete(rowKey(row.collection, row.id));
      }
      for (const { key } of accepted.changes.keys) keys.delete(key);
      for (const { token } of accepted.leases) leases.delete(token);
    },
    dropAll(accepted) {
      for (const lease of accepted.flatMap((one) => one.leases)) state.jobs.takeBackEnd(lease);
      rows.clear();
      keys.clear();
      leases.clear();
      heads = new Map();
      sequence = undefined;
    },
  };
}

function texted(items: readonly object[]): readonly string[] {
  return items.map((item) => JSON.stringify(item));
}

function rowKey(collection: string, id: string): string {
  return `${collection} ${id}`;
}
