import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { Claim, Job } from '../../../src/ports/store.ts';
import type { Json } from '../../../src/shared/json.ts';
import { givenText, storableText } from './storable-text.ts';
import { breaksUniqueness, troubleOf } from './trouble.ts';

interface Claimed {
  /** The lane of the job that was worth claiming, also when another process was quicker. */
  readonly lane: string | null;
  readonly key: string | null;
  readonly payload: string | null;
  readonly attempt: number;
}

/**
 * How often a claim may lose its lane to another process before it answers that there is nothing. Each time that lane
 * is left out, so a claim that gives up saw so many busy lanes.
 */
const attempts = 50;

/**
 * Leases the next job in one statement, or answers `undefined`. Rows that others hold are skipped, never waited for.
 * Two processes that want one lane in the same moment are kept apart by a lock on the lane's name, and in the instant
 * between the end of one claim and the sight of the next by the unique index on leased lanes.
 */
export async function claimJob(pool: Pool, claim: Claim, now: number): Promise<Job | undefined> {
  const token = randomUUID();
  const busy: string[] = [];
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const claimed = await tryClaim(pool, claim, { token, now, busy });
    if (claimed === 'collided') await forgetEndedLanes(pool, now);
    else if (claimed === undefined) return undefined;
    else if (claimed.key === null) busy.push(claimed.lane ?? '');
    else return jobOf(claim, token, { ...claimed, key: claimed.key });
  }
  return undefined;
}

async function tryClaim(
  pool: Pool,
  { queue, owner, leaseMs }: Claim,
  { token, now, busy }: { readonly token: string; readonly now: number; readonly busy: readonly string[] },
): Promise<Claimed | 'collided' | undefined> {
  try {
    const { rows } = await pool.query<Claimed>({
      name: 'claim',
      text: `with next as materialized (
               select sequence, lane
                 from jobs j
                where queue = $1 and run_at <= $2 and (lease_until is null or lease_until <= $2)
                  and (lane is null or lane <> all ($3::text[]) and not exists (
                        select from jobs other where other.lease_lane = j.lane and other.lease_until > $2))
                order by coalesce(rank, 0), sequence
                limit 1
                  for update skip locked
             ), mine as materialized (
               select sequence from next
                where lane is null or pg_try_advisory_xact_lock(hashtextextended('lane ' || lane, 7303))
             ), leased as (
               update jobs
                  set attempt = attempt + 1, lease_token = $4, lease_owner = $5, lease_until = $2 + $6,
                      lease_lane = lane, lease_generation = generation
                 from mine
                where jobs.sequence = mine.sequence
               returning jobs.key, jobs.payload, jobs.attempt
             )
             select next.lane, leased.* from next left join leased on true`,
      values: [queue, now, busy, token, storableText(owner), leaseMs],
    });
    return rows[0];
  } catch (error) {
    if (breaksUniqueness(error) || troubleOf(error) === 'again') return 'collided';
    throw error;
  }
}

/** A lease that has ended still names its lane until the job is claimed again: another job of the lane may come first. */
async function forgetEndedLanes(pool: Pool, now: number): Promise<void> {
  await pool.query(
    `update jobs set lease_lane = null
      where sequence in (select sequence from jobs where lease_lane is not null and lease_until <= $1
                          order by queue, key for update skip locked)`,
    [now],
  );
}

function jobOf({ queue }: Claim, token: string, { key, payload, attempt }: Claimed & { readonly key: string }): Job {
  const data = payload === null ? null : (JSON.parse(payload) as Json);
  return { queue, key: givenText(key), token, payload: data, attempt };
}
