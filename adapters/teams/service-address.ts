import { isLoopbackHost } from '../config/loopback.ts';

/**
 * The Bot Connector of Teams in the public cloud and in the Government Community Cloud, which share their sign-in. The
 * shorter name is no pattern: anybody may register a name under trafficmanager.net.
 * Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
 */
const hosts = new Set(['smba.trafficmanager.net', 'smba.infra.gcc.teams.microsoft.com']);

export interface ServiceRules {
  /** The configured address, whose origin is always taken. */
  readonly serviceUrl: string;
  /** Nothing is authenticated: an emulator on this machine may name any address of this machine. */
  readonly open: boolean;
}

/** Whether an address that a request brings may be called: it would get our token. */
export function isAllowedService(text: string, { serviceUrl, open }: ServiceRules): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return false;
  if (url.origin === new URL(serviceUrl).origin) return true;
  if (open && isLoopbackHost(url.hostname)) return /^https?:$/.test(url.protocol);
  return url.protocol === 'https:' && url.port === '' && hosts.has(url.hostname);
}
