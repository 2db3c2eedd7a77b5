import { Router } from 'express';
import type { JsonObject } from '../../../src/shared/json.ts';
import { watchBot } from './bot-state.ts';
import { bundlePage, missingPackages, type Bundle } from './bundle.ts';
import { serveEvents } from './events.ts';
import { plainPage, shell } from './html.ts';

export interface PageOptions {
  /** Everything that the page shows. */
  readonly snapshot: () => JsonObject;
  readonly botUrl: string;
  /** Begins everything again, the bot included. */
  readonly startAfresh?: (() => Promise<void>) | undefined;
  readonly missing?: () => readonly string[];
}

/** The browser holds the page to it: whatever a record says, nothing outside this address is ever asked for. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src data:";

/** The page for people: `/`, its program, and the events that keep it live. */
export function pageRouter({ snapshot, botUrl, startAfresh, missing = missingPackages }: PageOptions): Router {
  const router = Router();
  const botUp = watchBot(botUrl);
  let made: Promise<Bundle> | undefined;
  // made when somebody first looks: a sandbox for scripts never waits for it
  const bundle = (): Promise<Bundle> => (made ??= bundlePage());

  router.get('/', (_request, response) => {
    const absent = missing();
    // begun while the browser reads the page; what goes wrong is told to the request for the program
    if (absent.length === 0) bundle().catch(() => undefined);
    response.setHeader('content-security-policy', policy);
    response.setHeader('cache-control', 'no-store');
    response.type('html').send(absent.length === 0 ? shell : plainPage(absent));
  });
  router.get('/_page/main.js', async (_request, response) => {
    const { script } = await bundle();
    response.setHeader('cache-control', 'no-store');
    response.type('js').send(script);
  });
  router.get('/_page/main.css', async (_request, response) => {
    const { styles } = await bundle();
    response.setHeader('cache-control', 'no-store');
    response.type('css').send(styles);
  });
  router.get(
    '/_page/events',
    serveEvents(() => {
      const bot = { url: botUrl, up: botUp() ?? null };
      return JSON.stringify({ bot, canStartAfresh: startAfresh !== undefined, ...snapshot() });
    }),
  );
  if (startAfresh !== undefined) {
    let under: Promise<void> | undefined;
    router.post('/_page/start-afresh', async (_request, response) => {
      under ??= startAfresh().finally(() => (under = undefined));
      await under;
      response.json({});
    });
  }
  return router;
}
