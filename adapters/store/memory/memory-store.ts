import type { Clock } from '../../../src/ports/clock.ts';
import type { Commit, DumpLine, Row, Store } from '../../../src/ports/store.ts';
import { fail, ok } from '../../../src/shared/result.ts';
import { dumpOf, isEmpty, restoreLine } from '../state/dump.ts';
import { jsonCopy, plainCopy } from '../state/json-copy.ts';
import type { KeptRow } from '../state/rows.ts';
import { applyCommit, createStoreState, refusal } from '../state/store-state.ts';
import { createWorkSignal } from '../work-signal.ts';
import type { MemoryBacking } from './memory-backing.ts';

export interface MemoryStoreOptions {
  readonly backing: MemoryBacking;
  readonly clock: Clock;
}

/**
 * A store that forgets when the process ends, for tests and trials. It gives nothing that a durable store would not:
 * values are copied on the way in and out, and every call lets others go first.
 */
export function memoryStore({ backing, clock }: MemoryStoreOptions): Store {
  const signal = createWorkSignal(clock, (now) => backing.state.jobs.nextDueAt(now));
  backing.signals.add(signal);
  let closed = false;

  const refuseClosed = (): void => {
    if (closed) throw new Error('the store is closed');
  };
  const turn = async (): Promise<void> => {
    refuseClosed();
    await othersFirst();
  };
  const tellAll = (dueAt: number): void => {
    for (const each of backing.signals) each.expect(dueAt);
  };

  return {
    async commit(given) {
      const commit = jsonCopy(given);
      await turn();
      const now = clock.now();
      const failure = refusal(backing.state, commit, now);
      if (failure !== undefined) return fail(failure);
      applyCommit(backing.state, commit, now);
      dueTimes(commit, now).forEach(tellAll);
      return ok();
    },
    async get(collection, id) {
      await turn();
      const row = backing.state.rows.get(collection, id);
      return row === undefined ? undefined : rowCopy(row);
    },
    async find(query) {
      await turn();
      const page = backing.state.rows.find(query);
      return { ...page, items: page.items.map(rowCopy) };
    },
    async history(query) {
      await turn();
      return plainCopy(backing.state.ledger.history(query));
    },
    async claim(claim) {
      await turn();
      const job = backing.state.jobs.claim(claim, clock.now());
      // nobody may ever end the lease, and then the job is due again
      if (job !== undefined) tellAll(clock.now() + claim.leaseMs);
      return plainCopy(job);
    },
    onWork(listener) {
      refuseClosed();
      return signal.listen(listener);
    },
    async *exportAll() {
      await turn();
      for (const line of dumpOf(backing.state, clock.now())) yield plainCopy(line);
    },
    async importAll(lines) {
      await turn();
      if (!isEmpty(backing.state, clock.now())) return fail({ kind: 'not_empty' });
      const state = createStoreState();
      for await (const line of lines) {
        const restored = restoreLine(state, jsonCopy<DumpLine>(line), clock.now());
        if (!restored.ok) return restored;
      }
      refuseClosed();
      if (!isEmpty(backing.state, clock.now())) return fail({ kind: 'not_empty' });
      backing.state = state;
      tellAll(clock.now());
      return ok();
    },
    async health() {
      await turn();
      return { writable: true, backlog: backing.state.jobs.backlog() };
    },
    async due(until) {
      await turn();
      return backing.state.jobs.due(until, clock.now());
    },
    async close() {
      closed = true;
      signal.close();
      backing.signals.delete(signal);
      // calls made before this one have their turn before it
      await othersFirst();
    },
  };
}

function othersFirst(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** When what the commit has changed asks for a look: a lease that ends frees its lane now. */
function dueTimes({ enqueue = [], done = [] }: Commit, now: number): readonly number[] {
  return [
    ...(done.length > 0 ? [now] : []),
    ...done.flatMap(({ again }) => (again === undefined ? [] : [again])),
    ...enqueue.map(({ runAt }) => runAt),
  ];
}

function rowCopy({ collection, id, rev, value }: KeptRow): Row {
  return plainCopy({ collection, id, rev, value });
}
