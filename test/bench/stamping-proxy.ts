import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';

export interface StampingProxy {
  readonly url: string;
  /** When the next request to a path with that ending comes, by the clock of this process in milliseconds. */
  next(ending: string): Promise<number>;
  close(): void;
}

/** Passes everything on as it came, and says when what came. */
export async function stampingProxy(target: string): Promise<StampingProxy> {
  const waiting = new Set<{ readonly ending: string; readonly tell: (at: number) => void }>();
  const agent = new Agent({ keepAlive: true });
  const { hostname, port } = new URL(target);
  const server = createServer((incoming, answer) => {
    const at = performance.now();
    for (const one of waiting) {
      if (incoming.method !== 'POST' || incoming.url?.endsWith(one.ending) !== true) continue;
      waiting.delete(one);
      one.tell(at);
    }
    const { method, url: path } = incoming;
    const headers = { ...incoming.headers, host: `${hostname}:${port}` };
    const passed = request({ agent, hostname, port, method, path, headers }, (answered) => {
      answer.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(answer);
    });
    passed.on('error', () => answer.writeHead(502).end());
    incoming.pipe(passed);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    next: (ending) =>
      new Promise((resolve) => {
        waiting.add({ ending, tell: resolve });
      }),
    close() {
      agent.destroy();
      server.closeAllConnections();
      server.close();
    },
  };
}
