import express from 'express';
import { afterEach, expect, it } from 'vitest';
import { listen, type Listening } from '../../adapters/http/listening.ts';
import { pageRouter, type PageOptions } from '../../adapters/sandbox/page/page-router.ts';

let listening: Listening | undefined;
afterEach(async () => {
  await listening?.stop(0);
  listening = undefined;
});

async function served(options: Partial<PageOptions> = {}): Promise<string> {
  const app = express();
  app.use(pageRouter({ snapshot: () => ({ world: {} }), botUrl: 'http://127.0.0.1:1', ...options }));
  const started = await listen(app, { port: 0, host: '127.0.0.1' });
  if (!started.ok) throw new Error(started.failure.code);
  listening = started.value;
  return `http://127.0.0.1:${listening.port}`;
}

/** The events as they come. */
async function* events(url: string): AsyncGenerator {
  const { body } = await fetch(`${url}/_page/events`);
  if (body === null) throw new Error('there is no stream');
  let text = '';
  for await (const part of body.pipeThrough(new TextDecoderStream())) {
    text += part;
    const whole = text.split('\n\n');
    text = whole.pop() ?? '';
    for (const event of whole) if (event.startsWith('data: ')) yield JSON.parse(event.slice(6));
  }
}

it('lets the browser ask for nothing but what the sandbox serves itself', async () => {
  const response = await fetch(await served());

  expect(response.headers.get('content-type')).toMatch(/text\/html/);
  expect(response.headers.get('content-security-policy')).toMatch(/default-src 'none'.*connect-src 'self'/);
  expect(await response.text()).not.toMatch(/https?:\/\//);
});

it('says what is missing and what to do where the packages for development are not installed', async () => {
  const url = await served({ missing: () => ['react', 'esbuild'] });

  const page = await (await fetch(url)).text();

  expect(page).toContain('react, esbuild');
  expect(page).toContain('npm ci');
  expect(page).toContain('href="/_control/world"');
  expect(page).not.toContain('<script');
});

it('makes one program and one style sheet of the page, without the name of anything outside', async () => {
  const url = await served();

  const [script, styles] = await Promise.all([fetch(`${url}/_page/main.js`), fetch(`${url}/_page/main.css`)]);

  expect(script.headers.get('content-type')).toMatch(/javascript/);
  expect(styles.headers.get('content-type')).toMatch(/css/);
  expect(await script.text()).toContain('/_page/events');
  expect(await styles.text()).not.toMatch(/@import|url\(["']?(?:https?:)?\/\//);
}, 30_000);

it('pushes the world to who listens when it has changed, and only then', async () => {
  let writes = 0;
  let looks = 0;
  const url = await served({
    snapshot: () => {
      looks += 1;
      // some time after the first look, so that there are looks at which nothing is new
      if (looks === 4) writes = 1;
      return { writes };
    },
  });
  const told: unknown[] = [];

  for await (const event of events(url)) {
    told.push((event as { readonly writes: number }).writes);
    if (writes === 1 && told.at(-1) === 1) break;
  }

  expect(told.filter((count) => count === 1)).toEqual([1]);
  expect(told.length).toBeLessThan(4);
});
