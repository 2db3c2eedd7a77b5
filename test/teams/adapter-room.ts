import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { connectTeams, type TeamsConnectionDeps } from '../../adapters/teams/connect-teams.ts';
import { createMemoryBacking } from '../../adapters/store/memory/memory-backing.ts';
import { memoryStore } from '../../adapters/store/memory/memory-store.ts';
import { directly, type Outgoing } from '../../adapters/system/outgoing.ts';
import type { Chat } from '../../src/ports/chat.ts';
import type { Store } from '../../src/ports/store.ts';
import type { JsonObject } from '../../src/shared/json.ts';
import { turningClock, type TurningClock } from '../fakes/turning-clock.ts';
import { fakeConversation, memoryLog, type FakeConversation } from '../slack/slack-room.ts';
import { tenant } from './activities.ts';
import { openConnector, type ConnectorDouble } from './connector-double.ts';

export interface TeamsRoom {
  readonly connector: ConnectorDouble;
  readonly conversation: FakeConversation;
  readonly log: ReturnType<typeof memoryLog>;
  readonly chat: Chat;
  readonly store: Store;
  readonly clock: TurningClock;
  readonly botUrl: string;
  readonly app: express.Express;
  /** Every address that was called. */
  readonly called: string[];
  /** Delivers an activity as Teams does. */
  deliver(activity: JsonObject | string, headers?: { readonly [name: string]: string }): Promise<Delivered>;
  /** Forgets what was heard and said, and whatever was scripted. */
  reset(): void;
  /** Waits until everything the bot says in the background is said. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

export interface Delivered {
  readonly status: number;
  readonly body: JsonObject | undefined;
  readonly text: string;
}

export interface RoomOptions extends Partial<TeamsConnectionDeps> {
  /** The connector double is the configured address too, where the test configures another. */
  readonly allowConnector?: boolean;
}

/** The bot's Teams side over HTTP, against a connector double, with a conversation that tests speak for. */
export async function openTeamsRoom(options: RoomOptions = {}): Promise<TeamsRoom> {
  const { allowConnector = false, ...changes } = options;
  const connector = await openConnector();
  const conversation = fakeConversation();
  const log = memoryLog();
  const clock = turningClock();
  const store = changes.store ?? memoryStore({ backing: createMemoryBacking(), clock });
  const app = express();
  const called: string[] = [];
  const outgoing: Outgoing = {
    ...directly,
    fetch(address, init) {
      called.push(String(address instanceof Request ? address.url : address));
      return fetch(address, init);
    },
  };
  const connected = connectTeams({
    app,
    access: { appId: undefined, appPassword: undefined, tenantId: tenant, serviceUrl: connector.url },
    ...{ conversation, store, log, clock },
    chance: { id: () => 'id', fraction: () => 0.5 },
    outgoing,
    proxy: undefined,
    callDeadlineMs: () => 2_000,
    ...changes,
    ...(allowConnector && changes.access !== undefined
      ? { access: { ...changes.access, serviceUrl: connector.url } }
      : {}),
  });
  const server = createServer(app);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const botUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    ...{ connector, conversation, log, clock, botUrl, called, app },
    store: store as Store,
    chat: connected.chat,
    settle: () => connected.close(),
    reset() {
      const { onAsk, onPress, onSubmit } = fakeConversation();
      Object.assign(conversation, { onAsk, onPress, onSubmit });
      for (const list of [conversation.typed, conversation.presses, conversation.submissions, log.lines])
        list.length = 0;
      called.length = 0;
      connector.reset();
      clock.advance(60_000);
    },
    async deliver(activity, headers = {}) {
      const response = await fetch(`${botUrl}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof activity === 'string' ? activity : JSON.stringify({ serviceUrl: connector.url, ...activity }),
      });
      const text = await response.text();
      return { status: response.status, text, body: text === '' ? undefined : (JSON.parse(text) as JsonObject) };
    },
    async close() {
      await connected.close();
      await Promise.all([closed(server), connector.close()]);
    },
  };
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.closeAllConnections();
    server.close(() => resolve());
  });
}
