import type { Instant } from '../../src/shared/dates.ts';

export type AnswerHeaders = { readonly [name: string]: string | readonly string[] | undefined };

/** No window is longer than an hour, so a reset beyond it comes from a wrong clock and must not stall the bot. */
export const longestWindowMs = 3_600_000;

/** What an answer says of the window that will be used up first. */
export interface RateReport {
  readonly limit: number | undefined;
  readonly remaining: number;
  readonly resetAt: number;
}

export function rateReport(headers: AnswerHeaders, now: Instant): RateReport | undefined {
  const remaining = wholeNumber(headers['x-rate-limit-remaining']);
  const resetAt = resetFrom(headers, now);
  if (remaining === undefined || resetAt === undefined) return undefined;
  return { limit: wholeNumber(headers['x-rate-limit-limit']), remaining, resetAt };
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

function resetFrom(headers: AnswerHeaders, now: Instant): number | undefined {
  const seconds = wholeNumber(headers['x-rate-limit-reset']);
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
