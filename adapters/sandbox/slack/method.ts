import type { JsonObject } from '../../../src/shared/json.ts';
import type { PostLimit } from './post-limit.ts';
import type { SlackContext } from './slack-context.ts';

/** One method of the Web API: arguments in, the answer's body out. */
export type Method = (context: SlackContext, args: JsonObject, post: { readonly limit: PostLimit }) => MethodAnswer;

export type MethodAnswer = Body | { readonly status: 429; readonly retryAfter: number; readonly body: JsonObject };

export type Body = JsonObject & { readonly ok: boolean };

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
