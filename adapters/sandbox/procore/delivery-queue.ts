import type { SandboxClock } from '../sandbox-clock.ts';
import { writeExactJson } from '../../procore/exact-json.ts';
import { deliver, type AttemptOutcome } from './deliver.ts';
import type { ProcoreEvent } from './event-payload.ts';
import type { Hook } from './hooks.ts';
import type { WireObject } from './wire.ts';

/** One event on its way to one hook, as the list of deliveries shows it. */
export interface Delivery {
  readonly event: ProcoreEvent;
  readonly payload: WireObject;
  outcome: 'waiting' | 'ok' | 'retried' | 'failed' | 'discarded';
  attempts: number;
  startedAt: number | undefined;
  completedAt: number | undefined;
  last: AttemptOutcome | undefined;
}

/** The deliveries of one hook, one after the other. */
export interface DeliveryQueue {
  /** Resolves when it was tried once, or when the queue is paused because an earlier one failed. */
  push(delivery: Delivery): Promise<void>;
  /** Forgets what waits. */
  stop(): void;
}

const firstBackOffMs = 1_000;
const longestBackOffMs = 3_600_000;
/** After failing that long without a success, everything queued is discarded. */
const patienceMs = 12 * 3_600_000;

export function createDeliveryQueue(hook: Hook, clock: SandboxClock): DeliveryQueue {
  let waiting: { readonly delivery: Delivery; readonly tried: () => void }[] = [];
  let busy = false;
  let paused = false;
  let backOffMs = firstBackOffMs;
  let cancels: (() => void)[] = [];

  const settleAll = (): void => waiting.forEach(({ tried }) => tried());

  function recovered(): void {
    cancels.forEach((cancel) => cancel());
    cancels = [];
    paused = false;
    backOffMs = firstBackOffMs;
  }

  function discardAll(): void {
    for (const { delivery } of waiting) delivery.outcome = 'discarded';
    settleAll();
    waiting = [];
    recovered();
  }

  function pause(): void {
    if (cancels.length === 0) cancels.push(clock.after(patienceMs, discardAll));
    paused = true;
    cancels.push(
      clock.after(backOffMs, () => {
        paused = false;
        void work();
      }),
    );
    backOffMs = Math.min(backOffMs * 2, longestBackOffMs);
    settleAll();
  }

  async function work(): Promise<void> {
    if (busy) return;
    busy = true;
    for (let head = waiting[0]; head !== undefined && !paused; head = waiting[0]) {
      const { delivery } = head;
      delivery.attempts += 1;
      delivery.startedAt = clock.now();
      const outcome = await deliver(hook.url, hook.authorization, writeExactJson(delivery.payload));
      delivery.completedAt = clock.now();
      delivery.last = outcome;
      head.tried();
      // a reset or a discard may have emptied the queue meanwhile
      if (waiting[0] !== head) continue;
      if (outcome.delivered) {
        delivery.outcome = delivery.attempts === 1 ? 'ok' : 'retried';
        waiting.shift();
        recovered();
      } else {
        delivery.outcome = 'failed';
        pause();
      }
    }
    busy = false;
  }

  return {
    push(delivery) {
      return new Promise((resolve) => {
        waiting.push({ delivery, tried: resolve });
        if (paused) resolve();
        else void work();
      });
    },
    stop() {
      settleAll();
      waiting = [];
      recovered();
    },
  };
}
