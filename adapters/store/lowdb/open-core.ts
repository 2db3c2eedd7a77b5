import type { Clock } from '../../../src/ports/clock.ts';
import type { Log } from '../../../src/ports/log.ts';
import { fail, ok, type Result } from '../../../src/shared/result.ts';
import type { Disk } from '../disk/disk.ts';
import { cutTail } from '../ledger/cut-tail.ts';
import { ledgerFiles, type LedgerFiles } from '../ledger/ledger-files.ts';
import { ledgerWriter, type LedgerWriter } from '../ledger/ledger-writer.ts';
import { ledgerFolder } from '../ledger/months.ts';
import { readTail } from '../ledger/read-tail.ts';
import type { StoreFormat } from '../state/format.ts';
import { changesOf } from './changes.ts';
import { applyChanges, createLiveState, type LiveState } from './live-state.ts';
import type { OpenFailure } from './open-failure.ts';
import { readSnapshot } from './read-snapshot.ts';
import { lastNumber } from './snapshot-files.ts';

export interface CoreParts {
  readonly disk: Disk;
  readonly folder: string;
  readonly format: StoreFormat;
  readonly clock: Clock;
  readonly log: Log;
}

/** The durable state and the ledger it came from. */
export interface Core {
  readonly state: LiveState;
  readonly files: LedgerFiles;
  readonly writer: LedgerWriter;
  /** The highest number that a snapshot has used. */
  readonly lastSnapshot: number;
  /** How many lines had to be read that no snapshot held. */
  readonly linesRead: number;
}

/** Reads the snapshot and what the ledger says since, and puts the end of the ledger right. */
export async function openCore(parts: CoreParts): Promise<Result<Core, OpenFailure>> {
  const { disk, folder, format, clock, log } = parts;
  const now = clock.now();
  const read = await readSnapshot(parts, now);
  if (read === 'unusable') log.warn('store.snapshot_unusable', { says: 'All of the ledger is read instead.' });
  const { manifest, state } = typeof read === 'string' ? { manifest: undefined, state: createLiveState() } : read;

  let lines = 0;
  const tail = await readTail(
    {
      disk,
      folder,
      format,
      visit: (line, place) => {
        lines += 1;
        applyChanges(state, changesOf(line), place, now);
      },
    },
    manifest?.known,
  );
  if (!tail.ok) return fail(tail.failure.kind === 'damaged' ? { ...tail.failure, kind: 'corrupt' } : tail.failure);
  const { position } = tail.value;
  for (const { file, at, bytes, kept } of await cutTail(disk, folder, position)) {
    const says = 'The end of the ledger was never acknowledged: it was being written when the machine went down.';
    log.warn('store.tail_cut', { file, at, bytes, kept, says });
  }
  const files = ledgerFiles(disk, folder, format);
  // what the last process wrote may not be durable yet, and from here on it is acted upon
  await disk.syncFolder(ledgerFolder(folder));
  if (position !== undefined) await (await files.toWrite(position.month)).sync();
  log.info('store.read', { lines, line: position?.seq ?? 0, snapshot: manifest?.number ?? 0 });

  const writer = ledgerWriter({ disk, folder, format }, files, position);
  return ok({ state, files, writer, linesRead: lines, lastSnapshot: await lastNumber(disk, folder) });
}
