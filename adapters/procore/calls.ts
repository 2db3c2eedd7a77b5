import { got, RequestError } from 'got';
import type { Clock } from '../../src/ports/clock.ts';
import type { ProcoreFailure } from '../../src/ports/procore.ts';
import { instant } from '../../src/shared/dates.ts';
import { fail, ok, type Result } from '../../src/shared/result.ts';
import { readExactJson, writeExactJson } from './exact-json.ts';
import { failureOf } from './failures.ts';
import type { RateGate, Urgency } from './rate-gate.ts';
import { retryAfterMs, type AnswerHeaders } from './rate-headers.ts';
import type { Agents } from '../system/tunnel-agents.ts';
import { longText, received, textOf, type Bytes } from '../system/received.ts';
import type { TokenSource } from './token.ts';

export interface Call {
  readonly method: 'GET' | 'PATCH' | 'POST';
  /** From `/rest/` on. */
  readonly path: string;
  readonly query?: readonly (readonly [string, string])[];
  readonly body?: unknown;
  /** `now` unless told. */
  readonly urgency?: Urgency;
}

export interface CallAnswer {
  /** As JSON. Missing where there is a `long` one. */
  readonly body?: unknown;
  /** The bytes of an answer that is too long to be read while others wait. */
  readonly long?: Bytes;
  readonly headers: AnswerHeaders;
}

/** Makes one call. Never repeats one, except once with a new token when Procore refused the old one. */
export type MakeCall = (call: Call) => Promise<Result<CallAnswer, ProcoreFailure>>;

export interface CallsDeps {
  /** Such as `https://api.procore.com`, without a slash at the end. */
  readonly apiUrl: string;
  readonly companyId: string;
  readonly tokens: TokenSource;
  readonly gate: RateGate;
  readonly clock: Clock;
  readonly callDeadlineMs: number;
  readonly onAnswer?: OnAnswer | undefined;
  /** Where the address is reached by a proxy. */
  readonly agents?: Agents | undefined;
}

/** Told of each call that left: the status of the answer, and how many calls may still be made where it says so. */
export type OnAnswer = (status: number | undefined, left?: number) => void;

type RawAnswer = { readonly status: number; readonly headers: AnswerHeaders; readonly bytes: Bytes };

export function createCalls(deps: CallsDeps): MakeCall {
  const { tokens, gate, clock } = deps;

  return async (call) => {
    const first = await withToken(call);
    if (!first.ok) return first;
    if (first.value.answer.status !== 401) return settled(first.value.answer);

    tokens.refused(first.value.token);
    const second = await withToken(call);
    return second.ok ? settled(second.value.answer) : second;
  };

  async function withToken(call: Call): Promise<Result<{ answer: RawAnswer; token: string }, ProcoreFailure>> {
    const token = await tokens.token();
    if (!token.ok) return token;
    const open = await gate.pass(call.urgency ?? 'now');
    if (!open.ok) return open;
    const answer = await send(call, token.value);
    return answer.ok ? ok({ answer: answer.value, token: token.value }) : answer;
  }

  async function send(call: Call, token: string): Promise<Result<RawAnswer, ProcoreFailure>> {
    const query = new URLSearchParams(call.query?.map(([name, value]): [string, string] => [name, value])).toString();
    let headers: AnswerHeaders | undefined;
    try {
      const request = got.stream(`${deps.apiUrl}${call.path}${query === '' ? '' : `?${query}`}`, {
        method: call.method,
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${token}`,
          'procore-company-id': deps.companyId,
          ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(call.body === undefined ? {} : { body: writeExactJson(call.body) }),
        throwHttpErrors: false,
        ...(deps.agents === undefined ? {} : { agent: deps.agents }),
        // a redirect would carry the token to another host
        followRedirect: false,
        retry: { limit: 0 },
        timeout: { request: deps.callDeadlineMs },
      });
      const answer = await received(request);
      headers = answer.headers;
      holdBack(answer.status, headers);
      const { 'x-rate-limit-remaining': left } = headers;
      deps.onAnswer?.(answer.status, typeof left === 'string' && /^\d{1,9}$/.test(left) ? Number(left) : undefined);
      return ok({ status: answer.status, headers, bytes: answer.bytes });
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      deps.onAnswer?.(undefined);
      return fail({ kind: 'unavailable', retryAfterMs: undefined });
    } finally {
      gate.arrive(headers);
    }
  }

  function holdBack(status: number, headers: AnswerHeaders): void {
    const wait = status === 429 || status === 503 ? retryAfterMs(headers, clock.now()) : undefined;
    if (wait !== undefined) gate.close(instant(clock.now() + wait));
  }

  function settled({ status, headers, bytes }: RawAnswer): Result<CallAnswer, ProcoreFailure> {
    if (status < 200 || status > 299) return fail(failureOf(status, headers, textOf(bytes), clock.now()));
    if (bytes.length > longText) return ok({ long: bytes, headers });
    const read = readExactJson(textOf(bytes));
    return read.ok ? ok({ body: read.value, headers }) : fail({ kind: 'unreadable', field: 'body' });
  }
}
