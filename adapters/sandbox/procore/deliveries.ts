import type { Faults } from '../faults.ts';
import type { SandboxClock } from '../sandbox-clock.ts';
import type { Announce, Change } from './change.ts';
import type { Company } from './company.ts';
import { createDeliveryQueue, type Delivery, type DeliveryQueue } from './delivery-queue.ts';
import { eventPayload, type ProcoreEvent } from './event-payload.ts';
import { wants, type Hook } from './hooks.ts';
import type { Ids } from './ids.ts';

/** All hooks and what was sent to them. */
export interface Deliveries {
  readonly hooks: Map<string, Hook>;
  readonly announce: Announce;
  /** Newest last. */
  of(hook: string): readonly Delivery[];
  forget(hook: string): void;
  /** Drops what waits and every hook that is not kept. */
  reset(keep: readonly string[]): void;
}

export const webhookFaults = [
  { fault: 'duplicate', says: 'the event is delivered twice' },
  { fault: 'disorder', says: 'the event is delivered after the next one' },
  { fault: 'drop', says: 'the event is never delivered and counts as discarded' },
  { fault: 'late', says: 'the event is delivered half a minute later' },
] as const;

const lateMs = 30_000;
/** How long an event that is to be overtaken waits for another one. */
const overtakenMs = 5_000;
/** A call that changes a record waits no longer than that for its deliveries. */
const mostWaitMs = 4_000;

export function createDeliveries(clock: SandboxClock, faults: Faults, company: Company, ids: () => Ids): Deliveries {
  const hooks = new Map<string, Hook>();
  const queues = new Map<string, DeliveryQueue>();
  const sent = new Map<string, Delivery[]>();
  let heldBack: (() => void) | undefined;

  function queueOf(hook: Hook): DeliveryQueue {
    const queue = queues.get(hook.id) ?? createDeliveryQueue(hook, clock);
    queues.set(hook.id, queue);
    return queue;
  }

  function recorded(hook: Hook, event: ProcoreEvent, outcome: Delivery['outcome']): Delivery {
    const payload = eventPayload(hook.payload, event, company);
    const empty = { attempts: 0, startedAt: undefined, completedAt: undefined, last: undefined };
    const delivery: Delivery = { event, payload, outcome, ...empty };
    sent.set(hook.id, [...(sent.get(hook.id) ?? []), delivery]);
    return delivery;
  }

  const send = (targets: readonly Hook[], event: ProcoreEvent): Promise<unknown> =>
    Promise.all(targets.map((hook) => queueOf(hook).push(recorded(hook, event, 'waiting'))));

  async function announce(change: Change): Promise<void> {
    const targets = [...hooks.values()].filter((hook) => wants(hook, change));
    if (targets.length === 0) return;
    const now = clock.now();
    const event = { id: ids().wide(), ulid: ids().ulid(now), at: now, change };

    const fault = faults.take('procore.webhooks');
    if (fault === 'drop') {
      targets.forEach((hook) => recorded(hook, event, 'discarded'));
      return;
    }
    if (fault === 'late') {
      clock.after(lateMs, () => void send(targets, event));
      return;
    }
    if (fault === 'disorder') return holdBack(() => void send(targets, event));

    const attempts = [send(targets, event), ...(fault === 'duplicate' ? [send(targets, event)] : [])];
    heldBack?.();
    await Promise.race([Promise.all(attempts), realTime(mostWaitMs)]);
  }

  function holdBack(release: () => void): void {
    heldBack?.();
    const once = (): void => {
      if (heldBack !== once) return;
      heldBack = undefined;
      cancel();
      release();
    };
    const cancel = clock.after(overtakenMs, once);
    heldBack = once;
  }

  function forget(hook: string): void {
    queues.get(hook)?.stop();
    queues.delete(hook);
    sent.delete(hook);
    hooks.delete(hook);
  }

  return {
    hooks,
    announce,
    of: (hook) => sent.get(hook) ?? [],
    forget,
    reset(keep) {
      heldBack = undefined;
      for (const [id, hook] of [...hooks]) {
        forget(id);
        if (keep.includes(id)) hooks.set(id, hook);
      }
    },
  };
}

function realTime(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
