import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { systemClock } from '../../../adapters/system/system-clock.ts';
import type { Entry, Store } from '../../../src/ports/store.ts';
import { instant } from '../../../src/shared/dates.ts';
import { transferId } from '../../../src/shared/ids.ts';
import { entry } from '../../conformance/store-port/opened.ts';
import { openStore } from './open-store.ts';

/**
 * Measures, on a disk of this machine, what a commit costs at 1,000 and at 100,000 ended transfers, how long the event
 * loop is held, and how a start goes with all of them there. Run by hand; the figures are printed as JSON.
 */
const many = Number(process.argv[2] ?? 100_000);
const filler = 'x'.repeat(1_200);
const folder = await mkdtemp(join(tmpdir(), 'countersign-measure-'));
const clock = systemClock(new AbortController().signal);
const loop = monitorEventLoopDelay({ resolution: 5 });

/** One transfer from offer to end: five kinds of rows, two entries, a job, a key. */
async function life(store: Store, n: number): Promise<void> {
  const id = `3f2b8c1e-0000-4000-8000-${String(n).padStart(12, '0')}`;
  const record = { 'transfers.record': `4401/subcontract/${n}` };
  await store.commit({
    expect: [{ collection: 'transfers', id, rev: 0 }],
    put: [
      { collection: 'transfers', id, value: { filler, n }, indexes: { 'transfers.open': '4401', ...record } },
      { collection: 'documents', id: `4401/${'d'.repeat(58)}${n}`, value: { filler } },
      {
        collection: 'records',
        id: `4401/subcontract/${n}`,
        value: { n },
        indexes: { 'records.number': `4401/sc-${n}` },
      },
      {
        collection: 'copies',
        id: `slack/${n}`,
        value: { n },
        indexes: { 'copies.transfer': id, 'copies.place': `${n}` },
      },
    ],
    entries: [told(id, 'awaiting')],
    enqueue: [{ queue: 'paint', key: id, runAt: clock.now() }],
  });
  await store.commit({
    put: [
      { collection: 'transfers', id, value: { filler, n, ended: true }, indexes: record },
      { collection: 'links', id: `ACME/subcontract/${n}`, value: { receipt: filler.slice(0, 400) } },
    ],
    entries: [told(id, 'synced')],
  });
  const lease = await store.claim({ queue: 'paint', owner: 'one', leaseMs: 60_000 });
  await store.commit({
    done: lease === undefined ? [] : [lease],
    unique: [{ key: `procore/4401/${n}`, until: instant(clock.now() + 3_600_000) }],
  });
}

function told(id: string, to: string): Entry {
  return entry({
    at: clock.now(),
    transfer: transferId(id),
    to,
    fingerprint: 'f'.repeat(64),
    operationKey: 'a'.repeat(64),
  });
}

async function fill(store: Store, from: number, to: number): Promise<void> {
  let next = from;
  const one = async (): Promise<void> => {
    while (next < to) await life(store, next++);
  };
  await Promise.all(Array.from({ length: 20 }, one));
}

/** The middle and the 99th of a hundred of a thousand commits made one after the other, in milliseconds. */
async function commitCost(store: Store, name: string): Promise<{ readonly p50: number; readonly p99: number }> {
  const times: number[] = [];
  for (let i = 0; i < 1_000; i += 1) {
    const started = performance.now();
    await store.commit({
      expect: [{ collection: 'transfers', id: `${name}-${i}`, rev: 0 }],
      put: [{ collection: 'transfers', id: `${name}-${i}`, value: { filler } }],
      entries: [told(`${name}-${i}`, 'awaiting')],
    });
    times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  return { p50: rounded(times[500]), p99: rounded(times[990]) };
}

function rounded(ms = 0): number {
  return Math.round(ms * 1_000) / 1_000;
}

function rssMb(): number {
  return Math.round(process.memoryUsage().rss / 1e6);
}

const store = await openStore({ folder, clock });
await fill(store, 0, 1_000);
const few = await commitCost(store, 'few');
const filling = performance.now();
await fill(store, 1_000, many);
const fillSeconds = Math.round((performance.now() - filling) / 1_000);
loop.enable();
const lots = await commitCost(store, 'many');
loop.disable();
const rssFilled = rssMb();
await store.close();

const opening = performance.now();
const again = await openStore({ folder, clock });
const openMs = Math.round(performance.now() - opening);
const reading = performance.now();
await again.find({ index: 'records.number', key: '4401/sc-17' });
const findMs = rounded(performance.now() - reading);
await again.close();
await rm(folder, { recursive: true, force: true });
const figures = { few, many: lots, longestBlockMs: rounded(loop.max / 1e6), fillSeconds, rssFilled, openMs, findMs };
process.stdout.write(`${JSON.stringify({ endedTransfers: many, ...figures, ratio: rounded(lots.p50 / few.p50) })}\n`);
