import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it, vi } from 'vitest';
import { followingClock } from '../../adapters/system/following-clock.ts';
import { systemChance } from '../../adapters/system/system-chance.ts';
import { systemClock } from '../../adapters/system/system-clock.ts';

const stop = new AbortController();
let server: Server | undefined;
afterEach(() => server?.close());

const hour = 3_600_000;

async function served(now: () => number): Promise<string> {
  server = createServer((_request, response) => response.end(JSON.stringify({ now: now() })));
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/_control/clock`;
}

it('ends every sleep when the process is told to stop', async () => {
  const stopping = new AbortController();
  const clock = systemClock(stopping.signal);

  const sleeping = clock.sleep(hour);
  stopping.abort();

  await sleeping;
  await clock.sleep(hour);
});

it('sleeps longer than a timer can hold', async () => {
  const stopping = new AbortController();
  let awake = false;
  void systemClock(stopping.signal)
    .sleep(2 ** 40)
    .then(() => (awake = true));

  await systemClock(stop.signal).sleep(20);

  expect(awake).toBe(false);
  stopping.abort();
});

it('follows a clock that is ahead, and ends a sleep when that one is set forward', async () => {
  let ahead = hour;
  const stopping = new AbortController();
  const clock = await followingClock({
    url: await served(() => Date.now() + ahead),
    stop: stopping.signal,
    everyMs: 5,
  });

  const start = clock.now();
  const sleeping = clock.sleep(hour);
  ahead += 2 * hour;
  await sleeping;

  expect(start - Date.now()).toBeGreaterThan(hour - 1_000);
  expect(clock.now() - start).toBeGreaterThanOrEqual(hour);
  stopping.abort();
});

it('keeps the last time it was told while the other side is away', async () => {
  const stopping = new AbortController();
  const asked = vi.fn(() => Date.now() + hour);
  const clock = await followingClock({ url: await served(asked), stop: stopping.signal, everyMs: 5 });
  server?.closeAllConnections();
  server?.close();

  await clock.refresh().catch(() => undefined);

  expect(clock.now() - Date.now()).toBeGreaterThan(hour - 1_000);
  stopping.abort();
});

it.each(['http://10.0.0.1/clock', 'https://example.com/', 'http://127.0.0.1.example.com/', 'nonsense'])(
  'follows no clock outside this machine: %s',
  async (url) => {
    await expect(followingClock({ url, stop: stop.signal })).rejects.toThrow('this machine only');
  },
);

it('makes ids of letters and digits, and fractions from 0 to below 1', () => {
  const ids = Array.from({ length: 100 }, () => systemChance.id());
  const fractions = Array.from({ length: 100 }, () => systemChance.fraction());

  expect(new Set(ids).size).toBe(100);
  expect(ids.every((id) => /^[a-z0-9]{20,}$/i.test(id))).toBe(true);
  expect(fractions.every((fraction) => fraction >= 0 && fraction < 1)).toBe(true);
  expect(new Set(fractions).size).toBeGreaterThan(90);
});
