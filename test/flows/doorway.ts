import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** What stands in front of several bots: hands each request to the next of them. */
export interface Doorway {
  readonly url: string;
  /** Holds back the next requests of the chats until so many have come, and then lets all of them in at once. */
  gather(count: number): void;
  close(): Promise<void>;
}

/** `bots` are asked anew for each request: they may be started after the door. */
export async function openDoorway(bots: () => readonly string[]): Promise<Doorway> {
  let turn = 0;
  let wanted = 0;
  let waiting: (() => void)[] = [];

  async function comeIn(path: string): Promise<void> {
    if (wanted === 0 || !(path.startsWith('/slack') || path === '/api/messages')) return;
    const inside = new Promise<void>((resolve) => waiting.push(resolve));
    if (waiting.length === wanted) {
      wanted = 0;
      for (const enter of waiting.splice(0)) enter();
    }
    await inside;
  }

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '/';
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    await comeIn(path);
    const all = bots();
    const bot = all[(turn += 1) % all.length] ?? '';
    const { host: _, connection: __, 'content-length': ___, ...headers } = request.headers;
    const answer = await fetch(`${bot}${path}`, {
      method: request.method ?? 'GET',
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
      ...(chunks.length === 0 ? {} : { body: Buffer.concat(chunks) }),
    });
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' });
    response.end(Buffer.from(await answer.arrayBuffer()));
  }

  const server = createServer((request, response) => {
    pass(request, response).catch(() => response.writeHead(502).end());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    gather(count) {
      wanted = count;
      waiting = [];
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
