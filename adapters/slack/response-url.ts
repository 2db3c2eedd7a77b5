import { isLoopbackHost } from '../config/loopback.ts';

/**
 * Whether a response_url may be called. It arrives in a request, so it is taken on Slack's own hosts, or on the origin
 * of the configured API; where that API is an emulator on this machine, on any address of this machine.
 */
export function isAllowedResponseUrl(text: string, apiUrl: string): boolean {
  if (!URL.canParse(text) || !URL.canParse(apiUrl)) return false;
  const url = new URL(text);
  const api = new URL(apiUrl);
  if (url.username !== '' || url.password !== '') return false;
  if (url.origin === api.origin) return true;
  if (isLoopbackHost(api.hostname)) return isLoopbackHost(url.hostname) && /^https?:$/.test(url.protocol);
  return url.protocol === 'https:' && url.port === '' && /(^|\.)slack(-gov)?\.com$/.test(url.hostname);
}
