import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach } from 'vitest';
import type { Sage } from '../../src/ports/sage.ts';
import { listening, sageAt } from './sage-bench.ts';

export interface ScriptedBridge {
  readonly sage: Sage;
  readonly url: string;
  readonly calls: readonly string[];
}

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of opened.splice(0)) await server.close();
});

/** A host that answers every call as it is told, whether or not that fits the protocol. */
export async function scriptedBridge(
  answer: (response: ServerResponse, request: IncomingMessage) => void,
  callDeadlineMs = 2_000,
): Promise<ScriptedBridge> {
  const calls: string[] = [];
  const server = await listening(
    createServer((request, response) => {
      calls.push(`${request.method} ${request.url}`);
      request.resume().on('end', () => answer(response, request));
    }),
  );
  opened.push(server);
  return { sage: sageAt(server.url, { now: Date.now }, { callDeadlineMs }), url: server.url, calls };
}

export function says(status: number, body: unknown, headers: Record<string, string> = {}) {
  return (response: ServerResponse): void => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

export function refuses(
  status: number,
  code: string,
  problems?: readonly object[],
  headers: Record<string, string> = {},
) {
  return says(
    status,
    { error: { code, message: 'because', ...(problems === undefined ? {} : { problems }) } },
    headers,
  );
}
