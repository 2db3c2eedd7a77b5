import type { App, Receiver } from '@slack/bolt';
import type { Application, Request, Response } from 'express';
import type { Log } from '../../src/ports/log.ts';
import { recentKeys } from '../system/recent-keys.ts';
import { answerOnce } from './answer-once.ts';
import { cutUnlessEnded } from '../system/read-body.ts';
import { receiveRequest } from './receive-request.ts';

export const slackPath = '/slack/events';

export interface HttpReceiverOptions {
  /** Slack's route is added to it; nothing may read the bodies of that route before. */
  readonly app: Application;
  readonly signingSecret: string;
  readonly log: Log;
  /** The host's time, and not a clock that follows a sandbox: it is compared with Slack's. */
  readonly now?: () => number;
}

/** A request may be signed for a moment five minutes ahead, and is then valid for ten. */
const keptMs = 10 * 60_000;
const mostKept = 50_000;

/** Slack calls us, and signs what it sends. Whatever arrives is answered, and what was there before only once. */
export function httpReceiver(options: HttpReceiverOptions): Receiver {
  const { app, signingSecret, log, now = Date.now } = options;
  if (signingSecret === '') throw new Error('an empty signing secret would let everybody in');
  const seen = recentKeys({ now, keptMs, most: mostKept });
  let bolt: App | undefined;

  app.post(slackPath, async (request, response) => {
    const received = await receiveRequest(request, { signingSecret, now: now(), seen });
    if (received.ok) return hand(received.value, request, response);
    const { status, reason } = received.failure;
    if (status === 200 && reason !== 'replayed') log.info('slack.request.ignored', { reason });
    else log.warn('slack.request.refused', { reason });
    response.status(status).end();
    cutUnlessEnded(request);
  });

  async function hand({ body, delivery }: { body: object; delivery: string }, request: Request, response: Response) {
    if (isUrlCheck(body)) {
      response.json({ challenge: body.challenge });
      return;
    }
    const { ack, answered } = answerOnce(response);
    try {
      const retryNum = Number(request.header('x-slack-retry-num') ?? Number.NaN);
      await bolt?.processEvent({
        body,
        ack,
        customProperties: { delivery },
        ...(Number.isNaN(retryNum) ? {} : { retryNum }),
      });
    } catch (error) {
      // Bolt looks into a body before anybody else does, and falls over a shape it does not expect
      log.warn('slack.request.refused', { reason: 'shape', error: error instanceof Error ? error.name : typeof error });
      if (!answered()) response.status(400).end();
      return;
    }
    if (answered()) return;
    log.info('slack.request.ignored', { reason: 'unknown_type' });
    response.status(200).end();
  }

  return {
    init(instance) {
      bolt = instance;
    },
    start: async () => undefined,
    stop: async () => undefined,
  };
}

function isUrlCheck(body: object): body is { readonly challenge: string } {
  return (
    'type' in body && body.type === 'url_verification' && 'challenge' in body && typeof body.challenge === 'string'
  );
}
