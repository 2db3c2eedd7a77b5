import { createSign, generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JsonObject } from '../../src/shared/json.ts';

export interface IdentityDouble {
  readonly url: string;
  readonly openIdMetadataUrl: string;
  /** How often a token was asked for. */
  readonly asked: string[];
  /** What the sign-in answers, 200 unless told. */
  status: number;
  /** What it says instead of a token. */
  refusal: JsonObject | undefined;
  /** A token as the platform signs it for a request, with something changed. */
  token(claims?: JsonObject, header?: JsonObject): string;
  /** The same, signed by somebody else. */
  forged(): string;
  close(): Promise<void>;
}

export const appId = '22222222-2222-4222-8222-222222222222';

/** Microsoft as far as it says who is who: the keys with which the platform signs, and tokens for the bot. */
export async function openIdentity(serviceUrl: () => string): Promise<IdentityDouble> {
  const ours = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const theirs = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const asked: string[] = [];
  const double: Pick<IdentityDouble, 'status' | 'refusal'> = { status: 200, refusal: undefined };
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    const json = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (path === '/openid') return json(200, { jwks_uri: `${url()}/keys` });
    if (path === '/keys') {
      const { n, e } = ours.publicKey.export({ format: 'jwk' });
      return json(200, { keys: [{ kid: 'key-1', kty: 'RSA', n, e, endorsements: ['msteams'] }] });
    }
    asked.push(path);
    json(double.status, double.refusal ?? { access_token: `token-${asked.length}`, expires_in: 3600 });
  });
  const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });

  const signed = (claims: JsonObject, header: JsonObject, key = ours.privateKey): string => {
    const part = (value: JsonObject): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const now = Math.floor(Date.now() / 1000);
    const all = {
      ...{ iss: 'https://api.botframework.com', aud: appId, serviceurl: serviceUrl() },
      ...{ nbf: now - 60, exp: now + 3600, ...claims },
    };
    const head = { alg: 'RS256', typ: 'JWT', kid: 'key-1', ...header };
    const text = `${part(head)}.${part(all)}`;
    const signature = head.alg === 'none' ? '' : createSign('RSA-SHA256').update(text).sign(key).toString('base64url');
    return `${text}.${signature}`;
  };
  return Object.assign(double, {
    url: url(),
    openIdMetadataUrl: `${url()}/openid`,
    asked,
    token: (claims = {}, header = {}) => signed(claims, header),
    forged: () => signed({}, {}, theirs.privateKey),
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  });
}
