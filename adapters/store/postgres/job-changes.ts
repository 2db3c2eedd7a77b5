import type { ClientBase } from 'pg';
import type { Done, Enqueue } from '../../../src/ports/store.ts';
import type { Changes } from './changes.ts';

interface LockedJob {
  readonly queue: string;
  readonly key: string;
  readonly lease_token: string | null;
  readonly moved: boolean;
}

/** Leases of the commit, split by what becomes of their jobs. */
export interface EndedLeases {
  /** The job goes. */
  readonly gone: readonly Done[];
  /** The job stays: it was enqueued meanwhile, or is to be done again. */
  readonly kept: readonly Done[];
}

/** Locks every job that a commit with leases touches; answers `undefined` when a lease is no longer ours. */
export async function lockJobs(
  client: ClientBase,
  { leases, jobs }: Pick<Changes, 'leases' | 'jobs'>,
): Promise<EndedLeases | undefined> {
  if (leases.length === 0) return { gone: [], kept: [] };
  const touched = [...leases, ...jobs];
  const { rows } = await client.query<LockedJob>({
    name: 'lock-jobs',
    text: `select queue, key, lease_token, generation is distinct from lease_generation as moved
             from jobs
            where (queue, key) in (select * from unnest($1::text[], $2::text[]))
            order by queue, key
              for update`,
    values: [touched.map(({ queue }) => queue), touched.map(({ key }) => key)],
  });
  const found = new Map(rows.map((job) => [`${job.queue} ${job.key}`, job]));

  const gone: Done[] = [];
  const kept: Done[] = [];
  const ended = new Set<LockedJob>();
  for (const lease of leases) {
    const job = found.get(`${lease.queue} ${lease.key}`);
    if (job?.lease_token !== lease.token) return undefined;
    if (ended.has(job)) continue;
    ended.add(job);
    if (job.moved) kept.push({ queue: lease.queue, key: lease.key, token: lease.token });
    else if (lease.again === undefined) gone.push(lease);
    else kept.push(lease);
  }
  return { gone, kept };
}

export async function endLeases(client: ClientBase, { gone, kept }: EndedLeases): Promise<void> {
  if (gone.length + kept.length === 0) return;
  await client.query({
    name: 'end-leases',
    text: `with gone as (
             delete from jobs where (queue, key) in (select * from unnest($1::text[], $2::text[]))
           )
           update jobs
              set run_at = coalesce(again, run_at), lease_token = null, lease_owner = null, lease_lane = null,
                  lease_until = null, lease_generation = null
             from unnest($3::text[], $4::text[], $5::double precision[]) given (queue, key, again)
            where jobs.queue = given.queue and jobs.key = given.key`,
    values: [
      gone.map(({ queue }) => queue),
      gone.map(({ key }) => key),
      kept.map(({ queue }) => queue),
      kept.map(({ key }) => key),
      kept.map(({ again }) => again ?? null),
    ],
  });
}

/** A job that waits or is being worked on keeps its place and its lease; everything else is as it is said now. */
export async function enqueue(client: ClientBase, jobs: readonly Enqueue[]): Promise<void> {
  if (jobs.length === 0) return;
  await client.query({
    name: 'enqueue',
    // places are given in the order of the commit, locks are taken in the order that every commit keeps
    text: `with given as materialized (
             select nextval('job_order') as sequence, queue, key, lane, rank, run_at, payload
               from unnest($1::text[], $2::text[], $3::text[], $4::double precision[], $5::double precision[], $6::text[])
                    with ordinality job (queue, key, lane, rank, run_at, payload, place)
              order by place
           )
           insert into jobs as j (sequence, queue, key, lane, rank, run_at, payload, attempt, generation)
           select sequence, queue, key, lane, rank, run_at, payload, 0, 1 from given order by queue, key
           on conflict (queue, key) do update
              set lane = excluded.lane, rank = excluded.rank, run_at = excluded.run_at, payload = excluded.payload,
                  attempt = 0, generation = j.generation + 1`,
    values: [
      jobs.map(({ queue }) => queue),
      jobs.map(({ key }) => key),
      jobs.map(({ lane }) => lane ?? null),
      jobs.map(({ rank }) => rank ?? null),
      jobs.map(({ runAt }) => runAt),
      jobs.map(({ payload }) => (payload === undefined ? null : JSON.stringify(payload))),
    ],
  });
}
