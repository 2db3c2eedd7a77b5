import { randomBytes } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import type { Faults } from '../faults.ts';
import type { SandboxClock } from '../sandbox-clock.ts';
import type { Company, Doer } from './company.ts';
import { writeExactJson } from '../../procore/exact-json.ts';
import { idNumber, type Wire } from './wire.ts';

export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The tokens that are out. */
export interface Tokens {
  readonly routes: Router;
  /** Who acts with that Authorization header; `undefined` when the token is unknown, expired or revoked. */
  doer(authorization: string | undefined): Doer | undefined;
  revokeAll(): void;
}

export const tokenFaults = [{ fault: 'refuse', says: 'the credentials are refused with invalid_client' }] as const;

/** 90 minutes. */
const lifeSeconds = 5_400;

export function createTokens(clock: SandboxClock, faults: Faults, company: Company, client: ClientCredentials): Tokens {
  const out = new Map<string, number>();
  const routes = Router();

  routes.post('/oauth/token', (request, response) => {
    const given = formOf(request);
    const known = given['client_id'] === client.clientId && given['client_secret'] === client.clientSecret;
    if (faults.take('procore.token') === 'refuse' || !known) {
      return answer(response, 401, { error: 'invalid_client', error_description: 'Client authentication failed' });
    }
    if (given['grant_type'] !== 'client_credentials') {
      return answer(response, 400, {
        error: 'unsupported_grant_type',
        error_description: 'This app is a service account',
      });
    }
    const token = randomBytes(24).toString('hex');
    const createdAt = Math.floor(clock.now() / 1000);
    out.set(token, createdAt);
    answer(response, 200, {
      access_token: token,
      token_type: 'bearer',
      expires_in: lifeSeconds,
      created_at: createdAt,
    });
  });

  routes.get('/oauth/token/info', (request, response) => {
    const token = bearer(request.get('authorization'));
    const createdAt = token === undefined ? undefined : out.get(token);
    if (createdAt === undefined) return answer(response, 401, { error: 'The access token is invalid' });
    answer(response, 200, {
      resource_owner_id: idNumber(company.serviceUserId),
      scopes: [],
      expires_in_seconds: createdAt + lifeSeconds - Math.floor(clock.now() / 1000),
      application: { uid: client.clientId },
      created_at: createdAt,
    });
  });

  routes.post('/oauth/revoke', (request, response) => {
    out.delete(String(formOf(request)['token']));
    answer(response, 200, {});
  });

  return {
    routes,
    doer(authorization) {
      const createdAt = out.get(bearer(authorization) ?? '');
      if (createdAt === undefined || clock.now() >= (createdAt + lifeSeconds) * 1000) return undefined;
      return { userId: company.serviceUserId, applicationId: company.applicationId };
    },
    revokeAll: () => out.clear(),
  };
}

function bearer(authorization: string | undefined): string | undefined {
  return /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
}

/** OAuth takes its parameters as JSON or as a form. */
function formOf(request: Request): Readonly<Record<string, unknown>> {
  const text = typeof request.body === 'string' ? request.body : '';
  if (request.is('json') === false) return Object.fromEntries(new URLSearchParams(text));
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function answer(response: Response, status: number, body: Wire): void {
  response.status(status).type('application/json').send(writeExactJson(body));
}
