import type { Instant } from '../../src/shared/dates.ts';

/**
 * Holds calls back while Procore's rate limit is used up. Procore reports, with every answer, whichever of its two
 * windows (an hour, ten seconds) will be exhausted first.
 */
export interface RateGate {
  /** Milliseconds from now until a call may leave; 0 when it may leave at once. */
  waitMs(now: Instant): number;
  /** A call leaves. It counts against what was reported remaining until its own answer says more. */
  leave(): void;
  /** A call is over; `headers` is undefined when no answer came. */
  arrive(headers: AnswerHeaders | undefined, now: Instant): void;
  /** Procore refused for load or for the limit: nothing leaves before that moment. */
  close(until: Instant): void;
}

export type AnswerHeaders = { readonly [name: string]: string | readonly string[] | undefined };

/** No window is longer than an hour, so a reset beyond it comes from a wrong clock and must not stall the bot. */
const longestWindowMs = 3_600_000;

export function createRateGate(): RateGate {
  let remaining: number | undefined;
  let resetAt = 0;
  let closedUntil = 0;
  let underway = 0;

  return {
    waitMs(now) {
      if (resetAt <= now) remaining = undefined;
      const usedUp = remaining !== undefined && remaining <= 0;
      return Math.max(0, closedUntil - now, usedUp ? resetAt - now : 0);
    },
    leave() {
      underway += 1;
      if (remaining !== undefined) remaining -= 1;
    },
    arrive(headers, now) {
      underway -= 1;
      const reported = wholeNumber(headers?.['x-rate-limit-remaining']);
      const reset = resetFrom(headers, now);
      if (reported === undefined || reset === undefined) return;
      // calls still under way may not be counted in what this answer reports
      remaining = reported - underway;
      resetAt = reset;
    },
    close(until) {
      closedUntil = Math.max(closedUntil, until);
    },
  };
}

/**
 * When a refused call may be tried again, in milliseconds from now: the later of `Retry-After` and
 * `X-Rate-Limit-Reset`, because the documentation names one on some pages and the other on others. The reset stands in
 * every answer, so it says nothing while calls remain.
 */
export function retryAfterMs(headers: AnswerHeaders, now: Instant): number | undefined {
  const callsRemain = (wholeNumber(headers['x-rate-limit-remaining']) ?? 0) > 0;
  const reset = callsRemain ? undefined : resetFrom(headers, now);
  const waits = [retryAfterFrom(headers, now), reset].filter((moment) => moment !== undefined);
  return waits.length === 0 ? undefined : Math.max(0, Math.max(...waits) - now);
}

function resetFrom(headers: AnswerHeaders | undefined, now: Instant): number | undefined {
  const seconds = wholeNumber(headers?.['x-rate-limit-reset']);
  return seconds === undefined ? undefined : Math.min(seconds * 1000, now + longestWindowMs);
}

function retryAfterFrom(headers: AnswerHeaders, now: Instant): number | undefined {
  const seconds = wholeNumber(headers['retry-after']);
  if (seconds !== undefined) return now + seconds * 1000;
  const date = Date.parse(String(headers['retry-after']));
  return Number.isNaN(date) ? undefined : date;
}

function wholeNumber(header: string | readonly string[] | undefined): number | undefined {
  return typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : undefined;
}
