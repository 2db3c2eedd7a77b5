import type { Bench } from './bench.ts';

/** An access token for calls that the client never makes. */
export async function tokenFor({ url, emulator }: Pick<Bench, 'url' | 'emulator'>): Promise<string> {
  const { clientId, clientSecret } = emulator.credentials;
  const answer = await fetch(`${url}/oauth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }),
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  return token;
}
