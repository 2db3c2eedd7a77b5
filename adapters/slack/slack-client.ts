import { webApi } from '@slack/bolt';
import type { Log } from '../../src/ports/log.ts';
import { directly, type Outgoing } from '../system/outgoing.ts';
import { slackLogger } from './slack-logger.ts';

const { WebClient } = webApi;

export type SlackClient = webApi.WebClient;

export interface SlackClientOptions {
  readonly token: string;
  readonly apiUrl: string;
  readonly log: Log;
  readonly timeoutMs?: number;
  readonly outgoing?: Outgoing;
}

/**
 * Slack's Web API without its client's own retries: it would post again after a lost answer and make a second card.
 * What is to be repeated, and when, is decided where the answer is recorded.
 */
export function slackClient({
  token,
  apiUrl,
  log,
  timeoutMs = 10_000,
  outgoing = directly,
}: SlackClientOptions): SlackClient {
  return new WebClient(token, {
    slackApiUrl: apiUrl,
    fetch: outgoing.fetch,
    timeout: timeoutMs,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    logger: slackLogger(log),
  });
}

export const slackApiUrl = 'https://slack.com/api/';
