import { got, RequestError } from 'got';
import { z } from 'zod';
import type { Clock } from '../../src/ports/clock.ts';
import type { ProcoreFailure } from '../../src/ports/procore.ts';
import { fail, ok, type Result } from '../../src/shared/result.ts';
import type { Outgoing } from '../system/outgoing.ts';
import { readExactJson } from './exact-json.ts';
import { failureOf } from './failures.ts';
import { Digits } from './values.ts';

/** Keeps one access token. Procore's live 90 minutes; client credentials come without a refresh token. */
export interface TokenSource {
  /** A token that Procore has not refused. Callers at the same moment share one request. */
  token(): Promise<Result<string, ProcoreFailure>>;
  /** Procore refused that token: the next caller gets another one. */
  refused(token: string): void;
}

export interface Credentials {
  /** Such as `https://login.procore.com`. */
  readonly loginUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly outgoing?: Outgoing;
}

/** Renewed that long before it ends, so that no call leaves with a token that dies on the way. */
const marginMs = 60_000;

const TokenAnswer = z.object({ access_token: z.string().min(1), expires_in: Digits.transform(Number) });

export function createTokenSource(credentials: Credentials, clock: Clock, deadlineMs: number): TokenSource {
  let held: { readonly token: string; readonly renewAt: number } | undefined;
  let underway: Promise<Result<string, ProcoreFailure>> | undefined;

  async function renew(): Promise<Result<string, ProcoreFailure>> {
    const asked = await requestToken(credentials, clock, deadlineMs);
    if (!asked.ok) return asked;
    const lifeMs = asked.value.expires_in * 1000;
    held = { token: asked.value.access_token, renewAt: clock.now() + Math.max(lifeMs - marginMs, lifeMs / 2) };
    return ok(held.token);
  }

  return {
    async token() {
      if (held !== undefined && clock.now() < held.renewAt) return ok(held.token);
      underway ??= renew().finally(() => {
        underway = undefined;
      });
      return underway;
    },
    refused(token) {
      if (held?.token === token) held = undefined;
    },
  };
}

async function requestToken(
  credentials: Credentials,
  clock: Clock,
  deadlineMs: number,
): Promise<Result<z.output<typeof TokenAnswer>, ProcoreFailure>> {
  try {
    const agent = credentials.outgoing?.agents(credentials.loginUrl);
    const answer = await got.post(`${credentials.loginUrl}/oauth/token`, {
      json: {
        grant_type: 'client_credentials',
        client_id: credentials.clientId,
        client_secret: credentials.clientSecret,
      },
      ...(agent === undefined ? {} : { agent }),
      throwHttpErrors: false,
      followRedirect: false,
      retry: { limit: 0 },
      timeout: { request: deadlineMs },
    });
    if (answer.statusCode === 200) {
      const read = readExactJson(answer.body);
      const parsed = TokenAnswer.safeParse(read.ok ? read.value : undefined);
      return parsed.success ? ok(parsed.data) : fail({ kind: 'unreadable', field: 'oauth/token' });
    }
    const failure = failureOf(answer.statusCode, answer.headers, answer.body, clock.now());
    // OAuth names bad credentials with 400 as well as 401; nothing else can be wrong with a request this small
    const meansBadCredentials = ['refused', 'not_permitted', 'not_found'].includes(failure.kind);
    return fail(meansBadCredentials ? { kind: 'denied' } : failure);
  } catch (error) {
    if (error instanceof RequestError) return fail({ kind: 'unavailable', retryAfterMs: undefined });
    throw error;
  }
}
