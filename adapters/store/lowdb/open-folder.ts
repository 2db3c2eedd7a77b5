import { fail, ok, type Result } from '../../../src/shared/result.ts';
import { DiskError, type FolderLock } from '../disk/disk.ts';
import { ledgerFolder, monthFile, monthsIn } from '../ledger/months.ts';
import { backupBeforeUpgrade } from './backup-before-upgrade.ts';
import { openCore, type Core, type CoreParts } from './open-core.ts';
import type { OpenFailure } from './open-failure.ts';
import { readMarker, writeMarker } from './store-marker.ts';

export interface OpenedFolder {
  readonly core: Core;
  readonly lock: FolderLock;
}

/** Takes the folder for this process and reads it. What stops it is answered, and the folder is let go again. */
export async function openFolder(parts: CoreParts, onLost: () => void): Promise<Result<OpenedFolder, OpenFailure>> {
  const { disk, folder } = parts;
  try {
    if (await disk.isRemote(folder)) return fail({ kind: 'network_share' });
    await disk.makeFolder(ledgerFolder(folder));
    const lock = await disk.lock(folder, onLost);
    if (lock.kind === 'locked') return fail(lock);
    const core = await orRelease(lock, () => openLocked(parts));
    if (!core.ok) await lock.release();
    return core.ok ? ok({ core: core.value, lock }) : core;
  } catch (error) {
    if (error instanceof DiskError) return fail({ kind: 'not_readable', reason: error.code });
    throw error;
  }
}

async function openLocked(parts: CoreParts): Promise<Result<Core, OpenFailure>> {
  const { disk, folder, format } = parts;
  const marker = await readMarker(disk, folder);
  if (marker !== undefined && marker.v > format.version) return fail({ kind: 'newer_format' });
  if (marker?.began === true && (await holdsNothing(parts))) return fail({ kind: 'missing_data' });

  if (marker !== undefined && marker.v < format.version) await backupBeforeUpgrade(parts, marker.v);
  const core = await openCore(parts);
  if (!core.ok) return core;
  // what stood there may have been the torn rest of a commit that nobody was told of, and is cut off now
  const began = marker?.began === true || core.value.writer.position() !== undefined;
  if (marker?.v !== format.version || marker.began !== began) {
    await writeMarker(disk, folder, { v: format.version, began });
  }
  return core;
}

async function holdsNothing({ disk, folder }: CoreParts): Promise<boolean> {
  for (const month of await monthsIn(disk, folder)) {
    if (((await disk.stat(monthFile(folder, month)))?.size ?? 0) > 0) return false;
  }
  return true;
}

async function orRelease<T>(lock: FolderLock, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    await lock.release();
    throw error;
  }
}
