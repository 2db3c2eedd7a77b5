import type { Claim, Done, DueJobs, Enqueue, Job, Lease, Queue } from '../../../src/ports/store.ts';
import { queues } from '../../../src/ports/store.ts';
import { instant, type Instant } from '../../../src/shared/dates.ts';
import { placeIn } from './page.ts';

/** The jobs of all queues with their leases. Payloads are taken and given as they are: who calls makes the copies. */
export interface Jobs {
  enqueue(job: Enqueue): void;
  claim(claim: Claim, now: number): Job | undefined;
  /** Whether the lease is still the one that was given last. */
  holds(lease: Lease): boolean;
  /** Ends a lease that holds. The job goes with it unless it was enqueued meanwhile or is to be done again. */
  end(done: Done): void;
  /** The same for a store that writes down what ended: as the generation tells which work it was, no lease is needed. */
  finish(ended: EndedJob): void;
  /** The work that a lease is for, `undefined` when it does not hold; from now on it does not run out. */
  beginEnd(lease: Lease): EndedJob | undefined;
  /** The end was not recorded after all: the lease runs out as if it had never begun to end. */
  takeBackEnd(lease: Lease): void;
  /** When the next job or lease that is not due yet becomes due. */
  nextDueAt(now: number): number | undefined;
  backlog(): { readonly [queue in Queue]: number };
  /** Jobs under a lease that holds, or whose time comes until then. */
  due(until: number, now: number): DueJobs;
  /** Every job without its lease, first come first. */
  all(): readonly Enqueue[];
  /** The same with what must be known to finish it. What is answered does not change later. */
  kept(): readonly JobRecord[];
  /** Takes a job over, to stand after those that are there. */
  restore(record: JobRecord): void;
}

export interface JobRecord {
  readonly job: Enqueue;
  readonly generation: number;
}

export interface EndedJob {
  readonly queue: Queue;
  readonly key: string;
  /** How often the job had been enqueued when it was claimed. */
  readonly generation: number;
  readonly again?: Instant;
}

interface KeptJob {
  job: Enqueue;
  readonly sequence: number;
  attempt: number;
  /** One more each time it is enqueued: tells whether that happened since it was claimed. */
  generation: number;
  lease: KeptLease | undefined;
}

interface KeptLease {
  readonly token: string;
  readonly lane: string | undefined;
  readonly until: number;
  readonly generation: number;
  /** Its end is being recorded. */
  ending: boolean;
}

export function createJobs(): Jobs {
  /** In the order in which they are worth claiming. */
  const waiting = new Map<Queue, KeptJob[]>(queues.map((queue) => [queue, []]));
  const byKey = new Map<string, KeptJob>();
  const lanes = new Map<string, KeptJob>();
  let sequence = 0;
  let tokens = 0;

  const laneIsFree = (lane: string | undefined, now: number): boolean => {
    const lease = lane === undefined ? undefined : lanes.get(lane)?.lease;
    return lease === undefined || lease.lane !== lane || hasRunOut(lease, now);
  };
  const remove = (kept: KeptJob): void => {
    const list = waiting.get(kept.job.queue) ?? [];
    list.splice(
      placeIn(list, (other) => comesBefore(other, kept)),
      1,
    );
  };
  const insert = (kept: KeptJob): void => {
    const list = waiting.get(kept.job.queue) ?? [];
    list.splice(
      placeIn(list, (other) => comesBefore(other, kept)),
      0,
      kept,
    );
  };
  const leaseOf = (lease: Lease): KeptLease | undefined => {
    const kept = byKey.get(jobKey(lease))?.lease;
    return kept?.token === lease.token ? kept : undefined;
  };
  const add = (job: Enqueue, generation: number): void => {
    sequence += 1;
    const kept: KeptJob = { job, sequence, attempt: 0, generation, lease: undefined };
    byKey.set(jobKey(job), kept);
    insert(kept);
  };
  const finish = ({ queue, key, generation, again }: EndedJob): void => {
    const kept = byKey.get(jobKey({ queue, key }));
    if (kept === undefined) return;
    const lane = kept.lease?.lane;
    kept.lease = undefined;
    if (lane !== undefined && lanes.get(lane) === kept) lanes.delete(lane);
    if (kept.generation !== generation) return;
    if (again !== undefined) {
      kept.job = { ...kept.job, runAt: again };
      return;
    }
    remove(kept);
    byKey.delete(jobKey({ queue, key }));
  };
  const inOrder = (): readonly KeptJob[] => [...byKey.values()].sort((a, b) => a.sequence - b.sequence);

  return {
    enqueue(job) {
      const before = byKey.get(jobKey(job));
      if (before === undefined) {
        add(job, 1);
        return;
      }
      remove(before);
      before.job = job;
      before.attempt = 0;
      before.generation += 1;
      insert(before);
    },
    claim({ queue, leaseMs }, now) {
      const next = waiting
        .get(queue)
        ?.find(
          ({ job, lease }) =>
            job.runAt <= now && (lease === undefined || hasRunOut(lease, now)) && laneIsFree(job.lane, now),
        );
      if (next === undefined) return undefined;
      tokens += 1;
      next.attempt += 1;
      const { key, lane, payload = null } = next.job;
      next.lease = { token: String(tokens), lane, until: now + leaseMs, generation: next.generation, ending: false };
      if (lane !== undefined) lanes.set(lane, next);
      return { queue, key, token: next.lease.token, payload, attempt: next.attempt };
    },
    holds: (lease) => leaseOf(lease) !== undefined,
    end(lease) {
      const generation = leaseOf(lease)?.generation;
      if (generation !== undefined) finish({ ...lease, generation });
    },
    finish,
    beginEnd(lease) {
      const kept = leaseOf(lease);
      if (kept === undefined) return undefined;
      kept.ending = true;
      return { queue: lease.queue, key: lease.key, generation: kept.generation };
    },
    takeBackEnd(lease) {
      const kept = leaseOf(lease);
      if (kept !== undefined) kept.ending = false;
    },
    nextDueAt(now) {
      let next: number | undefined;
      for (const { job, lease } of byKey.values()) {
        const dueAt = Math.max(job.runAt, lease?.until ?? 0);
        if (dueAt > now && (next === undefined || dueAt < next)) next = dueAt;
      }
      return next;
    },
    backlog: () => ({
      look: waiting.get('look')?.length ?? 0,
      transfer: waiting.get('transfer')?.length ?? 0,
      paint: waiting.get('paint')?.length ?? 0,
      notice: waiting.get('notice')?.length ?? 0,
    }),
    due(until, now) {
      const found: { [queue in Queue]?: { jobs: number; oldest: Instant } } = {};
      for (const { job, lease } of byKey.values()) {
        if (job.runAt > until && (lease === undefined || hasRunOut(lease, now))) continue;
        const { jobs = 0, oldest = job.runAt } = found[job.queue] ?? {};
        found[job.queue] = { jobs: jobs + 1, oldest: instant(Math.min(oldest, job.runAt)) };
      }
      return found;
    },
    all: () => inOrder().map(({ job }) => job),
    kept: () => inOrder().map(({ job, generation }) => ({ job, generation })),
    restore: ({ job, generation }) => add(job, generation),
  };
}

function hasRunOut({ until, ending }: KeptLease, now: number): boolean {
  return !ending && until <= now;
}

function comesBefore(a: KeptJob, b: KeptJob): boolean {
  const byRank = (a.job.rank ?? 0) - (b.job.rank ?? 0);
  return byRank === 0 ? a.sequence < b.sequence : byRank < 0;
}

function jobKey({ queue, key }: { readonly queue: Queue; readonly key: string }): string {
  return `${queue} ${key}`;
}
