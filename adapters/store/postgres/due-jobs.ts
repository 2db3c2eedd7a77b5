import type { Pool } from 'pg';
import type { DueJobs, Queue } from '../../../src/ports/store.ts';
import { instant, type Instant } from '../../../src/shared/dates.ts';
import { ask } from './questions.ts';

/** Jobs under a lease that holds, whoever has it, or whose time comes until then. */
export async function dueJobs(pool: Pool, until: Instant, now: Instant): Promise<DueJobs> {
  const counted = await ask<{ queue: Queue; jobs: number; oldest: number }>(pool, {
    name: 'due-jobs',
    text: `select queue, count(*)::integer as jobs, min(run_at) as oldest
             from jobs where run_at <= $1 or lease_until > $2 group by queue`,
    values: [until, now],
  });
  return Object.fromEntries(counted.map(({ queue, jobs, oldest }) => [queue, { jobs, oldest: instant(oldest) }]));
}
