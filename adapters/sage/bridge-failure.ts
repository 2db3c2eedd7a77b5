import type { z } from 'zod';
import type { SageReadFailure, SubmitFailure } from '../../src/ports/sage.ts';
import { shortened } from '../../src/shared/text.ts';
import { textOf, type Bytes } from '../system/received.ts';
import type { Exchange } from './bridge-call.ts';
import { failure as failureBody, type Problem } from './protocol/operations.ts';

/** An answer as data; `undefined` when it is not JSON. */
export function dataOf(bytes: Bytes): unknown {
  try {
    return JSON.parse(textOf(bytes));
  } catch {
    return undefined;
  }
}

/** The place where an answer leaves the protocol, never what stands there. */
export function placeOf(call: string, error: z.ZodError): string {
  const issue = error.issues[0];
  return `${call}: ${issue?.path.map(String).join('.') || 'answer'} (${issue?.code ?? 'unknown'})`;
}

const unreachable = { kind: 'unreachable', retryAfterMs: undefined } as const;

/** Sorts an exchange of a call that writes nothing, and that did not end in the answer it asked for. */
export function readFailure(call: string, exchange: Exchange): SageReadFailure {
  if (exchange.kind !== 'answered') return unreachable;
  const told = refusal(exchange.bytes);
  if (told !== undefined) return told.code === 'internal' ? unreachable : toldFailure(call, exchange, told);
  // somebody on the way may answer for the bridge, in words of his own
  if (exchange.status === 401 || exchange.status === 403)
    return { kind: 'denied', reason: `status ${exchange.status}` };
  if (exchange.status === 429) return { kind: 'busy', reason: 'too many calls', retryAfterMs: exchange.retryAfterMs };
  return { ...unreachable, retryAfterMs: exchange.retryAfterMs };
}

/** Sorts an exchange of `POST /operations` that was not taken. Only the bridge's own words prove that nothing was. */
export function submitFailure(call: string, exchange: Exchange): SubmitFailure {
  if (exchange.kind === 'not_sent') return unreachable;
  if (exchange.kind === 'lost') return { kind: 'unknown_outcome' };
  const told = refusal(exchange.bytes);
  if (told === undefined || exchange.status < 400 || told.code === 'internal') return { kind: 'unknown_outcome' };
  if (exchange.status === 409 && told.code !== 'replayed_id') return { kind: 'key_conflict', reason: told.reason };
  if (exchange.status === 422) {
    return { kind: told.problems.some(isDuplicate) ? 'duplicate' : 'needs_fix', problems: told.problems };
  }
  return toldFailure(call, exchange, told);
}

/** Sage's codes for a natural key that is taken (12000), or a rule (14201) that says so in its text. */
export function isDuplicate(problem: Problem): boolean {
  return problem.code === '12000' || (problem.code === '14201' && /already exists/i.test(problem.message));
}

interface Refusal {
  readonly code: string;
  readonly reason: string;
  readonly problems: readonly Problem[];
}

function refusal(bytes: Bytes): Refusal | undefined {
  const read = failureBody.safeParse(dataOf(bytes));
  if (!read.success) return undefined;
  const { code, message, problems } = read.data.error;
  return { code, reason: shortened(`${code}: ${message}`, 300), problems: problems ?? [{ code, field: '', message }] };
}

function toldFailure(call: string, exchange: Exchange & { kind: 'answered' }, told: Refusal): SageReadFailure {
  const { status, retryAfterMs } = exchange;
  if (status === 401 || status === 403) return { kind: 'denied', reason: told.reason };
  if (status === 429 || (status === 503 && told.code === 'busy'))
    return { kind: 'busy', reason: told.reason, retryAfterMs };
  if (status >= 500) return { kind: 'unreachable', retryAfterMs };
  return { kind: 'contract_break', detail: `${call}: ${told.code}` };
}
