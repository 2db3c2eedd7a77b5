import type { Clock } from '../../../src/ports/clock.ts';
import type { Log } from '../../../src/ports/log.ts';
import type { Store } from '../../../src/ports/store.ts';
import { fail, ok, type Result } from '../../../src/shared/result.ts';
import type { Disk, FolderLock } from '../disk/disk.ts';
import { nodeDisk } from '../disk/node-disk.ts';
import { dueTimes } from '../due-times.ts';
import { createUnderWay } from '../under-way.ts';
import { storeFormat, type StoreFormat } from '../state/format.ts';
import { createWorkSignal } from '../work-signal.ts';
import { createCommitter, type Committer } from './committer.ts';
import { exportAll } from './export-all.ts';
import { stageImport, takeStaged } from './import-all.ts';
import { isEmpty } from './live-state.ts';
import { markBegun } from './mark-begun.ts';
import { openCore, type Core, type CoreParts } from './open-core.ts';
import type { OpenFailure } from './open-failure.ts';
import { openFolder } from './open-folder.ts';
import { wishOf } from './pending.ts';
import { readHistory } from './read-history.ts';
import { findRows, readRow } from './read-rows.ts';
import { createSnapshots, type Snapshots } from './snapshots.ts';
import { writeMarker } from './store-marker.ts';

export interface LowdbStoreOptions {
  /** The data folder; made when it is not there. */
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Log;
  /**
   * Called when the disk cannot be relied on any more, or the folder was taken by another process. Whoever waits for a
   * commit gets an error, not an answer; the process must end, and the next start reads what is durable.
   */
  readonly onFatal: (error: Error) => void;
  readonly disk?: Disk;
  readonly format?: StoreFormat;
  /** After so many commits what has changed is written to the snapshot, if not earlier. */
  readonly snapshotEvery?: number;
}

interface Parts extends CoreParts {
  readonly onFatal: (error: Error) => void;
  readonly snapshotEvery: number;
}

/** Opens the store that keeps everything in one folder of this machine, for one process. */
export async function lowdbStore(options: LowdbStoreOptions): Promise<Result<Store, OpenFailure>> {
  const parts = { disk: nodeDisk(), format: storeFormat, snapshotEvery: 2_000, ...options };
  const onLost = (): void => options.onFatal(new Error('another process has taken the data folder'));
  const opened = await openFolder(parts, onLost);
  return opened.ok ? ok(storeOn(parts, opened.value.core, opened.value.lock)) : opened;
}

/** What stands on a core; an import exchanges all of it. */
interface Standing {
  readonly core: Core;
  readonly committer: Committer;
  readonly snapshots: Snapshots;
}

function storeOn(parts: Parts, core: Core, lock: FolderLock): Store {
  const { clock, log, onFatal } = parts;
  const underWay = createUnderWay();
  const signal = createWorkSignal(clock, (now) => standing.core.state.jobs.nextDueAt(now));
  let standing = stand(core);
  /** Resolves when no import is taking the place of what stands. */
  let free = Promise.resolve();
  let closing: Promise<void> | undefined;

  function stand(on: Core): Standing {
    const snapshots = createSnapshots(parts, on);
    const writer = markBegun(parts, on.writer);
    const committer = createCommitter({ state: on.state, writer, clock, onDurable: snapshots.noteCommits, onUnknown });
    return { core: on, committer, snapshots };
  }
  function onUnknown(error: Error): void {
    log.error('store.outcome_unknown', {
      error: String(error.cause),
      says: 'The process must end; the next start tells.',
    });
    onFatal(error);
  }
  const whenFree = async (): Promise<void> => {
    for (let seen: Promise<void> | undefined; seen !== free;) await (seen = free);
  };
  const holdsNothing = (): boolean => standing.committer.isIdle() && isEmpty(standing.core.state, clock.now());
  const close = async (): Promise<void> => {
    await underWay.close();
    signal.close();
    await standing.snapshots.close();
    await standing.core.files.close();
    await lock.release();
  };
  const exchange = async (staged: Parameters<typeof takeStaged>[1]): Promise<void> => {
    await standing.snapshots.stop();
    await standing.core.files.close();
    await takeStaged(parts, staged);
    await writeMarker(parts.disk, parts.folder, { v: parts.format.version, began: true });
    const reopened = await openCore(parts);
    if (!reopened.ok) throw new Error(`the import cannot be read: ${reopened.failure.kind}`);
    standing = stand(reopened.value);
    signal.expect(clock.now());
  };

  return {
    commit: (commit) =>
      underWay.run(async () => {
        const wish = wishOf(commit);
        await whenFree();
        const answer = await standing.committer.commit(wish);
        if (answer.ok) dueTimes(wish.commit, clock.now()).forEach(signal.expect);
        return answer;
      }),
    get: (collection, id) => underWay.run(() => readRow(standing.core, collection, id)),
    find: (query) => underWay.run(() => findRows(standing.core, query)),
    history: (query) =>
      underWay.run(() => readHistory({ entries: standing.core.state.entries, files: standing.core.files }, query)),
    // a lease dies with its process, and there is no other: it needs no place on the disk
    claim: (claim) =>
      underWay.run(async () => {
        await Promise.resolve();
        const job = standing.core.state.jobs.claim(claim, clock.now());
        if (job !== undefined) signal.expect(clock.now() + claim.leaseMs);
        return structuredClone(job);
      }),
    onWork(listener) {
      underWay.refuseClosed();
      return signal.listen(listener);
    },
    async *exportAll() {
      underWay.refuseClosed();
      yield* exportAll(standing.core, clock.now());
    },
    importAll: (lines) =>
      underWay.run(async () => {
        if (!holdsNothing()) return fail({ kind: 'not_empty' });
        const staged = await stageImport(parts, standing.core.writer.position(), lines);
        if (!staged.ok) return staged;
        if (!holdsNothing()) return fail({ kind: 'not_empty' });
        free = exchange(staged.value);
        // the files are closed by now: nothing can go on from here
        await free.catch((error: unknown) => onUnknown(error instanceof Error ? error : new Error(String(error))));
        await free;
        return ok();
      }),
    health: () =>
      underWay.run(async () => {
        return { writable: await standing.core.writer.probe(), backlog: standing.core.state.jobs.backlog() };
      }),
    due: (until) => underWay.run(async () => standing.core.state.jobs.due(until, clock.now())),
    close: () => (closing ??= close()),
  };
}
