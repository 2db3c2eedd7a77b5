/** The emulators' time: the host's, moved forward by the control interface. */
export interface SandboxClock {
  now(): number;
  advance(ms: number): void;
  /** Calls back once that much of this clock's time has passed; answers how to cancel. */
  after(ms: number, act: () => void): () => void;
}

export function createSandboxClock(): SandboxClock {
  let offset = 0;
  const waiting = new Set<{ readonly dueAt: number; readonly act: () => void; timer: NodeJS.Timeout }>();
  const now = (): number => Date.now() + offset;

  const arm = (dueAt: number, act: () => void): { dueAt: number; act: () => void; timer: NodeJS.Timeout } => {
    const entry = {
      dueAt,
      act,
      timer: setTimeout(() => {
        waiting.delete(entry);
        act();
      }, Math.max(0, dueAt - now())),
    };
    waiting.add(entry);
    return entry;
  };

  return {
    now,
    advance(ms) {
      offset += ms;
      for (const entry of [...waiting]) {
        clearTimeout(entry.timer);
        waiting.delete(entry);
        arm(entry.dueAt, entry.act);
      }
    },
    after(ms, act) {
      let entry = arm(now() + ms, act);
      return () => {
        clearTimeout(entry.timer);
        for (const other of waiting) if (other.act === act && other.dueAt === entry.dueAt) entry = other;
        clearTimeout(entry.timer);
        waiting.delete(entry);
      };
    },
  };
}
