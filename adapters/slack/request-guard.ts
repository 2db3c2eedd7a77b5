import type { RequestHandler } from 'express';
import type { Log } from '../../src/ports/log.ts';

const mostSkewMs = 5 * 60_000;

/**
 * Stands before Bolt, which takes any signature version and a timestamp from the future. Whether the signature holds
 * is Bolt's to say. A signature does not say that a request is new: a store of signatures already seen belongs here.
 */
export function requestGuard(log: Log, now: () => number): RequestHandler {
  return (request, response, next) => {
    const reason = refusal(request.header('x-slack-signature'), request.header('x-slack-request-timestamp'), now());
    if (reason === undefined) {
      next();
      return;
    }
    log.warn('slack.request.refused', { reason });
    response.status(401).end();
  };
}

function refusal(signature: string | undefined, timestamp: string | undefined, now: number): string | undefined {
  if (signature === undefined || !/^v0=[0-9a-f]{64}$/.test(signature)) return 'signature';
  if (timestamp === undefined || !/^\d{1,11}$/.test(timestamp)) return 'timestamp';
  return Math.abs(now - Number(timestamp) * 1000) > mostSkewMs ? 'time' : undefined;
}
