import type { Clock } from '../../src/ports/clock.ts';

/** Tells listeners that a job may have become due: at once after a change, and again when the time of a job comes. */
export interface WorkSignal {
  /** Answers how to stop listening. */
  listen(listener: () => void): () => void;
  /** Says that something becomes due at that time, which may be now. */
  expect(dueAt: number): void;
  close(): void;
}

/** Longest wait before the clock is read again: it may have been set forward or back meanwhile. */
const longestWaitMs = 1_000;
/** A sleep can end early, and while the process stops it always does; real time must pass all the same. */
const breathMs = 25;

/** `nextDueAt` answers when the first thing after `now` becomes due. */
export function createWorkSignal(clock: Clock, nextDueAt: (now: number) => number | undefined): WorkSignal {
  const listeners = new Set<() => void>();
  let armedFor: number | undefined;
  let hinting = false;
  let closed = false;

  const hint = (): void => {
    if (hinting) return;
    hinting = true;
    setImmediate(() => {
      hinting = false;
      if (!closed) listeners.forEach((listener) => listener());
    });
  };

  const wait = async (dueAt: number): Promise<void> => {
    const wakeAt = Math.min(dueAt, clock.now() + longestWaitMs);
    await clock.sleep(wakeAt - clock.now());
    if (clock.now() < wakeAt) await new Promise((resolve) => setTimeout(resolve, breathMs).unref());
  };

  const hintAt = async (dueAt: number): Promise<void> => {
    while (!closed && armedFor === dueAt && clock.now() < dueAt) await wait(dueAt);
    if (closed || armedFor !== dueAt) return;
    armedFor = undefined;
    hint();
    expect(nextDueAt(clock.now()));
  };

  const expect = (dueAt: number | undefined): void => {
    if (dueAt === undefined || closed || listeners.size === 0) return;
    if (dueAt <= clock.now()) hint();
    else if (armedFor === undefined || dueAt < armedFor) {
      armedFor = dueAt;
      void hintAt(dueAt);
    }
  };

  return {
    listen(listener) {
      listeners.add(listener);
      expect(clock.now());
      expect(nextDueAt(clock.now()));
      return () => {
        listeners.delete(listener);
      };
    },
    expect,
    close() {
      closed = true;
      listeners.clear();
    },
  };
}
