import type { JsonObject } from '../../../src/shared/json.ts';
import type { Problem } from '../../sage/protocol/operations.ts';
import { plain } from './plain.ts';

/** What the bridge answers, before anything befalls it on the way. */
export interface Answer {
  readonly status: number;
  readonly body: JsonObject;
  readonly retryAfterSeconds?: number;
}

export function answer(body: object, status = 200): Answer {
  return { status, body: plain(body) };
}

export function refusal(status: number, code: string, message: string, problems?: readonly Problem[]): Answer {
  return { status, body: plain({ error: { code, message, problems } }) };
}

export function busy(message: string): Answer {
  return { ...refusal(503, 'busy', message), retryAfterSeconds: 1 };
}
