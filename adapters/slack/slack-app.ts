import { App, type Receiver } from '@slack/bolt';
import type { Conversation } from '../../src/ports/conversation.ts';
import type { Log } from '../../src/ports/log.ts';
import type { CallBudget } from './call-budget.ts';
import type { Outgoing } from '../system/outgoing.ts';
import type { SlackClient } from './slack-client.ts';
import { homePages } from './home-pages.ts';
import { slackGate } from './slack-gate.ts';
import { watchIdentity, type IdentityDeps, type SlackIdentity } from './slack-identity.ts';
import { addListeners } from './slack-listeners.ts';
import { slackLogger } from './slack-logger.ts';
import { slackMembers } from './slack-members.ts';
import { privateAnswers } from './private-answer.ts';

export interface SlackListenersOptions {
  /** Over HTTP or over a socket: what arrives is listened to in the same way. */
  readonly receiver: Receiver;
  readonly client: SlackClient;
  readonly conversation: Conversation;
  readonly budget: CallBudget;
  readonly log: Log;
  /** The host's time, and not a clock that follows a sandbox. */
  readonly now?: () => number;
  readonly retryAfterMs?: IdentityDeps['retryAfterMs'];
  readonly outgoing?: Outgoing;
}

export interface SlackListeners {
  /** Resolves once Slack has said which workspace and app this is; until then everybody is refused. */
  readonly identified: Promise<SlackIdentity>;
  /** Stops asking Slack and waits for the answers under way. */
  close(): Promise<void>;
}

/** Listens to what people do in Slack and hands it to the conversation. */
export function createSlackListeners(options: SlackListenersOptions): SlackListeners {
  const { receiver, client, conversation, budget, log, now = Date.now, retryAfterMs, outgoing } = options;
  const identity = watchIdentity({ client, log, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
  const logger = slackLogger(log);

  const listener = new App({
    receiver,
    logger,
    // Bolt calls Slack for nothing: every call is ours, with our own limits
    authorize: async () => ({}),
    convoStore: false,
    ignoreSelf: false,
  });
  listener.error(async ({ code }) => log.error('slack.listener.failed', { code }));

  const homes = homePages({ client, conversation, budget, log });
  const settled = addListeners(listener, {
    ...{ conversation, client, homes, log },
    gate: slackGate({ identity, members: slackMembers(client, now), log }),
    answerPrivately: privateAnswers({ client, log, ...(outgoing === undefined ? {} : { outgoing }) }),
  });

  return {
    identified: identity.known,
    async close() {
      identity.stop();
      homes.close();
      await settled();
    },
  };
}
