import type { Application } from 'express';
import type { Chat } from '../../src/ports/chat.ts';
import type { Conversation } from '../../src/ports/conversation.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Log } from '../../src/ports/log.ts';
import type { SlackAccess } from '../config/environment.ts';
import type { SlackLimits } from '../config/slack-schema.ts';
import { createCallBudget } from './call-budget.ts';
import { httpReceiver } from './http-receiver.ts';
import { createSlackListeners } from './slack-app.ts';
import { slackChat } from './slack-chat.ts';
import { slackClient } from './slack-client.ts';

export interface SlackConnection {
  readonly chat: Chat;
  close(): Promise<void>;
}

/** Slack as a whole: what the bot says there, and what it hears on the given web application. */
export function connectSlack(deps: {
  readonly app: Application;
  readonly access: SlackAccess;
  readonly conversation: Conversation;
  readonly log: Log;
  readonly clock: Clock;
  /** Asked anew each time, so that a changed file holds at once. */
  readonly limits: () => SlackLimits;
}): SlackConnection {
  const { app, access, conversation, log, clock, limits } = deps;
  if (access.delivery.kind === 'socket') {
    throw new Error('Socket Mode is not part of this version: unset SLACK_APP_TOKEN and set SLACK_SIGNING_SECRET');
  }
  const client = slackClient({ token: access.botToken, apiUrl: access.apiUrl, log });
  const { signingSecret } = access.delivery;
  const receiver = httpReceiver({ app, signingSecret, log });
  const listeners = createSlackListeners({ receiver, client, conversation, log });
  const budget = createCallBudget(clock, limits);
  return { chat: slackChat({ client, budget }), close: () => listeners.close() };
}
