import type { Delivery } from '../traffic.ts';
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { JsonObject } from '../../../src/shared/json.ts';
import { patienceMs, tooLate, type Wrap } from './deliveries.ts';
import { isObject, parsed, textOf } from '../json-value.ts';
import type { Faults } from '../faults.ts';
import { createSocketLine, type SocketLine } from './socket-line.ts';

/** The server side of Socket Mode: connections that bots open, and envelopes over them. */
export interface SocketServer {
  /** Whether Slack delivers over sockets: once a bot has opened one, there is no way back to HTTP. */
  isOn(): boolean;
  /** A fresh address for one connection; `origin` is that of the Web API as the bot called it. */
  address(origin: string): string;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  readonly wrap: Wrap;
  /** Sends exactly this text over one of the connections. */
  sendText(text: string): void;
  connections(): number;
  /** Cuts every connection. */
  close(): void;
}

export interface SocketServerOptions {
  readonly faults: Faults;
  readonly appId: string;
  /** The app is set to Socket Mode from the start; else a bot that opens a socket sets it. */
  readonly socketMode?: boolean;
}

const pulseMs = 100;
const pingMs = 2_000;
/** Slack tells ten seconds ahead that it will close a connection. */
const leaveAfterMs = 10_000;

export function createSocketServer(options: SocketServerOptions): SocketServer {
  const { faults, appId } = options;
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    autoPong: false,
    perMessageDeflate: false,
  });
  const tickets = new Set<string>();
  const lines = new Set<SocketLine>();
  const waiting = new Map<string, (body: string) => void>();
  let on = options.socketMode === true;
  let turn = 0;

  const answered = (text: string): void => {
    const answer = parsed(text);
    if (!isObject(answer)) return;
    const { payload } = answer;
    waiting.get(textOf(answer['envelope_id']) ?? '')?.(
      isObject(payload) && Object.keys(payload).length > 0 ? JSON.stringify(payload) : '',
    );
  };

  const connected = (socket: WebSocket): void => {
    const line = createSocketLine({ socket, pingMs, answered, ended: () => lines.delete(line) });
    lines.add(line);
    if (faults.take('slack.socket.hello') === 'missing') return;
    line.send({ type: 'hello', num_connections: lines.size, connection_info: { app_id: appId }, debug_info: {} });
  };

  const pulse = setInterval(() => {
    if (lines.size === 0) return;
    const trouble = faults.take('slack.socket');
    if (trouble === undefined) return;
    for (const line of lines) {
      if (trouble === 'drop') line.cut();
      else if (trouble === 'silent') line.silence();
      else line.dismiss(trouble === 'refresh' ? 'refresh_requested' : 'warning', leaveAfterMs);
    }
  }, pulseMs).unref();

  /** Slack may use any of an app's connections; those that are to be left only when there is no other. */
  const next = (): SocketLine | undefined => {
    const staying = [...lines].filter(({ leaving }) => !leaving());
    const usable = staying.length > 0 ? staying : [...lines];
    turn += 1;
    return usable[turn % Math.max(1, usable.length)];
  };

  const deliver = (line: SocketLine, envelope: JsonObject & { readonly envelope_id: string }): Promise<Delivery> =>
    new Promise((resolve) => {
      const started = Date.now();
      const end = (delivery: Delivery): void => {
        clearTimeout(timer);
        waiting.delete(envelope.envelope_id);
        resolve(delivery);
      };
      const timer = setTimeout(() => end(tooLate), patienceMs);
      const cutFirst = faults.take('slack.socket.answers') === 'lost';
      waiting.set(envelope.envelope_id, (body) => {
        if (cutFirst) line.cut();
        else end({ delivered: true, status: 200, ms: Date.now() - started, body, unreachable: false });
      });
      line.send(envelope);
    });

  return {
    isOn: () => on,
    address(origin) {
      const ticket = randomBytes(8).toString('hex');
      tickets.add(ticket);
      return `${origin.replace(/^http/, 'ws')}/link/?ticket=${ticket}&app_id=${appId}`;
    },
    upgrade(request, socket, head) {
      const ticket = new URL(request.url ?? '/', 'http://any').searchParams.get('ticket') ?? '';
      if (!tickets.delete(ticket)) socket.end('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n');
      else {
        on = true;
        server.handleUpgrade(request, socket, head, connected);
      }
    },
    wrap(request) {
      const envelope = {
        envelope_id: randomBytes(8).toString('hex'),
        type: request.type,
        accepts_response_payload: request.type !== 'events_api',
        payload: request.payload,
      };
      return {
        async send(again) {
          const line = next();
          if (line === undefined) return { ...tooLate, ms: 0, unreachable: true };
          const retry = { retry_attempt: again?.attempt ?? 0, retry_reason: again?.reason ?? '' };
          return deliver(
            line,
            request.type === 'events_api' || again !== undefined ? { ...envelope, ...retry } : envelope,
          );
        },
      };
    },
    sendText: (text) => next()?.sendText(text),
    connections: () => lines.size,
    close() {
      clearInterval(pulse);
      for (const line of lines) line.cut();
    },
  };
}
