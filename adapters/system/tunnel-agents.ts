import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { connect as tlsConnect, type ConnectionOptions } from 'node:tls';

export interface Agents {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
}

interface Target extends ConnectionOptions {
  readonly path?: string;
}
type Opened = (error: Error | null, socket?: Socket) => void;

/** How long a proxy may take to open the way. */
const patienceMs = 20_000;

/** Agents for Node's own client that reach every host through one proxy, which is asked for a tunnel (CONNECT). */
export function tunnelAgents(proxy: URL): Agents {
  return {
    http: Object.assign(new HttpAgent({ keepAlive: false }), {
      createConnection: (target: Target, opened: Opened) => openTunnel(proxy, target, opened),
    }),
    https: Object.assign(new HttpsAgent({ keepAlive: false }), {
      createConnection(target: Target, opened: Opened) {
        openTunnel(proxy, target, (error, socket) => {
          if (socket === undefined) return opened(error);
          // where the tunnel leads is settled: what is left is whom to expect there
          const { host = '', port: _port, path: _path, ...rest } = target;
          opened(null, tlsConnect({ ...rest, servername: rest.servername ?? host, socket }));
        });
      },
    }),
  };
}

function openTunnel(proxy: URL, { host = '', port = 80 }: Target, opened: Opened): void {
  const request = proxy.protocol === 'https:' ? httpsRequest : httpRequest;
  const place = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const asked = request({
    host: proxy.hostname.replace(/^\[|\]$/g, ''),
    port: proxy.port || (proxy.protocol === 'https:' ? 443 : 80),
    method: 'CONNECT',
    path: place,
    headers: { host: place, ...authorization(proxy) },
    agent: false,
    timeout: patienceMs,
  });
  asked.once('connect', ({ statusCode = 0 }, socket: Socket) => {
    if (statusCode === 200) return opened(null, socket);
    socket.destroy();
    opened(proxyError(`the proxy answered ${statusCode}`));
  });
  // what is no tunnel has a body: a proxy explains itself with a page
  asked.once('response', (response) => {
    response.destroy();
    opened(proxyError(`the proxy answered ${response.statusCode ?? 0}`));
  });
  asked.once('timeout', () => asked.destroy(proxyError('the proxy does not answer')));
  asked.once('error', (error) => opened(error));
  asked.end();
}

function authorization({ username, password }: URL): { readonly [name: string]: string } {
  if (username === '') return {};
  const words = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(words).toString('base64')}` };
}

function proxyError(message: string): Error {
  return Object.assign(new Error(message), { code: 'ERR_PROXY_TUNNEL' });
}
