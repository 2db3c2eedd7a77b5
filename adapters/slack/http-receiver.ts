import { ExpressReceiver, type Receiver } from '@slack/bolt';
import type { Application } from 'express';
import type { Log } from '../../src/ports/log.ts';
import { requestGuard } from './request-guard.ts';
import { slackLogger } from './slack-logger.ts';

export const slackPath = '/slack/events';

export interface HttpReceiverOptions {
  /** Slack's route is added to it; nothing may read the bodies of that route before. */
  readonly app: Application;
  readonly signingSecret: string;
  readonly log: Log;
  /** The host's time, as Bolt itself reads it, and not a clock that follows a sandbox. */
  readonly now?: () => number;
}

/** Slack calls us, and signs what it sends. */
export function httpReceiver({ app, signingSecret, log, now = Date.now }: HttpReceiverOptions): Receiver {
  app.post(slackPath, requestGuard(log, now));
  const logger = slackLogger(log);
  return new ExpressReceiver({ app, signingSecret, endpoints: slackPath, bodyLimit: '256kb', logger });
}
