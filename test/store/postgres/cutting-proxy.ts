import { connect, createServer, type Socket } from 'node:net';

/** What becomes of the next COMMIT that passes. */
export type Cut =
  /** Both connections end before the server sees it. */
  | 'before'
  /** The server gets it, and nobody gets the answer. */
  | 'after'
  /** The client's connection ends; the server gets it only when `letGo` is called. */
  | 'held';

/** A wire between a store and its server that can be cut where it hurts. */
export interface CuttingProxy {
  readonly url: string;
  /** Resolves when a COMMIT was cut. */
  cutNext(cut: Cut): Promise<void>;
  /** Delivers what was held. */
  letGo(): void;
  /** Refuses new connections and ends those that are there, or takes connections again. */
  block(blocked: boolean): void;
  close(): Promise<void>;
}

export async function cuttingProxy(serverUrl: string): Promise<CuttingProxy> {
  const target = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let armed: { readonly cut: Cut; readonly done: () => void } | undefined;
  let held: (() => void) | undefined;
  let blocked = false;

  const server = createServer((client) => {
    if (blocked) {
      client.destroy();
      return;
    }
    const upstream = connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    upstream.on('data', (data) => client.write(data)).on('close', () => client.destroy());
    const endUpstream = (): void => void upstream.destroy();
    client.on('close', endUpstream);
    client.on('data', (data) => {
      const { cut, done } = armed !== undefined && data.includes('commit\0') ? armed : {};
      if (cut !== undefined) armed = undefined;
      if (cut === 'before') upstream.destroy();
      else if (cut === 'held') {
        client.off('close', endUpstream).destroy();
        held = () => upstream.write(data);
      } else if (cut === 'after') {
        upstream.removeAllListeners('data').on('data', () => client.destroy());
        upstream.write(data);
      } else upstream.write(data);
      done?.();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = new URL(serverUrl);
  url.port = String(typeof address === 'object' ? address?.port : '');

  return {
    url: url.href,
    cutNext: (cut) => new Promise((done) => (armed = { cut, done })),
    letGo() {
      held?.();
      held = undefined;
    },
    block(value) {
      blocked = value;
      if (blocked) for (const socket of sockets) socket.destroy();
    },
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
