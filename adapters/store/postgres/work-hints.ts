import type { Pool } from 'pg';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Log } from '../../../src/ports/log.ts';
import { createWorkSignal } from '../work-signal.ts';
import { type ConnectionOptions } from './connections.ts';
import { openListener } from './listener.ts';
import { reasonOf } from './trouble.ts';

/** Tells the listeners of this process when a job may have become due, whichever process enqueued it. */
export interface WorkHints {
  /** Answers how to stop listening. */
  listen(listener: () => void): () => void;
  /** Says here and to the other processes when something becomes due. */
  tell(dueTimes: readonly number[]): void;
  /** Says it here only: the others would have nothing to do then. */
  expect(dueAt: number): void;
  close(): Promise<void>;
}

export interface WorkHintsOptions {
  readonly connection: ConnectionOptions;
  readonly pool: Pool;
  /** The channel of LISTEN, of its own for each schema. */
  readonly channel: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** A notification can be lost with its connection, and a process that dies tells nobody that its leases will end. */
const slowPollMs = 5_000;
/** PostgreSQL takes payloads below 8,000 bytes. */
const longestMessage = 100;

export async function createWorkHints({ connection, pool, channel, clock, log }: WorkHintsOptions): Promise<WorkHints> {
  const signal = createWorkSignal(clock, () => {
    void lookAhead();
    return undefined;
  });
  const unsent = new Set<number>();
  let sending: Promise<void> | undefined;
  let closed = false;

  const lookAhead = async (): Promise<void> => {
    const next = await nextDueAt(pool, clock.now()).catch(() => undefined);
    if (next !== undefined && !closed) signal.expect(next);
  };
  const lookAround = (): void => {
    signal.expect(clock.now());
    void lookAhead();
  };
  // outside of the commit: NOTIFY in a transaction makes all commits of the database wait for each other
  const send = async (): Promise<void> => {
    while (unsent.size > 0) {
      const times = [...unsent].sort((a, b) => a - b).slice(0, longestMessage);
      unsent.clear();
      await pool.query('select pg_notify($1, $2)', [channel, times.join(' ')]).catch((error: unknown) => {
        log.warn('store.hint_lost', { reason: reasonOf(error) });
      });
    }
    sending = undefined;
  };

  const listener = await openListener({
    connection,
    channel,
    log,
    heard: (payload) => payload.split(' ').map(Number).filter(Number.isFinite).forEach(signal.expect),
    connected: lookAround,
  });
  const poll = setInterval(lookAround, slowPollMs);
  poll.unref();

  return {
    listen: signal.listen,
    tell(dueTimes) {
      for (const dueAt of dueTimes) {
        signal.expect(dueAt);
        unsent.add(dueAt);
      }
      if (unsent.size > 0) sending ??= send();
    },
    expect: signal.expect,
    async close() {
      closed = true;
      clearInterval(poll);
      signal.close();
      await sending;
      await listener.close();
    },
  };
}

async function nextDueAt(pool: Pool, now: number): Promise<number | undefined> {
  const { rows } = await pool.query<{ next: number | null }>({
    name: 'next-due',
    text: `select min(greatest(run_at, lease_until)) as next from jobs where greatest(run_at, lease_until) > $1`,
    values: [now],
  });
  return rows[0]?.next ?? undefined;
}
