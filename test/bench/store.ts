import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { lowdbStore } from '../../adapters/store/lowdb/lowdb-store.ts';
import { pinoLog } from '../../adapters/system/pino-log.ts';
import { systemClock } from '../../adapters/system/system-clock.ts';
import type { Store } from '../../src/ports/store.ts';
import { fillWithEnded, must, transition } from './ended-transfers.ts';
import { circumstances, goal, percentile, print } from './figures.ts';

/**
 * `npm run bench`: what a durable decision costs with few and with many ended transfers behind it, against a bare append
 * with fdatasync in the same run. Ratios are what counts; the raw numbers depend on the disk and on who else is busy.
 */

const sizes = [1_000, 100_000];
const samples = 2_000;

async function opened(folder: string): Promise<Store> {
  const onFatal = (error: Error): void => {
    throw error;
  };
  const store = await lowdbStore({
    folder,
    clock: systemClock(new AbortController().signal),
    log: pinoLog('silent'),
    onFatal,
  });
  if (!store.ok) throw new Error(store.failure.kind);
  return store.value;
}

async function timed(act: (n: number) => Promise<unknown>): Promise<readonly number[]> {
  const took: number[] = [];
  for (let n = 0; n < samples; n += 1) {
    const started = performance.now();
    await act(n);
    took.push(performance.now() - started);
  }
  return took;
}

/** The floor: the same bytes appended and synced, one after the other. */
async function bareAppends(folder: string): Promise<readonly number[]> {
  const file = await open(join(folder, 'bare.log'), 'a');
  const line = `${'x'.repeat(1_800)}\n`;
  const took = await timed(async () => {
    await file.appendFile(line);
    await file.datasync();
  });
  await file.close();
  return took;
}

const folder = await mkdtemp(join(tmpdir(), 'countersign-bench-'));
print(`${circumstances()}, ${samples} samples each\n`);
const medians: number[] = [];
let filled = 0;
let longest = 0;
const delay = monitorEventLoopDelay({ resolution: 5 });
for (const size of sizes) {
  const store = await opened(join(folder, 'data'));
  await fillWithEnded(store, { from: filled, to: size });
  filled = size;
  delay.reset();
  delay.enable();
  const base = filled;
  const commits = await timed((n) => must(store.commit(transition(base + n, true, 0))));
  // they end again, so that the next size is one of ended transfers
  for (let n = 0; n < samples; n += 1) await must(store.commit(transition(base + n, false, 1)));
  filled += samples;
  delay.disable();
  longest = Math.max(longest, delay.max / 1e6);
  const bare = await bareAppends(folder);
  const p50 = percentile(commits, 0.5);
  medians.push(p50);
  print(
    `${size} ended transfers: commit p50 ${p50.toFixed(3)} ms, p99 ${percentile(commits, 0.99).toFixed(2)} ms; bare append + fdatasync p50 ${percentile(bare, 0.5).toFixed(3)} ms; ratio ${(p50 / percentile(bare, 0.5)).toFixed(2)}`,
  );
  print(
    `  longest event-loop block ${(delay.max / 1e6).toFixed(1)} ms; RSS ${Math.round(process.memoryUsage().rss / 2 ** 20)} MB`,
  );
  await store.close();
  const started = performance.now();
  const again = await opened(join(folder, 'data'));
  print(`  start-up ${(performance.now() - started).toFixed(0)} ms`);
  await again.close();
}
print(goal(`a commit at ${sizes[1]} ended transfers against ${sizes[0]}`, (medians[1] ?? 0) / (medians[0] ?? 1), 1.3));
print(goal('longest event-loop block', longest, 50, ' ms'));
await rm(folder, { recursive: true, force: true });
