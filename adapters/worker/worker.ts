import type { Application } from '../../src/application.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Log } from '../../src/ports/log.ts';
import { queues, type Queue, type Store } from '../../src/ports/store.ts';
import type { CompanyId } from '../../src/shared/ids.ts';

export interface WorkerDeps {
  readonly application: Application;
  readonly store: Pick<Store, 'onWork'>;
  readonly companies: () => readonly CompanyId[];
  readonly pollMs: () => number;
  readonly clock: Clock;
  readonly log: Log;
  /** Names this process among those that share a store. */
  readonly owner: string;
  /** Ends every wait when the process is told to stop. */
  readonly stop: AbortSignal;
}

export interface Worker {
  /** Asks Procore now instead of at the next turn. */
  pollNow(): void;
  /** Resolves when the jobs under way have come to a step that can be left. */
  stopped(): Promise<void>;
}

/** How many jobs of a queue are worked on at once; lanes still keep one write at a time for a company in Sage. */
const parallel: { readonly [Q in Queue]: number } = { look: 4, transfer: 4, paint: 4, notice: 2 };

/** Does what is due, and asks Procore what changed, until it is told to stop. */
export function startWorker(deps: WorkerDeps): Worker {
  const bell = createBell(deps.stop);
  const stopListening = deps.store.onWork(bell.ring);
  const pollBell = createBell(deps.stop);
  const loops = [
    ...queues.flatMap((queue) => Array.from({ length: parallel[queue] }, () => workLoop(deps, queue, bell))),
    pollLoop(deps, pollBell),
  ];
  return {
    pollNow: pollBell.ring,
    async stopped() {
      await Promise.all(loops);
      stopListening();
    },
  };
}

async function workLoop(deps: WorkerDeps, queue: Queue, bell: Bell): Promise<void> {
  while (!deps.stop.aborted) {
    const rung = bell.next();
    const worked = await attempt(deps, 'worker.failed', () =>
      deps.application.work(queue, deps.owner, () => deps.stop.aborted),
    );
    if (worked !== true) await rung;
  }
}

/** However often it is rung for, a poll begins no sooner than that after the last. */
const soonestMs = 5_000;

/** So often it is asked what could not be delivered, besides at the start and after trouble. */
const recoverMs = 60 * 60_000;

async function pollLoop(deps: WorkerDeps, bell: Bell): Promise<void> {
  const recoverAt = new Map<CompanyId, number>();
  while (!deps.stop.aborted) {
    const rung = bell.next();
    for (const company of deps.companies()) {
      // before the poll, so that its looks know who made the changes
      if (deps.clock.now() >= (recoverAt.get(company) ?? 0)) {
        const heard = await attempt(deps, 'recover.failed', () => deps.application.recover(company));
        if (heard?.ok === false) deps.log.info('recover.unread', { company, reason: heard.failure.kind });
        recoverAt.set(company, deps.clock.now() + recoverMs);
      }
      const polled = await attempt(deps, 'poll.failed', () => deps.application.poll(company));
      if (polled?.ok === false && polled.failure.kind === 'unavailable') recoverAt.delete(company);
      if (polled?.ok === false) deps.log.warn('poll.unread', { company, reason: polled.failure.kind });
    }
    const pollMs = deps.pollMs();
    // events that name no record come in swarms, and each poll costs a call for every list
    await deps.clock.sleep(Math.min(pollMs, soonestMs));
    await Promise.race([rung, deps.clock.sleep(pollMs - Math.min(pollMs, soonestMs))]);
  }
}

/** A loop outlives whatever happens in it: the error is told, and the next turn comes after a pause. */
async function attempt<T>(deps: WorkerDeps, message: string, act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    if (!deps.stop.aborted) deps.log.error(message, { error: String(error) });
    await deps.clock.sleep(1_000);
    return undefined;
  }
}

interface Bell {
  /** Resolves at the next ring after this call, at the latest after a while, and when everything stops. */
  next(): Promise<void>;
  readonly ring: () => void;
}

/** A hint can be missed; looking once in a while makes up for it. */
const longestSilenceMs = 5_000;

function createBell(stop: AbortSignal): Bell {
  const waiting = new Set<() => void>();
  const ring = (): void => {
    for (const wake of [...waiting]) wake();
  };
  stop.addEventListener('abort', ring);
  return {
    ring,
    next: () =>
      new Promise((resolve) => {
        const wake = (): void => {
          clearTimeout(timer);
          waiting.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, longestSilenceMs);
        timer.unref();
        waiting.add(wake);
        if (stop.aborted) wake();
      }),
  };
}
