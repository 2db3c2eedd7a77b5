import type { Pool } from 'pg';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Log } from '../../../src/ports/log.ts';
import { reasonOf } from './trouble.ts';

/** Throws away now and then what nobody asks for any more. */
export interface Sweeper {
  /** Counts a commit. */
  committed(): void;
  close(): Promise<void>;
}

const commitsBetween = 1_000;
const dayMs = 24 * 3_600_000;

export function createSweeper(deps: { readonly pool: Pool; readonly clock: Clock; readonly log: Log }): Sweeper {
  let commits = 0;
  let sweeping: Promise<void> | undefined;

  return {
    committed() {
      commits += 1;
      if (commits % commitsBetween !== 0) return;
      sweeping ??= sweep(deps.pool, deps.clock.now())
        .catch((error: unknown) => deps.log.warn('store.not_swept', { reason: reasonOf(error) }))
        .finally(() => (sweeping = undefined));
    },
    async close() {
      await sweeping;
    },
  };
}

/** Expired keys, and ids of commits whose answers arrived long ago. */
export async function sweep(pool: Pool, now: number): Promise<void> {
  // a key that is being taken again just now is left to whoever takes it
  await pool.query(
    'delete from unique_keys where key in (select key from unique_keys where until <= $1 for update skip locked)',
    [now],
  );
  await pool.query('delete from commits where at < $1', [now - dayMs]);
}
