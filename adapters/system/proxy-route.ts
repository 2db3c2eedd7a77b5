import { isLoopbackHost } from '../config/loopback.ts';

/** How the host's network wants calls to the outside to be made, from `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`. */
export interface ProxySettings {
  /** For addresses that begin with https, and for the others; the addresses of proxies may hold a name and a password. */
  readonly https: string | undefined;
  readonly http: string | undefined;
  /** Hosts that are called directly, as `NO_PROXY` lists them. */
  readonly except: string;
}

/** The proxy by which an address is called; `undefined` where it is called directly, as this machine always is. */
export function proxyFor({ https, http, except }: ProxySettings, address: string | URL): URL | undefined {
  const { protocol, hostname, port } = new URL(address);
  const secure = protocol === 'https:' || protocol === 'wss:';
  const proxy = secure ? https : http;
  if (proxy === undefined || isLoopbackHost(hostname)) return undefined;
  const usualPort = secure ? '443' : '80';
  const excepted = except
    .split(/[\s,]+/)
    .some((entry) => entry !== '' && matches(entry.toLowerCase(), hostname.toLowerCase(), port || usualPort));
  return excepted ? undefined : new URL(proxy);
}

/** `*`, a host, a domain with or without `*` or a dot before it, each with or without a port. */
function matches(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  const [, name = entry, onlyPort] = /^(\[.*\]|[^:]*):(\d+)$/.exec(entry) ?? [];
  if (onlyPort !== undefined && onlyPort !== port) return false;
  const domain = name.replace(/^\*?\./, '');
  return host === domain || host.endsWith(`.${domain}`);
}
