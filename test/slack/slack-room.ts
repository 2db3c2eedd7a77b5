import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'vitest';
import express from 'express';
import type {
  Actor,
  Answer,
  Conversation,
  Press,
  Submission,
  SubmissionAnswer,
  Typed,
  TypedAnswer,
} from '../../src/ports/conversation.ts';
import type { Home } from '../../src/ports/home.ts';
import type { Log, LogFields } from '../../src/ports/log.ts';
import { instant } from '../../src/shared/dates.ts';
import type { JsonObject } from '../../src/shared/json.ts';
import { createFaults, type Faults } from '../../adapters/sandbox/faults.ts';
import { createSandboxClock, type SandboxClock } from '../../adapters/sandbox/sandbox-clock.ts';
import type { Person } from '../../adapters/sandbox/slack/workspace.ts';
import { createSlackEmulator, type SlackEmulator } from '../../adapters/sandbox/slack/slack-emulator.ts';
import { httpReceiver } from '../../adapters/slack/http-receiver.ts';
import {
  socketReceiver,
  type SocketReceiver,
  type SocketReceiverOptions,
} from '../../adapters/slack/socket-receiver.ts';
import { systemChance } from '../../adapters/system/system-chance.ts';
import { createSlackListeners, type SlackListenersOptions } from '../../adapters/slack/slack-app.ts';
import { createCallBudget } from '../../adapters/slack/call-budget.ts';
import { safeLimits } from '../../adapters/config/slack-schema.ts';
import { slackChat } from '../../adapters/slack/slack-chat.ts';
import { slackClient, type SlackClient } from '../../adapters/slack/slack-client.ts';
import type { Chat } from '../../src/ports/chat.ts';

export const people: readonly Person[] = [
  { role: 'controller', id: 'U0CONTROL', name: 'Carla Contreras' },
  { role: 'clerk', id: 'U0CLERK', name: 'Clyde Clerk' },
  { role: 'visitor', id: 'U0GUEST', name: 'Vic Visitor', guest: true },
  { role: 'foreigner', id: 'U0FOREIGN', name: 'Fay Foreign', teamId: 'T0OTHER' },
];

const secret = 'signing-secret-of-the-sandbox';

export interface FakeConversation extends Conversation {
  readonly presses: Press[];
  readonly submissions: Submission[];
  readonly typed: Typed[];
  readonly homes: Actor[];
  onHome: (actor: Actor) => Home | Promise<Home>;
  onPress: (press: Press) => Answer | Promise<Answer>;
  onSubmit: (submission: Submission) => SubmissionAnswer | Promise<SubmissionAnswer>;
  onAsk: (typed: Typed) => TypedAnswer | Promise<TypedAnswer>;
}

export function fakeConversation(): FakeConversation {
  const fake: FakeConversation = {
    presses: [],
    submissions: [],
    typed: [],
    homes: [],
    onHome: () => ({ title: 'Waiting for you', lead: ['Nothing waits for you.'], lists: [], asOf: 'As of noon.' }),
    onPress: () => ({ kind: 'nothing' }),
    onSubmit: () => ({ kind: 'nothing' }),
    onAsk: () => ({ note: { text: 'Nothing waits for you.', paragraphs: ['Nothing waits for you.'] }, public: false }),
    async press(press) {
      fake.presses.push(press);
      return fake.onPress(press);
    },
    async submit(submission) {
      fake.submissions.push(submission);
      return fake.onSubmit(submission);
    },
    async home(actor) {
      fake.homes.push(actor);
      return fake.onHome(actor);
    },
    async ask(typed) {
      fake.typed.push(typed);
      return fake.onAsk(typed);
    },
  };
  return fake;
}

export interface Line {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
  readonly fields: LogFields | undefined;
}

export function memoryLog(): Log & { readonly lines: Line[] } {
  const lines: Line[] = [];
  const at =
    (level: Line['level']) =>
    (message: string, fields?: LogFields): void => {
      lines.push({ level, message, fields });
    };
  const log: Log & { readonly lines: Line[] } = {
    lines,
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    with: () => log,
  };
  return log;
}

export type Way = 'http' | 'socket';

/** How Slack reaches the bot where a test does not say it. */
export const delivery: { way: Way } = { way: 'http' };

export interface Room {
  readonly slack: SlackEmulator;
  readonly faults: Faults;
  readonly clock: SandboxClock;
  readonly conversation: FakeConversation;
  readonly log: ReturnType<typeof memoryLog>;
  readonly client: SlackClient;
  readonly chat: Chat;
  /** Where the bot listens. */
  readonly botUrl: string;
  readonly identified: Promise<unknown>;
  readonly socket: SocketReceiver | undefined;
  /** Waits until everything the bot does in the background is done. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

export interface RoomOptions extends Pick<SlackListenersOptions, 'retryAfterMs'> {
  readonly burst?: number;
  readonly token?: string;
  readonly timeoutMs?: number;
  readonly waitForIdentity?: boolean;
  readonly limits?: Partial<typeof safeLimits>;
  /** How Slack reaches the bot. */
  readonly way?: Way;
  readonly appToken?: string;
  readonly waitForSocket?: boolean;
  readonly socketTimes?: SocketReceiverOptions['times'];
  readonly trouble?: readonly { readonly at: string; readonly fault: string; readonly count?: number }[];
}

/** The emulator and the bot's Slack side, each behind its own port, with a conversation that tests speak for. */
export async function openRoom(options: RoomOptions = {}): Promise<Room> {
  const way = options.way ?? delivery.way;
  const clock = createSandboxClock();
  let botUrl = '';
  let places: SlackEmulator['faultPlaces'] = [];
  const faults = createFaults(() => places);
  const slack = createSlackEmulator({
    clock,
    faults,
    signingSecret: secret,
    botToken: 'xoxb-sandbox',
    appToken: 'xapp-sandbox',
    people,
    channels: [
      { id: 'C0ACCOUNTING', name: 'accounting' },
      { id: 'C0FOREIGN', name: 'not-invited', foreign: true },
      { id: 'C0OLD', name: 'old', archived: true },
    ],
    teamId: 'T0SANDBOX',
    appId: 'A0COUNTERSIGN',
    botId: 'B0COUNTERSIGN',
    botUserId: 'U0BOT',
    botUrl: () => botUrl,
    ...(options.burst === undefined ? {} : { burst: options.burst }),
  });
  places = slack.faultPlaces;
  faults.arm(options.trouble ?? []);

  const sandbox = await listen(express().use('/slack', slack.router), slack);
  const log = memoryLog();
  const conversation = fakeConversation();
  const client = slackClient({
    token: options.token ?? 'xoxb-sandbox',
    apiUrl: `${sandbox.url}/slack/api/`,
    log,
    ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
  });
  const app = express();
  const receiver = way === 'socket' ? overSocket(sandbox.url, log, options) : undefined;
  const limits = { ...safeLimits, ...options.limits };
  const budget = createCallBudget({ now: () => instant(clock.now()) }, () => limits);
  const listeners = createSlackListeners({
    budget,
    receiver: receiver ?? httpReceiver({ app, signingSecret: secret, log }),
    client,
    conversation,
    log,
    ...(options.retryAfterMs === undefined ? {} : { retryAfterMs: options.retryAfterMs }),
  });
  if (receiver !== undefined) await receiver.start();
  if (receiver !== undefined && options.waitForSocket !== false)
    await expect.poll(() => receiver.health().connected).toBe(true);
  const bot = await listen(app);
  botUrl = bot.url;
  if (options.waitForIdentity !== false) await listeners.identified;

  return {
    slack,
    faults,
    clock,
    conversation,
    log,
    client,
    chat: slackChat({ client, budget, workspace: () => 'T0SANDBOX' }),
    botUrl,
    identified: listeners.identified,
    socket: receiver,
    settle: () => listeners.close(),
    async close() {
      await listeners.close();
      await receiver?.stop();
      slack.sockets.close();
      await Promise.all([bot.close(), sandbox.close()]);
    },
  };
}

export interface ShownMessage {
  readonly channel: string;
  readonly ts: string;
  readonly threadTs?: string;
  readonly text: string;
  readonly blocks: readonly JsonObject[];
  readonly visibleTo?: readonly string[];
  readonly metadata?: JsonObject;
}

/** Everything that stands in Slack. */
export function messages(slack: Pick<SlackEmulator, 'world'>): readonly ShownMessage[] {
  return slack.world()['messages'] as unknown as readonly ShownMessage[];
}

function overSocket(url: string, log: Log, { appToken = 'xapp-sandbox', socketTimes }: RoomOptions): SocketReceiver {
  const client = slackClient({ token: appToken, apiUrl: `${url}/slack/api/`, log });
  const times = { firstWaitMs: 20, longestWaitMs: 50, ...socketTimes };
  return socketReceiver({ client, log, chance: systemChance, times });
}

async function listen(
  app: express.Express,
  slack?: SlackEmulator,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server: Server = createServer(app);
  if (slack !== undefined) server.on('upgrade', slack.sockets.upgrade);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
