import type { Claim, Done, Enqueue, Job, Lease, Queue } from '../../../src/ports/store.ts';
import { queues } from '../../../src/ports/store.ts';
import { placeIn } from './page.ts';

/** The jobs of all queues with their leases. Payloads are taken and given as they are: who calls makes the copies. */
export interface Jobs {
  enqueue(job: Enqueue): void;
  claim(claim: Claim, now: number): Job | undefined;
  /** Whether the lease is still the one that was given last. */
  holds(lease: Lease): boolean;
  /** Ends a lease that holds. The job goes with it unless it was enqueued meanwhile or is to be done again. */
  end(done: Done): void;
  /** When the next job or lease that is not due yet becomes due. */
  nextDueAt(now: number): number | undefined;
  backlog(): { readonly [queue in Queue]: number };
  /** Every job without its lease, first come first. */
  all(): readonly Enqueue[];
}

interface KeptJob {
  job: Enqueue;
  readonly sequence: number;
  attempt: number;
  /** One more each time it is enqueued: tells whether that happened since it was claimed. */
  generation: number;
  lease: { readonly token: string; readonly lane: string | undefined; until: number; generation: number } | undefined;
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
    return lease === undefined || lease.lane !== lane || lease.until <= now;
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

  return {
    enqueue(job) {
      const before = byKey.get(jobKey(job));
      if (before === undefined) {
        sequence += 1;
        const kept: KeptJob = { job, sequence, attempt: 0, generation: 1, lease: undefined };
        byKey.set(jobKey(job), kept);
        insert(kept);
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
            job.runAt <= now && (lease === undefined || lease.until <= now) && laneIsFree(job.lane, now),
        );
      if (next === undefined) return undefined;
      tokens += 1;
      next.attempt += 1;
      const { key, lane, payload = null } = next.job;
      next.lease = { token: String(tokens), lane, until: now + leaseMs, generation: next.generation };
      if (lane !== undefined) lanes.set(lane, next);
      return { queue, key, token: next.lease.token, payload, attempt: next.attempt };
    },
    holds: (lease) => byKey.get(jobKey(lease))?.lease?.token === lease.token,
    end(lease) {
      const kept = byKey.get(jobKey(lease));
      if (kept?.lease?.token !== lease.token) return;
      const { lane, generation } = kept.lease;
      kept.lease = undefined;
      if (lane !== undefined && lanes.get(lane) === kept) lanes.delete(lane);
      if (kept.generation !== generation) return;
      if (lease.again !== undefined) {
        kept.job = { ...kept.job, runAt: lease.again };
        return;
      }
      remove(kept);
      byKey.delete(jobKey(lease));
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
    all: () => [...byKey.values()].sort((a, b) => a.sequence - b.sequence).map(({ job }) => job),
  };
}

function comesBefore(a: KeptJob, b: KeptJob): boolean {
  const byRank = (a.job.rank ?? 0) - (b.job.rank ?? 0);
  return byRank === 0 ? a.sequence < b.sequence : byRank < 0;
}

function jobKey({ queue, key }: { readonly queue: Queue; readonly key: string }): string {
  return `${queue} ${key}`;
}
