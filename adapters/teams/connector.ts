import { z } from 'zod';
import { fail, ok, type Result } from '../../src/shared/result.ts';
import type { JsonObject } from '../../src/shared/json.ts';
import type { Outgoing } from '../system/outgoing.ts';
import type { TokenKeeper } from './access-token.ts';

/**
 * The Bot Connector over HTTP. Every call is made once: the library's own client repeats a post after a lost answer,
 * which makes a second card, and cannot be told not to. What is to be repeated is decided where the answer is recorded.
 */
export interface Connector {
  call(call: ConnectorCall): Promise<Result<ConnectorAnswer, ConnectorFault>>;
}

export interface ConnectorCall {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Where the conversation is served, as the platform said last. */
  readonly serviceUrl: string;
  /** Parts of the path below `/v3/conversations`, not encoded yet. */
  readonly path: readonly string[];
  readonly body?: JsonObject;
}

export type ConnectorAnswer = z.output<typeof Answer>;

const Answer = z
  .looseObject({ id: z.string().optional().catch(undefined), activityId: z.string().optional().catch(undefined) })
  .catch({ id: undefined, activityId: undefined });

/** `not_sent`: nothing left this machine that could have an effect. `lost`: it may have one. */
export type ConnectorFault =
  | { readonly kind: 'not_sent'; readonly reason: string }
  | { readonly kind: 'lost' }
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** The platform's word for it. */
      readonly code: string;
      readonly retryAfterMs: number | undefined;
    };

export interface ConnectorDeps {
  readonly outgoing: Outgoing;
  readonly token: TokenKeeper;
  readonly isAllowed: (serviceUrl: string) => boolean;
  /** Asked anew each time, so that a changed file holds at once. */
  readonly timeoutMs: () => number;
  readonly now: () => number;
}

const Refusal = z.object({ error: z.object({ code: z.string().max(200) }) });

export function createConnector({ outgoing, token, isAllowed, timeoutMs, now }: ConnectorDeps): Connector {
  async function send(call: ConnectorCall): Promise<Result<ConnectorAnswer, ConnectorFault>> {
    const { method, serviceUrl, path, body } = call;
    if (!isAllowed(serviceUrl)) return fail({ kind: 'not_sent', reason: 'the service address is not allowed' });
    let bearer: string | undefined;
    try {
      bearer = await token.current();
    } catch (error) {
      return fail({ kind: 'not_sent', reason: error instanceof Error ? error.name : 'no_token' });
    }
    const address = [`${serviceUrl.replace(/\/+$/, '')}/v3/conversations`, ...path.map(encodeURIComponent)].join('/');
    try {
      const response = await outgoing.fetch(address, {
        method,
        // an allowed host must not send us, and our token, on to another
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs()),
        headers: {
          'content-type': 'application/json; charset=utf-8',
          ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (response.ok) return ok(Answer.parse(jsonOf(text)));
      const { status, headers } = response;
      const code = Refusal.safeParse(jsonOf(text)).data?.error.code ?? `Teams answered ${status}`;
      return fail({ kind: 'answered', status, code, retryAfterMs: retryAfter(headers.get('retry-after'), now()) });
    } catch {
      return fail({ kind: 'lost' });
    }
  }

  return {
    async call(call) {
      const first = await send(call);
      // a token that was taken back: nothing was done with it
      if (first.ok || first.failure.kind !== 'answered' || first.failure.status !== 401) return first;
      token.forget();
      return send(call);
    },
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const longestWaitMs = 10 * 60_000;

/** Seconds, or a date. */
function retryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const ms = /^\d+(\.\d+)?$/.test(header.trim()) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isNaN(ms) ? undefined : Math.min(longestWaitMs, Math.max(1_000, ms));
}
