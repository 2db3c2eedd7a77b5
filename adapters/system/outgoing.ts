import { fetch as undiciFetch, ProxyAgent } from 'undici';
import { proxyFor, type ProxySettings } from './proxy-route.ts';
import { tunnelAgents, type Agents } from './tunnel-agents.ts';

/** How the bot reaches other systems: directly, or by the proxy that the host's environment names. */
export interface Outgoing {
  readonly fetch: typeof fetch;
  /** For clients that use Node's own: `undefined` where the address is called directly. */
  agents(address: string): Agents | undefined;
}

export const directly: Outgoing = { fetch: (...call) => fetch(...call), agents: () => undefined };

/** One rule for every client, so that an address is never called by one of them in another way than by the others. */
export function createOutgoing(settings: ProxySettings | undefined): Outgoing {
  if (settings === undefined) return directly;
  const dispatchers = new Map<string, ProxyAgent>();
  const dispatcher = (proxy: URL): ProxyAgent => {
    const known = dispatchers.get(proxy.href) ?? new ProxyAgent(proxy.href);
    dispatchers.set(proxy.href, known);
    return known;
  };
  // Node's own fetch takes dispatchers of one version only, and which one it is differs between versions of Node
  const proxied = undiciFetch as unknown as (address: unknown, init: object) => Promise<Response>;

  return {
    async fetch(address, init) {
      const proxy = proxyFor(settings, address instanceof Request ? address.url : address);
      return proxy === undefined ? fetch(address, init) : proxied(address, { ...init, dispatcher: dispatcher(proxy) });
    },
    agents(address) {
      const proxy = proxyFor(settings, address);
      return proxy === undefined ? undefined : tunnelAgents(proxy);
    },
  };
}
