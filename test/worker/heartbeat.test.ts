import { expect, it, vi } from 'vitest';
import { startHeartbeat } from '../../adapters/worker/heartbeat.ts';

it('asks a bridge how it is only when it was not heard for a while, and stops with the process', async () => {
  vi.useFakeTimers();
  const stopping = new AbortController();
  const asked: string[] = [];
  const site = (id: string) => ({
    company: { id },
    sage: { health: () => (asked.push(id), Promise.reject(new Error('away'))) },
  });
  const heard = new Map([['busy', 0]]);
  startHeartbeat({
    sites: () => [site('busy'), site('quiet')],
    lastAnswer: (company) => heard.get(company),
    now: () => Date.now(),
    stop: stopping.signal,
  });

  heard.set('busy', Date.now() + 30_000);
  await vi.advanceTimersByTimeAsync(60_000);
  const first = [...asked];
  stopping.abort();
  await vi.advanceTimersByTimeAsync(600_000);
  vi.useRealTimers();

  expect(first).toEqual(['quiet']);
  expect(asked).toEqual(['quiet']);
});
