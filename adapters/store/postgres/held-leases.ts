import type { Pool } from 'pg';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Lease } from '../../../src/ports/store.ts';

/** The leases of this process, kept alive for as long as it lives: a job may take longer than its lease. */
export interface HeldLeases {
  hold(lease: Lease, leaseMs: number): void;
  release(leases: readonly Pick<Lease, 'token'>[]): void;
  close(): void;
}

const shortestBeatMs = 1_000;

/**
 * Prolongs held leases in the host's own rhythm. A process that is gone prolongs nothing, so its jobs are taken over after
 * one lease; one that is only cut off from the database loses them too, and its commits then conflict.
 */
export function createHeldLeases({ pool, clock }: { readonly pool: Pool; readonly clock: Clock }): HeldLeases {
  const timers = new Map<string, NodeJS.Timeout>();
  const release = (token: string): void => {
    clearInterval(timers.get(token));
    timers.delete(token);
  };

  const prolong = async (token: string, leaseMs: number): Promise<void> => {
    const { rowCount } = await pool.query('update jobs set lease_until = $2 where lease_token = $1', [
      token,
      clock.now() + leaseMs,
    ]);
    if (rowCount === 0) release(token);
  };

  return {
    hold({ token }, leaseMs) {
      // an unreachable server is told by whoever needs its answer; the lease may lapse meanwhile
      const beat = (): void => void prolong(token, leaseMs).catch(() => undefined);
      timers.set(token, setInterval(beat, Math.max(leaseMs / 3, shortestBeatMs)).unref());
    },
    release: (leases) => leases.forEach(({ token }) => release(token)),
    close: () => [...timers.keys()].forEach(release),
  };
}
