import { z } from 'zod';
import type { Clock } from '../../src/ports/clock.ts';
import { instant } from '../../src/shared/dates.ts';
import { isLoopback } from '../config/loopback.ts';
import { pause } from './system-clock.ts';

export interface FollowingClock extends Clock {
  /** Asks for the time once more; what it answers holds from then on. */
  refresh(): Promise<void>;
}

export interface FollowingClockOptions {
  /** Answers `{now}` in milliseconds; on this machine only, for whoever sets the clock decides what is in time. */
  readonly url: string;
  readonly stop: AbortSignal;
  readonly everyMs?: number;
}

const Answer = z.object({ now: z.number().int() });

/** A clock that follows another one: sleeps end when that one says so, also when it is set forward. */
export async function followingClock({ url, stop, everyMs = 100 }: FollowingClockOptions): Promise<FollowingClock> {
  if (!isLoopback(url)) throw new Error('a clock can be followed on this machine only');
  let offset = 0;
  let turned = new AbortController();

  const now = (): number => Date.now() + offset;
  const refresh = async (): Promise<void> => {
    const asked = Date.now();
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    const told = Answer.parse(await answer.json());
    const next = told.now - Math.round((asked + Date.now()) / 2);
    // what is less is the time of the request itself
    if (Math.abs(next - offset) < 50) return;
    offset = next;
    turned.abort();
    turned = new AbortController();
  };
  const follow = async (): Promise<void> => {
    while (!stop.aborted) {
      await pause(everyMs, stop);
      // while the other side is away its last word holds
      await refresh().catch(() => undefined);
    }
  };

  await refresh();
  void follow();
  return {
    now: () => instant(now()),
    async sleep(ms) {
      const until = now() + ms;
      while (now() < until && !stop.aborted) await pause(until - now(), AbortSignal.any([stop, turned.signal]));
    },
    refresh,
  };
}
