import type { JsonObject } from '../../../src/shared/json.ts';
import type { CallLimits } from './call-limits.ts';
import type { SlackContext } from './slack-context.ts';

/** One method of the Web API: arguments in, the answer's body out. */
export type Method = (context: SlackContext, args: JsonObject, limits: CallLimits) => MethodAnswer;

export type MethodAnswer = Body | { readonly status: 429; readonly retryAfter: number; readonly body: JsonObject };

export type Body = JsonObject & { readonly ok: boolean };

/** Too many calls: 429, with the seconds to wait. */
export function tooMany(wait: number): MethodAnswer {
  return { status: 429, retryAfter: wait, body: { ok: false, error: 'ratelimited' } };
}

/** Slack's way to say no: 200 with a word, and messages where the shape was wrong. */
export function refused(error: string, problems: readonly string[] = []): Body {
  if (problems.length === 0) return { ok: false, error };
  return {
    ok: false,
    error,
    errors: [...problems],
    response_metadata: { messages: problems.map((problem) => `[ERROR] ${problem}`) },
  };
}
