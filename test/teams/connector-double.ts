import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JsonObject } from '../../src/shared/json.ts';

export interface ConnectorCall {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: JsonObject | undefined;
}

/** What stands in the emulated Teams. */
export interface Said {
  readonly conversation: string;
  readonly thread: string | undefined;
  readonly id: string;
  activity: JsonObject;
}

export type Trouble =
  { readonly status: number; readonly code?: string; readonly retryAfter?: string } | 'answer_lost' | 'silent';

export interface ConnectorDouble {
  readonly url: string;
  readonly calls: ConnectorCall[];
  readonly said: Said[];
  /** Entra object id or account id of a member, and how Teams calls its role. */
  readonly roles: Map<string, string>;
  /** Scripts what happens to the next call of that method. */
  arm(method: 'POST' | 'PUT', trouble: Trouble): void;
  reset(): void;
  close(): Promise<void>;
}

/** The Bot Connector, as far as the bot calls it, over real HTTP. */
export async function openConnector(): Promise<ConnectorDouble> {
  const calls: ConnectorCall[] = [];
  const said: Said[] = [];
  const roles = new Map<string, string>();
  const armed = new Map<string, Trouble[]>();
  let last = 1_000;

  const server = createServer((request, response) => void serve(request, response));
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request);
    const path = decodeURIComponent(request.url ?? '');
    calls.push({ method: request.method ?? '', path, authorization: request.headers.authorization, body });
    const trouble = armed.get(request.method ?? '')?.shift();
    const answer = (status: number, json: JsonObject): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
    };
    if (trouble === 'silent') return;
    if (trouble !== undefined && trouble !== 'answer_lost') {
      if (trouble.retryAfter !== undefined) response.setHeader('retry-after', trouble.retryAfter);
      return answer(trouble.status, { error: { code: trouble.code ?? 'Trouble', message: 'as scripted' } });
    }
    const done = take(request.method ?? '', path, body);
    if (trouble === 'answer_lost') request.socket.destroy();
    else answer(done.status, done.json);
  };

  const take = (method: string, path: string, body: JsonObject | undefined): { status: number; json: JsonObject } => {
    if (method === 'POST' && path.endsWith('/v3/conversations')) {
      const [member] = body?.['members'] as unknown as readonly { readonly id: string }[];
      return { status: 201, json: { id: `a:${member?.id ?? ''}` } };
    }
    const [, place = '', what = '', id] =
      /\/v3\/conversations\/([^/]+)\/(activities|members)(?:\/(.+))?$/.exec(path) ?? [];
    if (what === 'members') {
      const userRole = roles.get(id ?? '');
      return userRole === undefined ? notFound('MemberNotFound') : { status: 200, json: { id: id ?? '', userRole } };
    }
    const [conversation = '', thread] = place.split(';messageid=');
    if (method === 'POST') {
      const made = String((last += 1));
      said.push({ conversation, thread, id: made, activity: body ?? {} });
      return { status: 201, json: { id: made } };
    }
    const standing = said.find((one) => one.conversation === conversation && one.id === id);
    if (standing === undefined) return notFound('ActivityNotFoundInConversation');
    standing.activity = body ?? {};
    return { status: 200, json: { id: standing.id } };
  };

  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    said,
    roles,
    arm(method, trouble) {
      armed.set(method, [...(armed.get(method) ?? []), trouble]);
    },
    reset() {
      for (const list of [calls, said]) list.length = 0;
      armed.clear();
      roles.clear();
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function notFound(code: string): { status: number; json: JsonObject } {
  return { status: 404, json: { error: { code, message: 'There is none.' } } };
}

async function bodyOf(request: IncomingMessage): Promise<JsonObject | undefined> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? undefined : (JSON.parse(text) as JsonObject);
}
