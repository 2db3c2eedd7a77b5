import { afterEach } from 'vitest';
import { postgresStore, type PostgresStoreOptions } from '../../../adapters/store/postgres/postgres-store.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Log } from '../../../src/ports/log.ts';
import type { Store } from '../../../src/ports/store.ts';
import { instant } from '../../../src/shared/dates.ts';

export const silentLog: Log = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  with: () => silentLog,
};

export const hostClock: Clock = {
  now: () => instant(Date.now()),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms).unref()),
};

/** One process on the database. Fails the test when the database cannot be used. */
export async function openStore(url: string, options: Partial<Omit<PostgresStoreOptions, 'url'>> = {}): Promise<Store> {
  const opened = await postgresStore({ url, clock: hostClock, log: silentLog, ...options });
  if (!opened.ok) throw new Error(`the store did not open: ${JSON.stringify(opened.failure)}`);
  return opened.value;
}

/** Opens stores that are closed after the test, in the reverse order. */
export function storesClosedAfterEach(): typeof openStore {
  const open: Store[] = [];
  afterEach(async () => {
    for (const store of open.splice(0).reverse()) await store.close();
  });
  return async (url, options) => {
    const store = await openStore(url, options);
    open.push(store);
    return store;
  };
}
