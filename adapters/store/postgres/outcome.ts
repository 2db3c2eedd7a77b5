import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import { troubleOf } from './trouble.ts';

/**
 * The answer to a commit was lost and the server cannot be asked: what was decided may be recorded or not. Thrown,
 * because no answer of `commit` would be true; whoever reads the state once the server is back sees what became of it.
 */
export class OutcomeUnknown extends Error {
  constructor(id: string) {
    super(`it is unknown whether commit ${id} was recorded`);
    this.name = 'OutcomeUnknown';
  }
}

export interface Asking {
  readonly id: string;
  readonly now: number;
  /** How long to go on asking a server that does not answer. */
  readonly giveUpAfterMs: number;
  readonly closing: () => boolean;
}

const pauseMs = 200;

/**
 * Finds out whether a commit was recorded whose answer was lost. It takes the commit's id for itself: the server makes
 * that wait while the lost transaction lives, and once it is taken the commit can never be recorded any more.
 */
export async function wasRecorded(pool: Pool, asking: Asking): Promise<boolean> {
  const giveUpAt = performance.now() + asking.giveUpAfterMs;
  for (;;) {
    try {
      return await takeId(pool, asking);
    } catch (error) {
      if (troubleOf(error) === 'bug') throw error;
      if (performance.now() >= giveUpAt || asking.closing()) throw new OutcomeUnknown(asking.id);
    }
    await pause(pauseMs);
  }
}

async function takeId(pool: Pool, { id, now }: Asking): Promise<boolean> {
  const { rows } = await pool.query<{ recorded: boolean }>(
    `insert into commits as c (id, recorded, at) values ($1, false, $2)
     on conflict (id) do update set recorded = c.recorded
     returning recorded`,
    [id, now],
  );
  return rows[0]?.recorded ?? false;
}
