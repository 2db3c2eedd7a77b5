import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Log } from '../../../src/ports/log.ts';
import type { CommitFailure } from '../../../src/ports/store.ts';
import { fail, ok, type Result } from '../../../src/shared/result.ts';
import type { Changes } from './changes.ts';
import { wasRecorded } from './outcome.ts';
import { record } from './record.ts';
import { reasonOf, surelyRolledBack, troubleOf } from './trouble.ts';

export interface CommitDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly log: Log;
  /** How long to ask for the outcome of a commit whose answer was lost. */
  readonly settleMs: number;
  readonly closing: () => boolean;
}

/** How often a commit is begun anew that lost against another one; locks are ordered, so this hardly ever happens. */
const attempts = 5;

/**
 * One transaction. `unavailable` is answered only when nothing can have been recorded; when the connection breaks while
 * COMMIT is under way the server is asked for the outcome, and `OutcomeUnknown` is thrown when it cannot be had.
 */
export async function commitChanges(deps: CommitDeps, changes: Changes): Promise<Result<undefined, CommitFailure>> {
  for (let attempt = 1; ; attempt += 1) {
    const ended = await transaction(deps, changes);
    if (ended.kind === 'recorded') return ok();
    if (ended.kind === 'refused') return fail(ended.failure);

    const trouble = troubleOf(ended.error);
    if (trouble === 'bug') throw ended.error;
    if (trouble === 'again' && attempt < attempts) continue;
    deps.log.warn('store.not_recorded', { reason: reasonOf(ended.error) });
    return fail({ kind: 'unavailable' });
  }
}

type Ended =
  | { readonly kind: 'recorded' }
  | { readonly kind: 'refused'; readonly failure: CommitFailure }
  /** Nothing was recorded. */
  | { readonly kind: 'broken'; readonly error: unknown };

async function transaction(deps: CommitDeps, changes: Changes): Promise<Ended> {
  const id = randomUUID();
  const now = deps.clock.now();
  let client: PoolClient;
  try {
    client = await deps.pool.connect();
  } catch (error) {
    return { kind: 'broken', error };
  }
  try {
    const failure = await record(client, changes, { id, now });
    if (failure !== undefined) {
      client.release(!(await rolledBack(client)));
      return { kind: 'refused', failure };
    }
  } catch (error) {
    // COMMIT was never sent: the server rolls back when the connection ends
    client.release(true);
    return { kind: 'broken', error };
  }
  return end(deps, client, { id, now });
}

async function end(
  deps: CommitDeps,
  client: PoolClient,
  { id, now }: { readonly id: string; readonly now: number },
): Promise<Ended> {
  try {
    const { command } = await client.query('commit');
    if (command !== 'COMMIT') throw new TypeError(`the server answered ${command} to COMMIT`);
    client.release();
    return { kind: 'recorded' };
  } catch (error) {
    client.release(true);
    if (error instanceof TypeError || surelyRolledBack(error)) return { kind: 'broken', error };
    deps.log.warn('store.answer_lost', { reason: reasonOf(error) });
    const recorded = await wasRecorded(deps.pool, {
      id,
      now,
      giveUpAfterMs: deps.settleMs,
      closing: deps.closing,
    });
    return recorded ? { kind: 'recorded' } : { kind: 'broken', error };
  }
}

/** Whether the connection is as good as new. */
async function rolledBack(client: PoolClient): Promise<boolean> {
  try {
    await client.query('rollback');
    return true;
  } catch {
    return false;
  }
}
