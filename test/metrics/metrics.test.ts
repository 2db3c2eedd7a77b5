import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { createInstruments, type Instruments } from '../../adapters/metrics/metrics.ts';
import { createMemoryBacking } from '../../adapters/store/memory/memory-backing.ts';
import { memoryStore } from '../../adapters/store/memory/memory-store.ts';
import type { Store } from '../../src/ports/store.ts';
import { instant } from '../../src/shared/dates.ts';
import { fail, ok } from '../../src/shared/result.ts';
import { quietLog } from '../fakes/bot.ts';
import { handClock, type HandClock } from '../store/hand-clock.ts';
import { figure } from './figures.ts';

interface Watched extends Instruments {
  readonly clock: HandClock;
}

function watched(changes: (store: Store) => Partial<Store> = () => ({})): Watched {
  const clock = handClock();
  const memory = memoryStore({ backing: createMemoryBacking(), clock });
  const instruments = createInstruments({
    ...{ clock, log: quietLog(), folder: tmpdir() },
    store: { ...memory, ...changes(memory) },
    build: { version: '1.2.3', store: 'files' },
    soonMs: () => ({ work: 1_000, outbox: 30_000 }),
  });
  return { ...instruments, clock };
}

it('is at rest when all that is left waits for a time to come, and not between two steps that follow by themselves', async () => {
  const { store, clock, text } = watched();
  const inMs = (ms: number) => instant(clock.now() + ms);
  await store.commit({
    enqueue: [
      { queue: 'transfer', key: 'retry', runAt: inMs(60_000) },
      { queue: 'paint', key: 'tomorrow', runAt: inMs(86_400_000) },
    ],
  });
  const resting = await text();
  await store.commit({
    enqueue: [
      { queue: 'look', key: 'now', runAt: inMs(0) },
      { queue: 'transfer', key: 'asked-again-soon', runAt: inMs(900) },
      { queue: 'notice', key: 'slack-said-wait', runAt: inMs(20_000) },
    ],
  });
  const busy = await text();

  expect(figure(resting, 'countersign_work_due')).toBe(0);
  expect(figure(resting, 'countersign_outbox_due')).toBe(0);
  expect(figure(resting, 'countersign_queue_jobs{queue="transfer"}')).toBe(1);
  expect(figure(busy, 'countersign_work_due')).toBe(2);
  expect(figure(busy, 'countersign_outbox_due')).toBe(1);
});

it('tells how long the oldest due job waits', async () => {
  const { store, clock, text } = watched();
  await store.commit({ enqueue: [{ queue: 'transfer', key: 't1', runAt: clock.now() }] });
  clock.advance(90_000);

  const figures = await text();

  expect(figure(figures, 'countersign_queue_due{queue="transfer"}')).toBe(1);
  expect(figure(figures, 'countersign_queue_oldest_seconds{queue="transfer"}')).toBe(90);
  expect(figure(figures, 'countersign_queue_oldest_seconds{queue="look"}')).toBe(0);
});

it('answers with what it knew when the store is away or does not answer, and says that it cannot be written', async () => {
  let away: 'no' | 'throws' | 'hangs' = 'no';
  const trouble = <T>(answer: () => Promise<T>): Promise<T> =>
    away === 'no' ? answer() : away === 'throws' ? Promise.reject(new Error('away')) : new Promise<T>(() => undefined);
  const { store, clock, text } = watched((memory) => ({
    health: () => trouble(memory.health),
    due: (until) => trouble(() => memory.due(until)),
  }));
  await store.commit({ enqueue: [{ queue: 'transfer', key: 't1', runAt: clock.now() }] });
  await text();

  for (away of ['throws', 'hangs'] as const) {
    const figures = await text();
    expect(figure(figures, 'countersign_store_writable')).toBe(0);
    expect(figure(figures, 'countersign_work_due')).toBe(1);
  }
});

it('notes the last good answer of each system, and what every call came to', async () => {
  const { port, answers, text, lastAnswer, clock } = watched();
  const sage = port('sage', '4401', {
    health: () => Promise.resolve(ok()),
    vendor: () => Promise.resolve(fail({ kind: 'unreachable' })),
    job: () => Promise.resolve(fail({ kind: 'not_found' })),
    name: () => 'no result',
    throws: () => Promise.reject(new Error('a bug')),
  });
  await sage.vendor();
  const before = lastAnswer('sage', '4401');
  clock.advance(5_000);
  await sage.job();
  await sage.health();
  expect(sage.name()).toBe('no result');
  await expect(sage.throws()).rejects.toThrow('a bug');
  const procore = answers('procore', '4401');
  procore(200, 580);
  clock.advance(1_000);
  for (const status of [500, 401, undefined]) procore(status);

  const figures = await text();

  expect(before).toBeUndefined();
  expect(lastAnswer('sage', '4401')).toBe(clock.now() - 1_000);
  expect(lastAnswer('procore', '4401')).toBe(clock.now() - 1_000);
  expect(figure(figures, 'countersign_calls_total{system="procore",company="4401",outcome="no_answer"}')).toBe(1);
  expect(figure(figures, 'countersign_last_answer_timestamp_seconds{system="sage",company="4401"}')).toBe(
    clock.now() / 1000 - 1,
  );
  expect(figure(figures, 'countersign_calls_total{system="sage",company="4401",outcome="unreachable"}')).toBe(1);
  expect(figure(figures, 'countersign_calls_left{system="procore",company="4401"}')).toBe(580);
});

it('counts refused requests by who refused and why, and never keeps what a stranger sent as a label', async () => {
  const { log, text } = watched();
  log.warn('slack.request.refused', { reason: 'signature' });
  log.with({ part: 'x' }).warn('slack.request.refused', { reason: 'signature' });
  log.warn('procore.webhook_refused', { reason: 'drop table\n;' });
  log.error('job.failed', { reason: 'not_a_refusal' });

  const figures = await text();

  expect(figure(figures, 'countersign_refused_requests_total{at="slack.request.refused",reason="signature"}')).toBe(2);
  expect(figure(figures, 'countersign_refused_requests_total{at="procore.webhook_refused",reason="other"}')).toBe(1);
  expect(figures).not.toContain('not_a_refusal');
  expect(figure(figures, 'countersign_log_lines_total{level="error"}')).toBe(1);
});

it('says what runs, where the space is, and how the process does', async () => {
  const figures = await watched().text();

  expect(figure(figures, `countersign_build_info{version="1.2.3",node="${process.version}",store="files"}`)).toBe(1);
  expect(figure(figures, 'countersign_store_free_bytes')).toBeGreaterThan(0);
  expect(figures).toContain('process_cpu_seconds_total');
});
