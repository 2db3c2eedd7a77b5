import { parentPort, Worker } from 'node:worker_threads';

/**
 * Reads long answers beside the thread that answers people: while one of several megabytes is read, nobody's press waits.
 * A thread is started when the first one comes, and ends after a minute without any.
 */
export interface ReadingThread {
  /** What the reading of that name makes of the bytes; `undefined` when the thread could not do it. */
  read(name: string, bytes: Uint8Array): Promise<unknown>;
}

/** What is read there: answers plain data, and never throws for what stands in the bytes. */
export type Readings = { readonly [name: string]: (bytes: Uint8Array) => unknown };

/** Bytes; what is shorter is read sooner than it is handed over. */
export const longText = 128 * 1024;

interface Asked {
  readonly id: number;
  readonly name: string;
  readonly bytes: Uint8Array;
}

interface Answered {
  readonly id: number;
  readonly value?: unknown;
}

const idleMs = 60_000;

/** `entry` is a module without its ending, which calls `serveReadings`. */
export function createReadingThread(entry: string): ReadingThread {
  const waiting = new Map<number, (value: unknown) => void>();
  let thread: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let last = 0;

  function started(): Worker {
    const worker = import.meta.url.endsWith('.ts')
      ? new Worker(withoutBuild(`${entry}.ts`), { eval: true })
      : new Worker(new URL(`${entry}.js`));
    const over = (): void => {
      if (thread !== worker) return;
      thread = undefined;
      for (const id of waiting.keys()) settle(id, undefined);
    };
    worker.on('message', ({ id, value }: Answered) => settle(id, value));
    worker.on('error', ({ name }) => {
      process.emitWarning(
        `The thread that reads long answers ended (${name}). What it was reading is read in the main thread, so presses may wait a moment; the next long answer starts a new one. If this comes again and again, look whether the machine has memory left.`,
      );
      over();
    });
    worker.on('exit', over);
    return worker;
  }

  function settle(id: number, value: unknown): void {
    waiting.get(id)?.(value);
    waiting.delete(id);
    if (waiting.size > 0 || thread === undefined) return;
    // a thread that has nothing to do keeps no process from ending
    thread.unref();
    idle = setTimeout(() => {
      const done = thread;
      thread = undefined;
      void done?.terminate();
    }, idleMs).unref();
  }

  return {
    read: (name, bytes) =>
      new Promise((resolve) => {
        clearTimeout(idle);
        thread ??= started();
        thread.ref();
        last += 1;
        waiting.set(last, resolve);
        thread.postMessage({ id: last, name, bytes } satisfies Asked);
      }),
  };
}

/** What lets the main thread run TypeScript does not reach its threads. */
function withoutBuild(entry: string): string {
  return `void import('tsx/esm/api').then(({ register }) => {
    register();
    return import(${JSON.stringify(entry)});
  });`;
}

/** Called in the thread itself. */
export function serveReadings(readings: Readings): void {
  parentPort?.on('message', ({ id, name, bytes }: Asked) => {
    parentPort?.postMessage({ id, value: readings[name]?.(bytes) } satisfies Answered);
  });
}
