import { isLoopbackHost } from '../config/loopback.ts';
import { fail, ok, type Result } from '../../src/shared/result.ts';
import type { SlackClient } from './slack-client.ts';
import { slackFailure } from './slack-failure.ts';

/** Why Slack gave no address for a connection. */
export type NoAddress =
  /** Slack does not take the app token, or the app has no Socket Mode; only an administrator can mend that. */
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'rate_limited'; readonly retryAfterMs: number }
  | { readonly kind: 'unreachable'; readonly reason: string };

/** Asks Slack where to connect; `client` carries the app token. */
export async function askSocketAddress(client: SlackClient): Promise<Result<string, NoAddress>> {
  try {
    const { url } = await client.apps.connections.open({});
    if (url === undefined) return fail({ kind: 'unreachable', reason: 'Slack named no address' });
    return isAllowedSocketUrl(url, client.slackApiUrl)
      ? ok(url)
      : fail({ kind: 'refused', reason: 'the address is not one of Slack' });
  } catch (error) {
    const failure = slackFailure(error);
    if (failure.kind === 'rate_limited') return fail(failure);
    return 'reason' in failure
      ? fail({ kind: 'refused', reason: failure.reason })
      : fail({ kind: 'unreachable', reason: 'no usable answer' });
  }
}

/** Slack's own hosts over TLS; where the API is an emulator on this machine, any address of this machine. */
export function isAllowedSocketUrl(text: string, apiUrl: string): boolean {
  if (!URL.canParse(text) || !URL.canParse(apiUrl)) return false;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return false;
  if (isLoopbackHost(new URL(apiUrl).hostname)) return isLoopbackHost(url.hostname) && /^wss?:$/.test(url.protocol);
  return url.protocol === 'wss:' && url.port === '' && /(^|\.)slack(-gov)?\.com$/.test(url.hostname);
}
