import type { ProcoreFailure } from '../../src/ports/procore.ts';
import type { Instant } from '../../src/shared/dates.ts';
import { isExactNumber, readExactJson } from './exact-json.ts';
import { retryAfterMs, type AnswerHeaders } from './rate-headers.ts';

const mostMessages = 10;
const longestMessage = 300;

/** Sorts an answer that is not a success by what the bot may do next. A first 401 never gets here. */
export function failureOf(status: number, headers: AnswerHeaders, text: string, now: Instant): ProcoreFailure {
  if (status === 401) return { kind: 'denied' };
  if (status === 403) return { kind: 'not_permitted' };
  if (status === 404) return { kind: 'not_found' };
  // 408 is what Procore answers when a large list takes too long
  if (status === 408 || status === 429 || status >= 500) {
    return { kind: 'unavailable', retryAfterMs: retryAfterMs(headers, now) };
  }
  if (status >= 400) return { kind: 'refused', messages: errorMessages(text) };
  return { kind: 'unreadable', field: `status ${status}` };
}

/**
 * What Procore says is wrong, in any of its documented shapes: `{code, message, fields}`, `{error}`,
 * `{errors: {field: [...]}}`, `{message}`, plain text, and `{error: {code, message, details}}` of API v2.
 */
export function errorMessages(text: string): readonly string[] {
  const read = readExactJson(text);
  return messagesIn(read.ok ? read.value : text);
}

export function messagesIn(value: unknown): readonly string[] {
  const found = sentences(value, undefined).map((sentence) => sentence.slice(0, longestMessage));
  const messages = [...new Set(found)].slice(0, mostMessages);
  return messages.length === 0 ? ['Procore gave no reason.'] : messages;
}

/** Keys that hold a reason without being the name of a field. */
const envelope = new Set([
  'message',
  'messages',
  'error',
  'error_description',
  'errors',
  'fields',
  'details',
  'reason',
]);

function sentences(value: unknown, field: string | undefined): string[] {
  if (typeof value === 'string' || isExactNumber(value)) {
    const sentence = String(value).trim();
    if (sentence === '') return [];
    return [field === undefined ? sentence : `${field}: ${sentence}`];
  }
  if (Array.isArray(value)) return value.flatMap((member) => sentences(member, field));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    if (envelope.has(key)) return sentences(member, field);
    return key === 'code' || key === 'status' ? [] : sentences(member, key);
  });
}
