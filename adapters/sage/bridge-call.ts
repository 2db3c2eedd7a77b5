import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { got, RequestError } from 'got';
import type { Chance } from '../../src/ports/chance.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Log } from '../../src/ports/log.ts';
import type { JsonObject } from '../../src/shared/json.ts';
import { transferAtHand } from '../system/at-hand.ts';
import type { Outgoing } from '../system/outgoing.ts';
import { received, type Bytes } from '../system/received.ts';
import { signatureHeaders, signatureOf } from './protocol/signature.ts';

export interface BridgeAddress {
  /** Where the bridge is mounted, a path prefix included. */
  readonly url: string;
  readonly secret: string;
  readonly company: string;
  /** After this long on the host's clock a call is over, whatever state it is in. */
  readonly callDeadlineMs: number;
  readonly outgoing?: Outgoing;
}

export interface BridgeCall {
  readonly method: 'GET' | 'POST';
  /** Below `/v1/companies/{company}`, each segment raw. */
  readonly path: readonly string[];
  readonly query?: { readonly [name: string]: string };
  readonly body?: JsonObject;
}

export type Exchange =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly bytes: Bytes;
      readonly retryAfterMs: number | undefined;
    }
  /** No byte of the request left this host. */
  | { readonly kind: 'not_sent' }
  /** The request, or a part of it, left; no whole answer came. */
  | { readonly kind: 'lost' };

export interface BridgeCallerDeps {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log?: Log;
  /** Told of each call: the status of the answer, `undefined` when none came. */
  readonly onAnswer?: (status: number | undefined) => void;
}

/** Makes one signed call, once. Whoever wants to repeat it must know whether that is safe. */
export function createBridgeCaller(address: BridgeAddress, deps: BridgeCallerDeps) {
  if (address.secret === '') throw new Error('the bridge secret is empty');
  const base = address.url.replace(/\/+$/, '');
  const secure = new URL(base).protocol === 'https:';
  // an idle connection may be cut by the other side just as a write goes out, which nobody can tell from a lost answer
  const agent = address.outgoing?.agents(base) ?? {
    http: new HttpAgent({ keepAlive: false }),
    https: new HttpsAgent({ keepAlive: false }),
  };

  return async (call: BridgeCall): Promise<Exchange> => {
    const requestId = requestIdFor(transferAtHand(), deps.chance.id());
    const began = deps.clock.now();
    const exchange = await send(call, requestId);
    const status = exchange.kind === 'answered' ? exchange.status : undefined;
    deps.onAnswer?.(status);
    const line = {
      ...{ requestId, call: `${call.method} /${call.path[0] ?? ''}`, company: address.company },
      ...{ outcome: status ?? exchange.kind, ms: deps.clock.now() - began },
    };
    if (status === undefined || status >= 400) deps.log?.warn('sage.call_failed', line);
    else if (call.method === 'POST') deps.log?.info('sage.called', line);
    return exchange;
  };

  async function send(call: BridgeCall, requestId: string): Promise<Exchange> {
    const url = addressOf(base, address.company, call);
    const body = call.body === undefined ? '' : JSON.stringify(call.body);
    const signed = {
      timestamp: String(deps.clock.now()),
      requestId,
      method: call.method,
      target: `${url.pathname}${url.search}`,
      body,
    };
    try {
      const request = got.stream(url, {
        method: call.method,
        ...(call.body === undefined ? {} : { body }),
        headers: {
          accept: 'application/json',
          ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
          [signatureHeaders.timestamp]: signed.timestamp,
          [signatureHeaders.requestId]: signed.requestId,
          [signatureHeaders.signature]: signatureOf(address.secret, signed),
        },
        agent,
        timeout: { request: address.callDeadlineMs },
        retry: { limit: 0 },
        throwHttpErrors: false,
        followRedirect: false,
      });
      return answered(await received(request));
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      return { kind: leftTheHost(error, secure) ? 'lost' : 'not_sent' };
    }
  }
}

/** Begins with the transfer that the call is about, so that a line of the bridge leads to the record. */
export function requestIdFor(transfer: string | undefined, unique: string): string {
  if (transfer === undefined || !/^[0-9A-Za-z_]{1,32}$/.test(transfer)) return unique.slice(0, 64);
  return `${transfer}-${unique.slice(0, 63 - transfer.length)}`;
}

function addressOf(base: string, company: string, call: BridgeCall): URL {
  const path = ['v1', 'companies', company, ...call.path].map(encodeURIComponent).join('/');
  const url = new URL(`${base}/${path}`);
  for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, value);
  return url;
}

function answered({ status, headers, bytes }: Awaited<ReturnType<typeof received>>): Exchange {
  const seconds = /^\d{1,6}$/.exec(String(headers['retry-after'] ?? ''));
  return {
    kind: 'answered',
    status,
    bytes,
    retryAfterMs: seconds === null ? undefined : Number(seconds[0]) * 1000,
  };
}

/** A request can have left only over a connection that was open, with TLS agreed where there is TLS. */
function leftTheHost(error: RequestError, secure: boolean): boolean {
  if (error.timings === undefined) return !neverOpened.has(error.code);
  return (secure ? error.timings.secureConnect : error.timings.connect) !== undefined;
}

const neverOpened = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
