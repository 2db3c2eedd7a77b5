/** The emulators' time: the host's, moved by the control interface. */
export interface SandboxClock {
  now(): number;
  advance(ms: number): void;
  /** Calls back once that much of this clock's time has passed; answers how to cancel. */
  after(ms: number, act: () => void): () => void;
}

interface Waiting {
  readonly dueAt: number;
  readonly act: () => void;
  timer?: NodeJS.Timeout;
}

/** Node's timers fire at once when asked to wait longer. */
const longestTimerMs = 2 ** 31 - 1;

export function createSandboxClock(): SandboxClock {
  let offset = 0;
  const waiting = new Set<Waiting>();
  const now = (): number => Date.now() + offset;

  const arm = (entry: Waiting): void => {
    const wait = Math.min(Math.max(0, entry.dueAt - now()), longestTimerMs);
    clearTimeout(entry.timer);
    entry.timer = setTimeout(() => {
      // a timer may fire a little early, and one of many days comes in parts
      if (now() < entry.dueAt) return arm(entry);
      waiting.delete(entry);
      entry.act();
    }, wait).unref();
  };

  return {
    now,
    advance(ms) {
      offset += ms;
      // what is overdue now happens in the order in which it was due
      [...waiting].sort((a, b) => a.dueAt - b.dueAt).forEach(arm);
    },
    after(ms, act) {
      const entry: Waiting = { dueAt: now() + ms, act };
      waiting.add(entry);
      arm(entry);
      return () => {
        clearTimeout(entry.timer);
        waiting.delete(entry);
      };
    },
  };
}
