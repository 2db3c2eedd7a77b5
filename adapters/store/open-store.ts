import type { Clock } from '../../src/ports/clock.ts';
import type { Log } from '../../src/ports/log.ts';
import type { Store } from '../../src/ports/store.ts';
import { fail, ok, type Result } from '../../src/shared/result.ts';

export interface OpenStoreOptions {
  /** PostgreSQL when it is given, else files in the data folder. */
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
  readonly clock: Clock;
  readonly log: Log;
  /** The store cannot be relied on any more: the process must end, and the next start tells what was recorded. */
  readonly onFatal: (error: Error) => void;
}

export interface OpenedStore {
  readonly store: Store;
  readonly leaseMs: number;
}

/** A living process prolongs its leases, so this is how long the work of a dead one stands still. */
const sharedLeaseMs = 6_000;
/** The leases of a dead process are void when the next one starts; no other process may take them before. */
const soleLeaseMs = 60 * 60 * 1000;

/** Opens the store that the environment asks for; the other's libraries are not loaded. A failure is a sentence. */
export async function openStore(options: OpenStoreOptions): Promise<Result<OpenedStore, string>> {
  const { databaseUrl, dataDir, clock, log, onFatal } = options;
  if (databaseUrl !== undefined) {
    const { postgresStore } = await import('./postgres/postgres-store.ts');
    const { openFailureText } = await import('./postgres/open-failure.ts');
    const opened = await postgresStore({ url: databaseUrl, clock, log });
    return opened.ok ? ok({ store: opened.value, leaseMs: sharedLeaseMs }) : fail(openFailureText(opened.failure));
  }
  const { lowdbStore } = await import('./lowdb/lowdb-store.ts');
  const { openFailureText } = await import('./lowdb/open-failure.ts');
  const opened = await lowdbStore({ folder: dataDir, clock, log, onFatal });
  return opened.ok ? ok({ store: opened.value, leaseMs: soleLeaseMs }) : fail(openFailureText(opened.failure, dataDir));
}
