import type { Application as WebApplication, Request, Response } from 'express';
import type { Log } from '../../src/ports/log.ts';
import { fail, ok, type Result } from '../../src/shared/result.ts';
import { readStrictJson } from '../../src/shared/strict-json.ts';
import { cutUnlessEnded, readBody } from '../system/read-body.ts';
import { Activity } from './activities.ts';
import type { Turns } from './bot-framework.ts';

export const teamsPath = '/api/messages';

/** More than any activity we read; Teams takes about 100 KB of a message itself. */
const largestBody = 256 * 1024;

export interface ReceiverDeps {
  /** Teams' route is added to it; nothing may read the bodies of that route before. */
  readonly app: WebApplication;
  readonly turns: Turns;
  readonly isAllowed: (serviceUrl: string) => boolean;
  readonly log: Log;
}

interface TurnedAway {
  readonly status: 400 | 403 | 413 | 415;
  readonly reason: string;
}

/** Whatever arrives is answered: Microsoft's library rejects before it authenticates when it meets a body it does not expect. */
export function receiveActivities({ app, turns, isAllowed, log }: ReceiverDeps): void {
  app.post(teamsPath, async (request, response) => {
    const read = await readActivity(request, isAllowed);
    if (!read.ok) {
      log.warn('teams.request.refused', { reason: read.failure.reason });
      response.status(read.failure.status).end();
      cutUnlessEnded(request);
      return;
    }
    await hand(read.value, request, response);
  });

  async function hand(activity: Activity, request: Request, response: Response): Promise<void> {
    try {
      const { status, body } = await turns.take(activity, request.get('authorization') ?? '');
      if (status === 401) log.warn('teams.request.refused', { reason: 'token' });
      if (status >= 500) log.warn('teams.request.failed', { type: activity.type, status });
      // a fault is told by its number alone: its text may quote the request
      if (status < 300 && body !== undefined) response.status(status).json(body);
      else response.status(status).end();
    } catch (error) {
      log.error('teams.request.failed', {
        type: activity.type,
        error: error instanceof Error ? error.name : typeof error,
      });
      if (!response.headersSent) response.status(500).end();
    }
  }
}

async function readActivity(
  request: Request,
  isAllowed: (serviceUrl: string) => boolean,
): Promise<Result<Activity, TurnedAway>> {
  if (request.is('application/json') === false) return fail({ status: 415, reason: 'content_type' });
  // nothing is unpacked here, so nothing small can become large
  if ((request.get('content-encoding') ?? 'identity') !== 'identity')
    return fail({ status: 415, reason: 'content_encoding' });
  const bytes = await readBody(request, largestBody);
  if (!bytes.ok) return fail({ status: bytes.failure === 'too_large' ? 413 : 400, reason: bytes.failure });
  const text = utf8(bytes.value);
  if (text === undefined) return fail({ status: 400, reason: 'not_text' });
  const json = readStrictJson(text);
  if (!json.ok) return fail({ status: 400, reason: json.failure });
  const activity = Activity.safeParse(json.value).data;
  if (activity === undefined) return fail({ status: 400, reason: 'not_an_activity' });
  // before anything is looked at: an answer would go there
  return isAllowed(activity.serviceUrl) ? ok(activity) : fail({ status: 403, reason: 'service_address' });
}

function utf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
