import { parentPort, Worker } from 'node:worker_threads';
import type { Bytes } from './received.ts';
import { createAssembly, piecesOf, type Assembly, type Piece } from './in-pieces.ts';

/**
 * Reads long answers beside the thread that answers people: while one of several megabytes is read, nobody's press waits.
 * A thread is started when the first one comes, and ends after a minute without any.
 */
export interface ReadingThread {
  /** What the reading of that name makes of the bytes; `undefined` when the thread could not do it. */
  read(name: string, bytes: Bytes): Promise<unknown>;
}

/** What is read there: answers plain data, and never throws for what stands in the bytes. */
export type Readings = { readonly [name: string]: (bytes: Bytes) => unknown };

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly assembly: Assembly;
}

interface Asked {
  readonly id: number;
  readonly name: string;
  readonly bytes: Bytes;
}

/** Asks for the next piece of what was read. */
interface Further {
  readonly id: number;
}

interface Answered {
  readonly id: number;
  /** Missing after the last one. */
  readonly piece: Piece | undefined;
}

const idleMs = 60_000;
/** Values that are handed over at once; what is more comes in pieces, with turns for others in between. */
const heaviest = 16_000;

/** `entry` is a module without its ending, which calls `serveReadings`. */
export function createReadingThread(entry: string): ReadingThread {
  const waiting = new Map<number, Waiting>();
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
    worker.on('message', ({ id, piece }: Answered) => {
      const assembly = waiting.get(id)?.assembly;
      if (piece === undefined) return settle(id, assembly?.value());
      assembly?.take(piece);
      worker.postMessage({ id } satisfies Further);
    });
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
    waiting.get(id)?.resolve(value);
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
    async read(name, bytes) {
      clearTimeout(idle);
      const worker = (thread ??= started());
      worker.ref();
      const id = (last += 1);
      return new Promise((resolve) => {
        waiting.set(id, { resolve, assembly: createAssembly() });
        worker.postMessage({ id, name, bytes } satisfies Asked);
      });
    },
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
  const rest = new Map<number, Iterator<Piece, undefined>>();
  parentPort?.on('message', (asked: Asked | Further) => {
    const { id } = asked;
    const pieces = 'name' in asked ? piecesOf(readings[asked.name]?.(asked.bytes), heaviest) : rest.get(id);
    if (pieces === undefined) return;
    rest.set(id, pieces);
    const piece = pieces.next().value;
    if (piece === undefined) rest.delete(id);
    parentPort?.postMessage({ id, piece } satisfies Answered);
  });
}
