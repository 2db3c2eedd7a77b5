import { expect, it } from 'vitest';
import { createCensus } from '../../adapters/metrics/census.ts';
import { createMemoryBacking } from '../../adapters/store/memory/memory-backing.ts';
import { memoryStore } from '../../adapters/store/memory/memory-store.ts';
import type { Commit, Store } from '../../src/ports/store.ts';
import { companyId } from '../../src/shared/ids.ts';
import { handClock } from '../store/hand-clock.ts';

const company = companyId('4401');

function transfer(id: string, state: string, changedAt: number): Commit {
  const open = ['synced', 'superseded'].includes(state) ? {} : { 'transfers.open': company };
  const value = { id, kind: 'subcontract', state, changedAt };
  return { put: [{ collection: 'transfers', id, value, indexes: open }] };
}

function opened(changes: (store: Store) => Partial<Store> = () => ({})) {
  const memory = memoryStore({ backing: createMemoryBacking(), clock: handClock() });
  const entered: string[] = [];
  const onEntered = (kind: string, state: string): void => void entered.push(`${kind} ${state}`);
  return { memory, entered, census: createCensus({ store: { ...memory, ...changes(memory) }, onEntered }) };
}

it('counts what stood open before the start, and then follows what is committed', async () => {
  const { memory, census } = opened();
  for (const [n, state] of ['awaiting', 'awaiting', 'held', 'synced'].entries())
    await memory.commit(transfer(`t${n}`, state, 1_000 + n));
  const before = census.standing();
  await census.read([company]);
  const read = census.standing();
  await census.store.commit(transfer('t0', 'approved', 2_000));
  await census.store.commit(transfer('t2', 'synced', 2_001));

  const line = (state: string, transfers: number, since: number) => ({ kind: 'subcontract', state, transfers, since });
  expect(before).toEqual([]);
  expect(read).toEqual([line('awaiting', 2, 1_000), line('held', 1, 1_002)]);
  expect(census.standing()).toEqual([line('awaiting', 1, 1_001), line('approved', 1, 2_000)]);
});

it('loses nothing of what is committed while it reads', async () => {
  const state = { duringRead: (): Promise<unknown> => Promise.resolve() };
  const { memory, census } = opened((store) => ({
    find: async (query) => {
      const page = await store.find(query);
      await state.duringRead();
      return page;
    },
  }));
  await memory.commit(transfer('t0', 'awaiting', 1_000));
  await memory.commit(transfer('t1', 'awaiting', 1_001));
  state.duringRead = async () => {
    await census.store.commit(transfer('t0', 'synced', 2_000));
    await census.store.commit(transfer('t9', 'blocked', 2_001));
  };

  await census.read([company]);

  expect(census.standing().map(({ state: at, transfers }) => `${at} ${transfers}`)).toEqual([
    'awaiting 1',
    'blocked 1',
  ]);
});

it('counts a change of state once, when it is recorded, and nothing that was refused', async () => {
  const { census, entered } = opened();
  const entry = { at: 0, company, transfer: 't1', kind: 'subcontract', record: '7', round: 1 };
  const entries = [
    { ...entry, from: '', to: 'awaiting' },
    { ...entry, from: 'awaiting', to: 'awaiting' },
    { ...entry, from: 'awaiting', to: 'approved' },
  ] as unknown as NonNullable<Commit['entries']>;

  await census.store.commit({ entries, expect: [{ collection: 'links', id: 'x', rev: 4 }] });
  await census.store.commit({ entries });

  expect(entered).toEqual(['subcontract awaiting', 'subcontract approved']);
});
