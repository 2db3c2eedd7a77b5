import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { Clock } from '../../../src/ports/clock.ts';
import { type CommitFailure, type Queue, queues, type StoreHealth } from '../../../src/ports/store.ts';
import type { Result } from '../../../src/shared/result.ts';
import { ask } from './questions.ts';
import { troubleOf } from './trouble.ts';

export interface HealthCheck {
  /** Learns from a commit whether the server can write. */
  wrote(outcome: Result<undefined, CommitFailure>): void;
  read(): Promise<StoreHealth>;
}

type Backlog = StoreHealth['backlog'];

/** How long a write proves that the server takes writes. */
const provedForMs = 5_000;

/** While the server is away `writable` is false and the backlog is the last that was seen. */
export function createHealthCheck(pool: Pool, clock: Clock): HealthCheck {
  let provedUntil = 0;
  let backlog: Backlog = { look: 0, transfer: 0, paint: 0, notice: 0 };

  return {
    wrote(outcome) {
      if (outcome.ok) provedUntil = performance.now() + provedForMs;
      else if (outcome.failure.kind === 'unavailable') provedUntil = 0;
    },
    async read() {
      try {
        backlog = await backlogOf(pool);
        if (performance.now() >= provedUntil) {
          await write(pool, clock.now());
          provedUntil = performance.now() + provedForMs;
        }
        return { writable: true, backlog };
      } catch (error) {
        if (troubleOf(error) === 'bug') throw error;
        return { writable: false, backlog };
      }
    },
  };
}

async function backlogOf(pool: Pool): Promise<Backlog> {
  const counted = await ask<{ queue: Queue; jobs: number }>(pool, {
    name: 'backlog',
    text: 'select queue, count(*)::integer as jobs from jobs group by queue',
  });
  const counts = new Map(counted.map(({ queue, jobs }) => [queue, jobs]));
  return Object.fromEntries(queues.map((queue) => [queue, counts.get(queue) ?? 0])) as Backlog;
}

/** A standby and a full disk still answer questions: only a write tells. */
async function write(pool: Pool, now: number): Promise<void> {
  await pool.query('insert into commits (id, recorded, at) values ($1, false, $2)', [randomUUID(), now]);
}
