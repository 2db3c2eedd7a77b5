import type { Receiver } from '@slack/bolt';
import type { Application } from 'express';
import type { Chance } from '../../src/ports/chance.ts';
import type { Chat } from '../../src/ports/chat.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Conversation } from '../../src/ports/conversation.ts';
import type { Log } from '../../src/ports/log.ts';
import type { SlackAccess } from '../config/environment.ts';
import type { SlackLimits } from '../config/slack-schema.ts';
import type { Outgoing } from '../system/outgoing.ts';
import { createCallBudget } from './call-budget.ts';
import { httpReceiver } from './http-receiver.ts';
import { createSlackListeners } from './slack-app.ts';
import { slackChat } from './slack-chat.ts';
import { slackClient } from './slack-client.ts';
import type { SocketHealth } from './socket-health.ts';
import { socketReceiver, type SocketReceiver } from './socket-receiver.ts';

export interface SlackConnection {
  readonly chat: Chat;
  /** How the socket to Slack fares; `undefined` where Slack calls us. */
  readonly socket: (() => SocketHealth) | undefined;
  close(): Promise<void>;
}

export interface SlackConnectionDeps {
  /** Serves Slack's route; not in Socket Mode. */
  readonly app: Application;
  readonly access: SlackAccess;
  readonly conversation: Conversation;
  readonly log: Log;
  readonly clock: Clock;
  readonly chance: Chance;
  /** Asked anew each time, so that a changed file holds at once. */
  readonly limits: () => SlackLimits;
  /** Aborted when the process is told to stop: nothing new is taken from then on. */
  readonly stop: AbortSignal;
  readonly outgoing: Outgoing;
}

/** Slack as a whole: what the bot says there, and what it hears on the web application or over a socket. */
export function connectSlack(deps: SlackConnectionDeps): SlackConnection {
  const { app, access, conversation, log, clock, chance, limits, stop, outgoing } = deps;
  const { apiUrl, delivery } = access;
  const client = slackClient({ token: access.botToken, apiUrl, log, outgoing });
  const budget = createCallBudget(clock, limits);
  let workspace: string | undefined;
  const listen = (receiver: Receiver) => {
    const listeners = createSlackListeners({ receiver, client, conversation, budget, log, outgoing });
    void listeners.identified.then(({ teamId }) => {
      workspace = teamId;
    });
    return listeners;
  };
  const chat = slackChat({ client, budget, workspace: () => workspace });
  if (delivery.kind === 'http') {
    const listeners = listen(httpReceiver({ app, signingSecret: delivery.signingSecret, log }));
    return { chat, socket: undefined, close: () => listeners.close() };
  }
  const receiver = socketReceiver({
    client: slackClient({ token: delivery.appToken, apiUrl, log, outgoing }),
    ...{ log, chance, outgoing },
  });
  const listeners = listen(receiver);
  void receiver.start();
  stop.addEventListener('abort', () => receiver.drain());
  return { chat, socket: () => receiver.health(), close: () => closeBoth(receiver, () => listeners.close()) };
}

/** The answers first, then what carries them. */
async function closeBoth(receiver: SocketReceiver, listeners: () => Promise<void>): Promise<void> {
  await listeners();
  await receiver.stop();
}
