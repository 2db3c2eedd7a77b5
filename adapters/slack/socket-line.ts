import type { Agent } from 'node:https';
import { WebSocket } from 'ws';

/** One connection to Slack, watched: whatever happens to it ends in one `ended`. */
export interface SocketLine {
  /** `false` when it ended before Slack said hello. */
  readonly ready: Promise<boolean>;
  /** Slack asks us to go elsewhere; the word is Slack's reason. Until the connection ends it still carries requests. */
  readonly dismissed: Promise<string>;
  readonly ended: Promise<LineEnd>;
  lastHeardAt(): number;
  /** `false` when it is not open any more. */
  send(message: object): boolean;
  /** Says goodbye, and cuts it when that is not answered. */
  close(): void;
}

export type LineEnd =
  | { readonly reason: 'broken'; readonly code: number }
  | { readonly reason: 'not_opened' | 'no_hello' | 'silent' | 'closed' };

export interface LineTimes {
  /** How long Slack may take to open the connection and say hello. */
  readonly helloMs: number;
  readonly pingMs: number;
  /** Longer than this without a word, a ping or a pong, and the other side is not there any more. */
  readonly silentMs: number;
}

/** Slack answers pings at once, so three in vain say enough. */
export const usualLineTimes: LineTimes = { helloMs: 10_000, pingMs: 5_000, silentMs: 15_000 };

/** Far more than an envelope has; one that is too large for us is refused before it is read as JSON. */
const largestFrame = 4 * 1024 * 1024;
const goodbyeMs = 1_000;

export interface LineOptions {
  readonly url: string;
  /** Where the address is reached by a proxy. */
  readonly agent?: Agent | undefined;
  readonly times: LineTimes;
  readonly now: () => number;
  /** Everything but hello and the requests to go elsewhere. */
  readonly onText: (line: SocketLine, text: string) => void;
}

export function openLine({ url, agent, times, now, onText }: LineOptions): SocketLine {
  const socket = new WebSocket(url, {
    ...(agent === undefined ? {} : { agent }),
    handshakeTimeout: times.helloMs,
    maxPayload: largestFrame,
    perMessageDeflate: false,
    followRedirects: false,
  });
  const timers: NodeJS.Timeout[] = [];
  const hello = settled<boolean>();
  const dismissed = settled<string>();
  const ended = settled<LineEnd>();
  let heardAt = now();
  let why: LineEnd | undefined;

  const cut = (reason: 'no_hello' | 'silent' | 'closed'): void => {
    why ??= { reason };
    socket.terminate();
  };
  const line: SocketLine = {
    ready: hello.promise,
    dismissed: dismissed.promise,
    ended: ended.promise,
    lastHeardAt: () => heardAt,
    send(message) {
      if (socket.readyState !== WebSocket.OPEN) return false;
      socket.send(JSON.stringify(message), () => undefined);
      return true;
    },
    close() {
      why ??= { reason: 'closed' };
      if (socket.readyState !== WebSocket.OPEN) return cut('closed');
      socket.close(1000);
      timers.push(setTimeout(() => cut('closed'), goodbyeMs));
    },
  };

  const watch = (): void => {
    if (now() - heardAt > times.silentMs) cut('silent');
    else if (socket.readyState === WebSocket.OPEN) socket.ping();
  };
  timers.push(setTimeout(() => cut('no_hello'), times.helloMs));
  socket.on('open', () => timers.push(setInterval(watch, times.pingMs)));

  const heard = (): void => {
    heardAt = now();
  };
  socket.on('ping', heard);
  socket.on('pong', heard);
  socket.on('message', (data: Buffer, isBinary) => {
    heard();
    if (isBinary) return;
    const text = data.toString('utf8');
    const control = controlOf(text);
    if (control === undefined) return onText(line, text);
    if (control.type === 'disconnect') return dismissed.settle(control.reason);
    clearTimeout(timers[0]);
    hello.settle(true);
  });
  // what went wrong is told by the close that follows
  socket.on('error', () => undefined);
  socket.on('close', (code) => {
    for (const timer of timers) clearTimeout(timer);
    hello.settle(false);
    ended.settle(why ?? (code === 1006 && !opened() ? { reason: 'not_opened' } : { reason: 'broken', code }));
  });
  const opened = (): boolean => timers.length > 1;
  return line;
}

/** Slack's own words about the connection are short and carry no envelope. */
function controlOf(
  text: string,
): { readonly type: 'hello' } | { readonly type: 'disconnect'; readonly reason: string } | undefined {
  if (text.length > 4_096 || text.includes('"envelope_id"')) return undefined;
  try {
    const message = JSON.parse(text) as { readonly type?: unknown; readonly reason?: unknown } | null;
    if (message?.type === 'hello') return { type: 'hello' };
    if (message?.type !== 'disconnect') return undefined;
    return { type: 'disconnect', reason: typeof message.reason === 'string' ? message.reason.slice(0, 40) : 'unnamed' };
  } catch {
    return undefined;
  }
}

function settled<T>(): { readonly promise: Promise<T>; readonly settle: (value: T) => void } {
  let settle: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => {
    settle = resolve;
  });
  return { promise, settle };
}
