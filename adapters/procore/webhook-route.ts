import { raw, Router, type ErrorRequestHandler, type Request, type Response } from 'express';
import type { Log } from '../../src/ports/log.ts';
import { readExactJson } from './exact-json.ts';
import { readDelivery, type Hint } from './webhook-payload.ts';
import { carriesSecret } from './webhook-secret.ts';

export interface WebhookOptions {
  /** What the Authorization header may carry for that company, or for any: two while one replaces the other. */
  readonly secretsOf: (companyId?: string) => readonly string[];
  /** Answers once the hint is on disk, or says that it cannot be put there. Must take a hint it has seen before. */
  readonly onHint: (hint: Hint) => Promise<'recorded' | 'unavailable'>;
  readonly log: Log;
}

export const webhooksPath = '/procore/webhooks';
const largestBody = '64kb';

/**
 * `POST /procore/webhooks`. Anything but 2xx makes Procore hold back and repeat the whole queue of the hook, and drop
 * it after twelve hours, so what is merely not for us is accepted. A dropped event costs time only: polling finds it.
 */
export function procoreWebhookRoute(options: WebhookOptions): Router {
  const { secretsOf, log, onHint } = options;
  if (secretsOf().includes('')) throw new Error('an empty webhook secret would let everybody in');
  const router = Router();

  router.post(
    webhooksPath,
    (request, response, next) => {
      if (carriesSecret(request.get('authorization'), secretsOf())) return next();
      log.warn('procore.webhook_refused', { reason: 'authorization' });
      refuse(response, 401, 'unauthorized', 'The Authorization header does not carry the secret of this hook.');
    },
    (request, response, next) => {
      if (request.is('application/json') !== false) return next();
      refuse(response, 415, 'not_json', 'A delivery has the content type application/json.');
    },
    raw({ type: 'application/json', limit: largestBody }),
    receive,
  );
  router.use(webhooksPath, answerBodyError);
  return router;

  async function receive(request: Request, response: Response): Promise<void> {
    const text = utf8(request.body);
    const json = text === undefined ? undefined : readExactJson(text);
    if (json === undefined || !json.ok) return refuse(response, 400, 'not_json', 'The body is not JSON.');

    const reading = readDelivery(json.value);
    if (reading.kind === 'unreadable') {
      log.warn('procore.webhook_refused', { reason: 'payload' });
      return refuse(response, 400, 'not_an_event', 'The body is not an event in payload v2.0, v3.0 or v4.0.');
    }
    if (reading.kind === 'not_ours') {
      response.status(202).json({ ignored: true });
      return;
    }
    const { companyId } = reading.hint;
    if (!carriesSecret(request.get('authorization'), secretsOf(companyId))) {
      // Procore would repeat what is refused, and it cannot become right
      log.warn('procore.webhook_ignored', { reason: 'company' });
      response.status(202).json({ ignored: true });
      return;
    }
    const outcome = await onHint(reading.hint);
    if (outcome === 'recorded') response.status(200).json({ recorded: true });
    else refuse(response, 503, 'not_recorded', 'The event could not be recorded. Deliver it again later.');
  }
}

/** Errors of the body parser: too large, cut off, an unknown encoding. What it says of itself is not passed on. */
const answerBodyError: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  const status = bodyErrorStatus(error);
  if (status === undefined || response.headersSent) return next(error);
  if (status === 413) return refuse(response, 413, 'too_large', `A delivery has at most ${largestBody}.`);
  refuse(response, status, 'unreadable_body', 'The body could not be read.');
};

function bodyErrorStatus(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('status' in error) || !('type' in error)) return undefined;
  return typeof error.status === 'number' && error.status >= 400 && error.status < 500 ? error.status : undefined;
}

function utf8(body: unknown): string | undefined {
  if (!Buffer.isBuffer(body)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return undefined;
  }
}

function refuse(response: Response, status: number, code: string, message: string): void {
  response.status(status).json({ error: { code, message } });
}
