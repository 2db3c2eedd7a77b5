import { request } from 'node:http';
import express, { type Express } from 'express';
import { afterEach, expect, it, vi } from 'vitest';
import { createApp } from '../../adapters/http/app.ts';
import { listen, type Listening } from '../../adapters/http/listening.ts';
import { notReady } from '../../adapters/http/readiness.ts';
import { createMemoryBacking } from '../../adapters/store/memory/memory-backing.ts';
import { memoryStore } from '../../adapters/store/memory/memory-store.ts';
import type { Log } from '../../src/ports/log.ts';
import { handClock } from '../store/hand-clock.ts';

const open: Listening[] = [];
afterEach(() => Promise.all(open.splice(0).map((listening) => listening.stop(0))));

const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn(), with: (): Log => log };

interface Served {
  readonly url: string;
  readonly listening: Listening;
}

async function served(
  mount: (app: Express) => void = () => undefined,
  reasons: () => Promise<readonly string[]> = () => Promise.resolve([]),
): Promise<Served> {
  const metrics = { contentType: 'text/plain; version=0.0.4', text: () => Promise.resolve('countersign_work_due 3\n') };
  const app = createApp({ log, notReady: reasons, metrics, mount });
  const started = await listen(app, { port: 0, host: '127.0.0.1' });
  if (!started.ok) throw new Error(started.failure.code);
  open.push(started.value);
  return { url: `http://127.0.0.1:${started.value.port}`, listening: started.value };
}

it('says that it lives', async () => {
  const { url } = await served();

  const answer = await fetch(`${url}/livez`);

  expect([answer.status, await answer.json()]).toEqual([200, { status: 'ok', reasons: [] }]);
});

it('says why it is not ready', async () => {
  const store = memoryStore({ backing: createMemoryBacking(), clock: handClock() });
  const deps = { store, recovered: () => true, stopping: () => false };
  const { url } = await served(undefined, () => notReady(deps));

  const ready = await fetch(`${url}/readyz`);
  await store.close();
  const closed = await fetch(`${url}/readyz`);

  expect([ready.status, await ready.json()]).toEqual([200, { status: 'ok', reasons: [] }]);
  expect([closed.status, await closed.json()]).toEqual([
    503,
    { status: 'not ready', reasons: ['The store is not open.'] },
  ]);
});

it.each([
  [{ recovered: () => false }, /unfinished/],
  [{ stopping: () => true }, /stopping/],
  [
    {
      store: {
        health: () => Promise.resolve({ writable: false, backlog: { look: 0, transfer: 0, paint: 0, notice: 0 } }),
      },
    },
    /disk/,
  ],
])('is not ready (%#)', async (changes, reason) => {
  const store = memoryStore({ backing: createMemoryBacking(), clock: handClock() });

  expect(await notReady({ store, recovered: () => true, stopping: () => false, ...changes })).toEqual([
    expect.stringMatching(reason),
  ]);
});

it('shows its figures as text', async () => {
  const { url } = await served();

  const answer = await fetch(`${url}/metrics`);

  expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
  expect(await answer.text()).toBe('countersign_work_due 3\n');
});

it('answers JSON where there is nothing', async () => {
  const { url } = await served();

  const answer = await fetch(`${url}/nothing/%E0%A4%A`, { method: 'POST', body: 'x' });

  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(await answer.json()).toMatchObject({ error: { code: expect.any(String) as unknown } });
});

it('never shows a stack, and logs our own faults', async () => {
  const { url } = await served((app) => {
    app.get('/fault', () => {
      throw new Error('secret detail');
    });
    app.post('/json', express.json({ limit: 10 }), (_request, response) => void response.json({}));
  });

  const fault = await fetch(`${url}/fault`);
  const headers = { 'content-type': 'application/json' };
  const malformed = await fetch(`${url}/json`, { method: 'POST', headers, body: '{"a"' });
  const large = await fetch(`${url}/json`, { method: 'POST', headers, body: '{"a": "bbbbbbbbbbbbbb"}' });

  expect([fault.status, malformed.status, large.status]).toEqual([500, 400, 413]);
  expect(await fault.text()).not.toMatch(/secret|stack| at /);
  expect(log.error).toHaveBeenCalledTimes(1);
  expect(log.error).toHaveBeenCalledWith('http.failed', expect.objectContaining({ path: '/fault' }));
});

it('lets a request under way finish when it stops, and takes no new one', async () => {
  let finish = (): void => undefined;
  let begun = (): void => undefined;
  const underWay = new Promise<void>((resolve) => (begun = resolve));
  const { url, listening } = await served((app) => {
    app.get('/slow', (_request, response) => {
      finish = () => void response.json({ done: true });
      begun();
    });
  });

  const answer = fetch(`${url}/slow`);
  await underWay;
  const stopped = listening.stop(60_000);
  await expect(fetch(`${url}/livez`)).rejects.toThrow();
  finish();

  expect(await (await answer).json()).toEqual({ done: true });
  await stopped;
});

it('cuts what does not finish in time', async () => {
  const { url, listening } = await served((app) => {
    app.get('/never', () => undefined);
  });
  const cut = new Promise((resolve) => request(`${url}/never`).on('error', resolve).end());
  await fetch(`${url}/livez`);

  await listening.stop(0);

  expect(await cut).toBeInstanceOf(Error);
});

it('answers why it cannot listen', async () => {
  const { listening } = await served();

  const second = await listen(() => undefined, { port: listening.port, host: '127.0.0.1' });

  expect(second).toEqual({ ok: false, failure: { kind: 'not_listening', code: 'EADDRINUSE' } });
});
