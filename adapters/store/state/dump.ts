import type { DumpLine, ImportFailure } from '../../../src/ports/store.ts';
import type { Instant } from '../../../src/shared/dates.ts';
import { fail, ok, type Result } from '../../../src/shared/result.ts';
import type { StoreState } from './store-state.ts';

/** Everything the state holds now, in an order in which it can be taken over: each list by when its items came. */
export function dumpOf(state: StoreState, now: number): readonly DumpLine[] {
  return [
    ...state.ledger.all().map((line) => ({ type: 'entry', ...line }) as const),
    ...state.rows.all().map(({ collection, id, rev, value, indexes }) => {
      return { type: 'row', row: { collection, id, rev, value }, indexes } as const;
    }),
    ...state.uniqueKeys.all(now).map(({ key, until }) => {
      return { type: 'unique', key, ...(until === undefined ? {} : { until: until as Instant }) } as const;
    }),
    ...state.jobs.all().map((job) => ({ type: 'job', job }) as const),
  ];
}

export function isEmpty(state: StoreState, now: number): boolean {
  return dumpOf(state, now).length === 0;
}

/** Takes one line over. A chain that breaks is refused with the company and the entry at which it breaks. */
export function restoreLine(state: StoreState, line: DumpLine, now: number): Result<undefined, ImportFailure> {
  switch (line.type) {
    case 'row':
      state.rows.restore(line.row, line.indexes);
      return ok();
    case 'entry': {
      const fault = state.ledger.restore(line.company, line.entry);
      return fault === undefined ? ok() : fail({ kind: 'broken_chain', company: line.company, n: fault.n });
    }
    case 'unique':
      state.uniqueKeys.take(line.key, line.until, now);
      return ok();
    case 'job':
      state.jobs.enqueue(line.job);
      return ok();
  }
}
