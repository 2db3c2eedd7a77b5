import { webApi } from '@slack/bolt';
import type { ChatFailure } from '../../src/ports/chat.ts';

const { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } = webApi;

const gone: ReadonlyMap<string, 'message' | 'channel'> = new Map([
  ['message_not_found', 'message'],
  ['cant_update_message', 'message'],
  ['channel_not_found', 'channel'],
  ['not_in_channel', 'channel'],
  ['is_archived', 'channel'],
]);

/** Slack's own words for a failure that may have come after the effect. */
const unclear = new Set(['fatal_error', 'internal_error', 'service_unavailable', 'request_timeout']);

/** Slack names no time when it reports the limit without a Retry-After. */
const unnamedWaitMs = 30_000;

/**
 * Sorts what went wrong by what the bot may do next; throws what is none of Slack's doing. A lost answer is never called
 * a failure.
 */
export function slackFailure(error: unknown): ChatFailure {
  if (error instanceof WebAPIRateLimitedError) return { kind: 'rate_limited', retryAfterMs: error.retryAfter * 1000 };
  if (error instanceof WebAPIRequestError) return { kind: 'unknown' };
  if (error instanceof WebAPIHTTPError) {
    return error.statusCode >= 500
      ? { kind: 'unknown' }
      : { kind: 'refused', reason: `Slack answered ${error.statusCode}` };
  }
  if (error instanceof WebAPIPlatformError) return platformFailure(error.data.error);
  // the connection broke inside the answer
  if (error instanceof DOMException || (error instanceof TypeError && error.message === 'terminated')) {
    return { kind: 'unknown' };
  }
  // the client gives a 429 without a usable Retry-After no class of its own
  if (error instanceof Error && error.message.startsWith('Retry header did not contain')) {
    return { kind: 'rate_limited', retryAfterMs: unnamedWaitMs };
  }
  throw error;
}

function platformFailure(reason: string | undefined): ChatFailure {
  if (reason === 'ratelimited') return { kind: 'rate_limited', retryAfterMs: unnamedWaitMs };
  // the client puts a body that is not JSON in the place of Slack's word
  if (reason === undefined || !/^[a-z_]+$/.test(reason) || unclear.has(reason)) return { kind: 'unknown' };
  const what = gone.get(reason);
  return what === undefined ? { kind: 'refused', reason } : { kind: 'gone', what, reason };
}
