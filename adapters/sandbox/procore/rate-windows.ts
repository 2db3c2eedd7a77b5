/** Procore's two limits: calls in an hour and calls in any ten seconds. */
export interface RateLimits {
  readonly perHour: number;
  readonly perTenSeconds: number;
}

export interface RateWindows {
  /** Counts a call and says what the headers of its answer report: the window that will be used up first. */
  count(now: number): RateReport;
  set(limits: RateLimits): void;
}

export interface RateReport {
  readonly allowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** Unix seconds. */
  readonly reset: number;
}

const hourMs = 3_600_000;
const spikeMs = 10_000;

export function createRateWindows(initial: RateLimits): RateWindows {
  let limits = initial;
  let hourStart = -Infinity;
  let hourCount = 0;
  let recent: number[] = [];

  return {
    set(next) {
      limits = next;
      hourStart = -Infinity;
      recent = [];
    },
    count(now) {
      if (now - hourStart >= hourMs) {
        hourStart = now;
        hourCount = 0;
      }
      recent = recent.filter((at) => now - at < spikeMs);
      const allowed = hourCount < limits.perHour && recent.length < limits.perTenSeconds;
      if (allowed) {
        hourCount += 1;
        recent.push(now);
      }
      const hour = { limit: limits.perHour, remaining: limits.perHour - hourCount, resetAt: hourStart + hourMs };
      const oldest = recent[0] ?? now;
      const spike = {
        limit: limits.perTenSeconds,
        remaining: limits.perTenSeconds - recent.length,
        resetAt: oldest + spikeMs,
      };
      const { limit, remaining, resetAt } = hour.remaining < spike.remaining ? hour : spike;
      return { allowed, limit, remaining, reset: Math.ceil(resetAt / 1000) };
    },
  };
}
