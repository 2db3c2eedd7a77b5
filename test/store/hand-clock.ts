import type { Clock } from '../../src/ports/clock.ts';
import { type Instant, instant } from '../../src/shared/dates.ts';

/** Time that passes only when a test says so. */
export interface HandClock extends Clock {
  advance(ms: number): void;
}

export function handClock(start: Instant = instant(Date.UTC(2026, 5, 1, 8))): HandClock {
  let now: number = start;
  let sleepers: { readonly until: number; readonly wake: () => void }[] = [];

  return {
    now: () => instant(now),
    sleep: (ms) =>
      new Promise((resolve) => {
        if (ms <= 0) resolve();
        else sleepers.push({ until: now + ms, wake: resolve });
      }),
    advance(ms) {
      now += ms;
      const due = sleepers.filter(({ until }) => until <= now);
      sleepers = sleepers.filter(({ until }) => until > now);
      due.forEach(({ wake }) => wake());
    },
  };
}
