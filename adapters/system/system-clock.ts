import type { Clock } from '../../src/ports/clock.ts';
import { instant } from '../../src/shared/dates.ts';

/** Node's timers fire at once when asked to wait longer. */
const longestTimerMs = 2 ** 31 - 1;

/** The host's time. When `stop` is aborted every sleep ends, and later ones do not begin. */
export function systemClock(stop: AbortSignal): Clock {
  return {
    now: () => instant(Date.now()),
    sleep: (ms) => pause(ms, stop),
  };
}

/** Waits in the host's time, or until the signal is aborted. */
export function pause(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stop.aborted || ms <= 0) {
      resolve();
      return;
    }
    const end = (): void => {
      clearTimeout(timer);
      stop.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, Math.min(ms, longestTimerMs));
    stop.addEventListener('abort', end);
  });
}
