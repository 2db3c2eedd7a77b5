import { App, ExpressReceiver } from '@slack/bolt';
import type { Application } from 'express';
import type { Conversation } from '../../src/ports/conversation.ts';
import type { Log } from '../../src/ports/log.ts';
import { requestGuard } from './request-guard.ts';
import type { SlackClient } from './slack-client.ts';
import { slackGate } from './slack-gate.ts';
import { watchIdentity, type IdentityDeps, type SlackIdentity } from './slack-identity.ts';
import { addListeners } from './slack-listeners.ts';
import { slackLogger } from './slack-logger.ts';
import { slackMembers } from './slack-members.ts';
import { privateAnswers } from './private-answer.ts';

export const slackPath = '/slack/events';

export interface SlackListenersOptions {
  /** Slack's route is added to it; nothing may read the bodies of that route before. */
  readonly app: Application;
  readonly signingSecret: string;
  readonly client: SlackClient;
  readonly conversation: Conversation;
  readonly log: Log;
  /** The host's time, as Bolt itself reads it, and not a clock that follows a sandbox. */
  readonly now?: () => number;
  readonly retryAfterMs?: IdentityDeps['retryAfterMs'];
}

export interface SlackListeners {
  /** Resolves once Slack has said which workspace and app this is; until then everybody is refused. */
  readonly identified: Promise<SlackIdentity>;
  /** Stops asking Slack and waits for the answers under way. */
  close(): Promise<void>;
}

/** Listens to what people do in Slack and hands it to the conversation. */
export function createSlackListeners(options: SlackListenersOptions): SlackListeners {
  const { app, signingSecret, client, conversation, log, now = Date.now, retryAfterMs } = options;
  const identity = watchIdentity({ client, log, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
  const logger = slackLogger(log);

  app.post(slackPath, requestGuard(log, now));
  const receiver = new ExpressReceiver({ app, signingSecret, endpoints: slackPath, bodyLimit: '256kb', logger });
  const listener = new App({
    receiver,
    logger,
    // Bolt calls Slack for nothing: every call is ours, with our own limits
    authorize: async () => ({}),
    convoStore: false,
    ignoreSelf: false,
  });
  listener.error(async ({ code }) => log.error('slack.listener.failed', { code }));

  const settled = addListeners(listener, {
    conversation,
    client,
    log,
    gate: slackGate({ identity, members: slackMembers(client, now), log }),
    answerPrivately: privateAnswers({ client, log }),
  });

  return {
    identified: identity.known,
    async close() {
      identity.stop();
      await settled();
    },
  };
}
