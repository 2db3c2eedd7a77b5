import type { Core, CoreParts } from './open-core.ts';
import { writeSnapshot } from './write-snapshot.ts';

/** Writes snapshots as the need comes: they only make the next start short. */
export interface Snapshots {
  noteCommits(count: number): void;
  /** Ends the one under way and writes no other. */
  stop(): Promise<void>;
  /** Writes a last one when there is anything to write. */
  close(): Promise<void>;
}

const idleMs = 10_000;

export function createSnapshots(
  parts: CoreParts & { readonly snapshotEvery: number },
  { state, files, writer, lastSnapshot, linesRead }: Core,
): Snapshots {
  let number = lastSnapshot;
  /** Up to where the state has what the ledger says: the ledger may be a step ahead. */
  let position = writer.position();
  let due = 0;
  let running: Promise<void> | undefined;
  let idle: NodeJS.Timeout | undefined;
  let stopped = false;

  const write = async (): Promise<void> => {
    if (position === undefined) return;
    due = 0;
    number += 1;
    try {
      await writeSnapshot({ ...parts, state, files }, { number, position, now: parts.clock.now() });
    } catch (error) {
      // nothing is lost: the ledger has it all, and the next start reads a little more of it
      parts.log.warn('store.snapshot_failed', { error: String(error) });
    }
  };
  const start = (): void => {
    clearTimeout(idle);
    idle = undefined;
    if (stopped || due === 0) return;
    running ??= write().finally(() => {
      running = undefined;
    });
  };
  const stop = async (): Promise<void> => {
    stopped = true;
    clearTimeout(idle);
    await running;
  };

  const noteCommits = (count: number): void => {
    due += count;
    position = writer.position();
    if (due >= parts.snapshotEvery) start();
    else if (due > 0) idle ??= setTimeout(start, idleMs).unref();
  };
  noteCommits(linesRead);

  return {
    noteCommits,
    stop,
    async close() {
      await stop();
      if (due > 0 && writer.writable()) await write();
    },
  };
}
