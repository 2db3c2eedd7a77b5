import { proxyFor, type ProxySettings } from '../system/proxy-route.ts';

/** Where the platform says with which keys it signs. */
const keysAddress = 'https://login.botframework.com/v1/.well-known/openidconfiguration';

/** The way there by a proxy, in the only shape that Microsoft's library takes: a host and a port, over plain HTTP. */
export function keysProxy(settings: ProxySettings | undefined): { readonly proxy?: { host: string; port: number } } {
  const proxy = settings === undefined ? undefined : proxyFor(settings, keysAddress);
  if (proxy === undefined || proxy.protocol !== 'http:') return {};
  return { proxy: { host: proxy.hostname, port: Number(proxy.port || 80) } };
}
