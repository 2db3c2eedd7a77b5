import { statfs } from 'node:fs/promises';
import { Gauge, type Registry } from 'prom-client';
import type { Clock } from '../../src/ports/clock.ts';
import { queues, type DueJobs, type Store, type StoreHealth } from '../../src/ports/store.ts';
import { instant } from '../../src/shared/dates.ts';
import { inTime } from './in-time.ts';

export interface StoreFigureDeps {
  readonly store: Pick<Store, 'health' | 'due'>;
  readonly clock: Clock;
  /** The embedded store's folder. */
  readonly folder?: string;
  /** What comes within this time counts as due: see docs/metrics.md. */
  readonly soonMs: () => { readonly work: number; readonly outbox: number };
}

const patienceMs = 1_000;
const unknownHealth: StoreHealth = { writable: false, backlog: { look: 0, transfer: 0, paint: 0, notice: 0 } };

/** Figures of the store and its queues; answers what brings them up to date. */
export function storeFigures(registry: Registry, deps: StoreFigureDeps): () => Promise<void> {
  const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[] = []): Gauge<L> =>
    new Gauge({ name, help, labelNames, registers: [registry] });
  const workDue = gauge('countersign_work_due', 'Looks and steps of transfers that are due now or under way');
  const outboxDue = gauge('countersign_outbox_due', 'Messages to chats that are due now or on their way');
  const waiting = gauge('countersign_queue_jobs', 'Jobs of a queue, due or not', ['queue']);
  const due = gauge('countersign_queue_due', 'Jobs of a queue that are due or being worked on', ['queue']);
  const oldest = gauge('countersign_queue_oldest_seconds', 'How long the oldest due job waits', ['queue']);
  const writable = gauge('countersign_store_writable', '1 when decisions can be recorded');
  const free = gauge('countersign_store_free_bytes', 'Free space where the data folder stands');

  let health = unknownHealth;
  let now: DueJobs = {};
  let soon: DueJobs = {};

  return async () => {
    const { store, clock, soonMs, folder } = deps;
    const at = clock.now();
    const { work, outbox } = soonMs();
    const [storeHealth, dueNow, dueForWork, dueForOutbox, bytes] = await Promise.all([
      inTime(store.health(), { ...health, writable: false }, patienceMs),
      inTime(store.due(at), now, patienceMs),
      inTime(store.due(instant(at + work)), soon, patienceMs),
      inTime(store.due(instant(at + outbox)), soon, patienceMs),
      folder === undefined ? undefined : inTime<number | undefined>(freeBytes(folder), undefined, patienceMs),
    ]);
    health = storeHealth;
    now = dueNow;
    soon = {
      ...pick(dueForWork, ['look', 'transfer']),
      ...pick(dueForOutbox, ['paint', 'notice']),
    };
    workDue.set((soon.look?.jobs ?? 0) + (soon.transfer?.jobs ?? 0));
    outboxDue.set((soon.paint?.jobs ?? 0) + (soon.notice?.jobs ?? 0));
    for (const queue of queues) {
      waiting.set({ queue }, health.backlog[queue]);
      due.set({ queue }, now[queue]?.jobs ?? 0);
      oldest.set({ queue }, Math.max(0, at - (now[queue]?.oldest ?? at)) / 1000);
    }
    writable.set(health.writable ? 1 : 0);
    if (bytes !== undefined) free.set(bytes);
  };
}

function pick(jobs: DueJobs, wanted: readonly (keyof DueJobs)[]): DueJobs {
  return Object.fromEntries(wanted.flatMap((queue) => (jobs[queue] === undefined ? [] : [[queue, jobs[queue]]])));
}

export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
