import { z } from 'zod';
import type { Clock } from '../../src/ports/clock.ts';
import type { Outgoing } from '../system/outgoing.ts';

/** What the Bot Connector must see; `undefined` where nothing is authenticated. Rejects when there is none to be had. */
export interface TokenKeeper {
  current(): Promise<string | undefined>;
  /** The connector did not take it. */
  forget(): void;
}

export interface TokenKeeperDeps {
  readonly appId: string;
  readonly appPassword: string;
  readonly tenantId: string;
  readonly outgoing: Outgoing;
  readonly clock: Pick<Clock, 'now'>;
  readonly timeoutMs: number;
  /** Where the tenant signs in. */
  readonly loginUrl?: string;
}

/** OAuth's word for a refusal, which names no value of ours. */
const Refusal = z.object({ error: z.string().regex(/^[a-z_]{1,60}$/) });

const Granted = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() });

/** Taken anew this long before it ends, so that none ends on its way. */
const earlyMs = 5 * 60_000;

export const noToken: TokenKeeper = { current: async () => undefined, forget: () => {} };

/**
 * A token for a bot of one tenant, asked for once by however many need it.
 * Source: https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
 */
export function createTokenKeeper(deps: TokenKeeperDeps): TokenKeeper {
  const { appId, appPassword, tenantId, outgoing, clock, timeoutMs } = deps;
  const { loginUrl = 'https://login.microsoftonline.com' } = deps;
  let kept: { readonly token: string; readonly until: number } | undefined;
  let asked: Promise<string> | undefined;

  const ask = async (): Promise<string> => {
    const response = await outgoing.fetch(`${loginUrl}/${encodeURIComponent(tenantId)}/oauth2/v2.0/token`, {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: appId,
        client_secret: appPassword,
        scope: 'https://api.botframework.com/.default',
      }).toString(),
    });
    const body: unknown = await response.json().catch(() => undefined);
    const granted = Granted.safeParse(response.ok ? body : undefined);
    if (!granted.success) throw new TokenRefused(response.status, Refusal.safeParse(body).data?.error);
    const { access_token: token, expires_in: seconds } = granted.data;
    kept = { token, until: clock.now() + seconds * 1_000 - earlyMs };
    return token;
  };

  return {
    async current() {
      if (kept !== undefined && kept.until > clock.now()) return kept.token;
      asked ??= ask().finally(() => {
        asked = undefined;
      });
      return asked;
    },
    forget() {
      kept = undefined;
    },
  };
}

/** Entra ID gives no token for this app id, secret and tenant. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
  readonly status: number;
  /** The tenant's word for it, such as `invalid_client`; `undefined` where it gave none. */
  readonly reason: string | undefined;

  constructor(status: number, reason: string | undefined) {
    super(`the sign-in answered ${status}`);
    this.status = status;
    this.reason = reason;
  }
}
