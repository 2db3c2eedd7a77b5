import { type Client, escapeIdentifier } from 'pg';
import type { Log } from '../../../src/ports/log.ts';
import { type ConnectionOptions, createClient } from './connections.ts';
import { reasonOf } from './trouble.ts';

export interface ListenerOptions {
  readonly connection: ConnectionOptions;
  readonly channel: string;
  readonly log: Log;
  readonly heard: (payload: string) => void;
  /** Called each time that listening begins: what was said before was missed. */
  readonly connected: () => void;
}

export interface Listener {
  close(): Promise<void>;
}

const firstPauseMs = 100;
const longestPauseMs = 5_000;

/** Listens on a connection of its own, and on a new one whenever that is lost. */
export async function openListener(options: ListenerOptions): Promise<Listener> {
  const { connection, channel, log, heard, connected } = options;
  let current: Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let pauseMs = firstPauseMs;
  let closed = false;

  const connect = async (): Promise<void> => {
    const client = createClient(connection);
    current = client;
    client.on('notification', ({ payload }) => heard(payload ?? ''));
    client.once('end', () => lost(client, 'the connection ended'));
    try {
      await client.connect();
      await client.query(`listen ${escapeIdentifier(channel)}`);
    } catch (error) {
      lost(client, reasonOf(error));
      return;
    }
    pauseMs = firstPauseMs;
    connected();
  };
  const lost = (client: Client, reason: string): void => {
    if (closed || current !== client) return;
    current = undefined;
    log.warn('store.not_listening', { reason, againInMs: pauseMs });
    void client.end().catch(() => undefined);
    timer = setTimeout(() => void connect(), pauseMs);
    timer.unref();
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  };

  await connect();
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await current?.end().catch(() => undefined);
    },
  };
}
