import type { Clock } from '../../src/ports/clock.ts';
import { instant } from '../../src/shared/dates.ts';
import { start } from '../builders.ts';

/** A clock turned by hand, and by whoever sleeps: nobody else is awake meanwhile. */
export interface TurningClock extends Clock {
  advance(ms: number): void;
}

export function turningClock(): TurningClock {
  let now: number = start;
  return {
    now: () => instant(now),
    async sleep(ms) {
      now += Math.max(0, ms);
      await Promise.resolve();
    },
    advance(ms) {
      now += ms;
    },
  };
}
