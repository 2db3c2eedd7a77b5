import { afterEach } from 'vitest';
import type { Claim, Commit, Enqueue, Entry, Job, Page, Store } from '../../../src/ports/store.ts';
import { type Instant, instant } from '../../../src/shared/dates.ts';
import { companyId, transferId } from '../../../src/shared/ids.ts';

/** Two handles on one empty backing, as two processes would have them, and the time that both go by. */
export interface OpenedStores {
  readonly a: Store;
  readonly b: Store;
  readonly clock: { now(): Instant; advance(ms: number): void };
  /** A store that one process has for itself gives one handle under both names, and another when that is closed. */
  readonly reopen?: () => Promise<Store>;
}

export type Open = () => Promise<OpenedStores>;

/** The same, but what a test opens is closed after it. */
export function closedAfterEach(open: Open): Open {
  const opened: OpenedStores[] = [];
  afterEach(async () => {
    for (const { a, b } of opened.splice(0)) {
      await a.close();
      await b.close();
    }
  });
  return async () => {
    const stores = await open();
    opened.push(stores);
    return stores;
  };
}

export function put(id: string, value: Record<string, string | number>, transferKey?: string): Commit {
  const indexes = transferKey === undefined ? {} : { 'transfers.record': transferKey };
  return { put: [{ collection: 'transfers', id, value, indexes }] };
}

export function job(key: string, changes: Partial<Enqueue> = {}): Enqueue {
  return { queue: 'transfer', key, runAt: instant(0), ...changes };
}

export const claimOf: Claim = { queue: 'transfer', owner: 'one', leaseMs: 60_000 };

/** Claims until nothing is left to claim; the keys, in the order given. */
export async function claimAll(store: Store, queue: Claim['queue'] = 'transfer'): Promise<readonly string[]> {
  const keys: string[] = [];
  for (let next = await claimed(store, queue); next !== undefined; next = await claimed(store, queue)) {
    keys.push(next.key);
    await store.commit({ done: [next] });
  }
  return keys;
}

function claimed(store: Store, queue: Claim['queue']): Promise<Job | undefined> {
  return store.claim({ ...claimOf, queue });
}

export function entry(changes: Partial<Entry> = {}): Entry {
  return {
    at: instant(1_780_000_000_000),
    company: companyId('4401'),
    transfer: transferId('t1'),
    kind: 'subcontract',
    record: '9007199254740993',
    round: 1,
    from: '',
    to: 'awaiting',
    ...changes,
  };
}

/** Every page of a list, one after the other. */
export async function allPages<T>(page: (cursor: string | undefined) => Promise<Page<T>>): Promise<readonly T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const next = await page(cursor);
    items.push(...next.items);
    cursor = next.cursor;
  } while (cursor !== undefined);
  return items;
}
