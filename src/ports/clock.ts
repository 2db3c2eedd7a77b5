import type { Instant } from '../shared/dates.ts';

/** Time. Production reads the host's clock, tests turn it by hand. */
export interface Clock {
  now(): Instant;
  /** Resolves after that long on this clock, or earlier when the process is told to stop. */
  sleep(ms: number): Promise<void>;
}
