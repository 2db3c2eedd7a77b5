import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JsonObject } from '../../src/shared/json.ts';

export interface RecordedCall {
  readonly method: string;
  /** Decoded, without the place where the other end keeps its connector. */
  readonly path: string;
  readonly body: JsonObject;
  readonly status: number;
  readonly answer: JsonObject;
}

/** Stands where the bot thinks Teams is: passes its calls on, and keeps them. */
export interface RecordingProxy {
  readonly url: string;
  /** Those that were answered, the oldest first. */
  readonly calls: readonly RecordedCall[];
  close(): Promise<void>;
}

/** `target` is asked at each call: what is behind may start later. */
export async function recordingProxy(target: () => string): Promise<RecordingProxy> {
  const calls: RecordedCall[] = [];
  const server = createServer((request, response) => {
    pass(request).then(
      ({ status, text }) => response.writeHead(status, { 'content-type': 'application/json' }).end(text),
      () => response.writeHead(502).end(),
    );
  });

  async function pass(request: IncomingMessage): Promise<{ readonly status: number; readonly text: string }> {
    const { method = 'GET', url = '/' } = request;
    const body = await textOf(request);
    const headers = { 'content-type': 'application/json' };
    const passed = await fetch(`${target()}${url}`, { method, headers, ...(body === '' ? {} : { body }) });
    const text = await passed.text();
    const path = decodeURIComponent(url);
    calls.push({ method, path, body: jsonOf(body), status: passed.status, answer: jsonOf(text) });
    return { status: passed.status, text };
  }

  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function jsonOf(text: string): JsonObject {
  try {
    return JSON.parse(text) as JsonObject;
  } catch {
    return {};
  }
}
