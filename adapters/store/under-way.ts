/** The calls that a store has begun, so that it can wait for them before it closes. */
export interface UnderWay {
  /** Throws once the store is closed. */
  refuseClosed(): void;
  /** Runs a call that `close` waits for. */
  run<T>(call: () => Promise<T>): Promise<T>;
  closed(): boolean;
  /** Lets no new call begin; resolves when those under way have ended. */
  close(): Promise<void>;
}

export function createUnderWay(): UnderWay {
  const calls = new Set<Promise<unknown>>();
  let closed = false;

  const refuseClosed = (): void => {
    if (closed) throw new Error('the store is closed');
  };
  return {
    refuseClosed,
    async run(call) {
      refuseClosed();
      const running = call();
      calls.add(running);
      try {
        return await running;
      } finally {
        calls.delete(running);
      }
    },
    closed: () => closed,
    async close() {
      closed = true;
      await Promise.allSettled([...calls]);
    },
  };
}
