import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import type { Log } from '../../src/ports/log.ts';

/** Figures for whoever watches the bot. */
export interface Metrics {
  readonly contentType: string;
  text(): Promise<string>;
}

export interface AppOptions {
  readonly log: Log;
  /** Why the bot cannot take work now; empty when it can. */
  readonly notReady: () => Promise<readonly string[]>;
  /** What operators should know though the bot is ready, such as a chat that is away. */
  readonly notes?: () => readonly string[];
  readonly metrics: Metrics;
  /** Adds the routes of chats and webhooks. Each parses its own bodies: some are signed as they came. */
  readonly mount: (app: Express) => void;
}

/** The one web application: what operators ask, what the adapters mount, and an answer for everything else. */
export function createApp({ log, notReady, notes = () => [], metrics, mount }: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.use((_request, response, next) => {
    response.set({ 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-store' });
    next();
  });

  app.get('/livez', (_request, response) => {
    response.json({ status: 'ok', reasons: [] });
  });
  app.get('/readyz', async (_request, response) => {
    const reasons = await notReady();
    const said = notes();
    const more = said.length === 0 ? {} : { notes: said };
    if (reasons.length === 0) response.json({ status: 'ok', reasons, ...more });
    else response.status(503).json({ status: 'not ready', reasons, ...more });
  });
  app.get('/metrics', async (_request, response) => {
    const text = await metrics.text();
    response.set('Content-Type', metrics.contentType).send(text);
  });

  mount(app);

  app.use(nothingHere, errorHandler(log));
  return app;
}

export const nothingHere: RequestHandler = (_request, response) => {
  response.status(404).json({ error: { code: 'not_found', message: 'There is nothing at this address.' } });
};

/** Says what is wrong with a request, and of our own faults only that there was one. */
export function errorHandler(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const status = clientStatus(error);
    if (status === undefined) {
      const { name, message, stack = '' } = error instanceof Error ? error : new Error(String(error));
      log.error('http.failed', { method: request.method, path: request.path, name, message, stack });
    }
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const message =
      status === undefined ? 'Something went wrong here; the log says what.' : 'The request is not valid.';
    response
      .status(status ?? 500)
      .json({ error: { code: status === undefined ? 'internal' : 'bad_request', message } });
  };
}

function clientStatus(error: unknown): number | undefined {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}
