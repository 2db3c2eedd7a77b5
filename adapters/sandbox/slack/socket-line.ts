import type { WebSocket } from 'ws';
import type { JsonObject } from '../../../src/shared/json.ts';

/** One connection of a bot. */
export interface SocketLine {
  send(message: JsonObject): void;
  sendText(text: string): void;
  /** Breaks it without a word. */
  cut(): void;
  /** Keeps it open and neither says nor hears anything more, as a half-open connection does. */
  silence(): void;
  /** Tells the bot to go elsewhere, and closes after that long. */
  dismiss(reason: 'warning' | 'refresh_requested', afterMs: number): void;
  leaving(): boolean;
}

export interface SocketLineOptions {
  readonly socket: WebSocket;
  readonly pingMs: number;
  readonly answered: (text: string) => void;
  readonly ended: () => void;
}

export function createSocketLine({ socket, pingMs, answered, ended }: SocketLineOptions): SocketLine {
  let silent = false;
  let leaving = false;
  let goodbye: NodeJS.Timeout | undefined;
  const pings = setInterval(() => {
    if (!silent) socket.ping();
  }, pingMs).unref();

  socket.on('ping', (data: Buffer) => {
    if (!silent) socket.pong(data);
  });
  socket.on('message', (data: Buffer) => {
    if (!silent) answered(data.toString('utf8'));
  });
  // what broke is told by the close that follows
  socket.on('error', () => undefined);
  socket.on('close', () => {
    clearInterval(pings);
    clearTimeout(goodbye);
    ended();
  });

  const sendText = (text: string): void => {
    if (!silent) socket.send(text);
  };
  return {
    send: (message) => sendText(JSON.stringify(message)),
    sendText,
    cut: () => socket.terminate(),
    silence() {
      silent = true;
    },
    dismiss(reason, afterMs) {
      leaving = true;
      sendText(JSON.stringify({ type: 'disconnect', reason, debug_info: {} }));
      goodbye ??= setTimeout(() => socket.close(), afterMs).unref();
    },
    leaving: () => leaving,
  };
}
