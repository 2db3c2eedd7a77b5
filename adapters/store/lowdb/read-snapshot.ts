import type { Disk } from '../disk/disk.ts';
import type { JobRecord } from '../state/jobs.ts';
import type { StoreFormat } from '../state/format.ts';
import { createLiveState, type LiveState } from './live-state.ts';
import type { LiveRow } from './live-row.ts';
import { entriesOfColumns, rowsOfColumns, type EntryColumns, type RowColumns } from './part-columns.ts';
import { readManifest, readPart, snapshotFolder, type Manifest, type PartFile } from './snapshot-files.ts';
import type { TakenKey } from './unique-parts.ts';

export interface ReadSnapshot {
  readonly manifest: Manifest;
  readonly state: LiveState;
}

/**
 * The state at the last snapshot. Everything in it stands in the ledger too: when any part is missing, damaged or of
 * another format, none of it is used and the ledger is read from its start.
 */
export async function readSnapshot(
  { disk, folder, format }: { readonly disk: Disk; readonly folder: string; readonly format: StoreFormat },
  now: number,
): Promise<ReadSnapshot | 'none' | 'unusable'> {
  const manifest = await readManifest(disk, folder);
  if (manifest === undefined) return (await disk.list(snapshotFolder(folder))).length === 0 ? 'none' : 'unusable';
  if (manifest.v !== format.version) return 'unusable';

  const state = createLiveState();
  const each = async <T>(
    names: readonly string[],
    take: (part: PartFile<T>, name: string) => void,
  ): Promise<boolean> => {
    for (const name of names) {
      const part = await readPart<T>(disk, folder, name);
      if (part?.v !== format.version) return false;
      take(part, name);
    }
    return true;
  };
  const { files } = manifest;
  const whole =
    (await each<RowColumns>(files.cold, ({ part, items }, name) => {
      state.cold.restore(part, rowsOfColumns(items), name);
    })) &&
    (await each<readonly LiveRow[]>(files.hot, ({ items }, name) => {
      for (const row of items) restoreHot(state, row, name);
    })) &&
    (await each<EntryColumns>(files.entries, ({ part, items }, name) => {
      state.entries.restore(part, entriesOfColumns(items), name);
    })) &&
    (await each<readonly TakenKey[]>(files.keys, ({ part, items }, name) =>
      state.keys.restore(part, items, name, now),
    )) &&
    (await each<readonly JobRecord[]>(files.jobs, ({ items }) => items.forEach(state.jobs.restore)));
  if (!whole) return 'unusable';
  state.entries.restoreHeads(manifest.heads);
  state.sequence = manifest.sequence;
  return { manifest, state };
}

/** Parts are of different moments: a row that went cold meanwhile has a higher revision there. */
function restoreHot(state: LiveState, row: LiveRow, file: string): void {
  const cold = state.cold.get(row.collection, row.id);
  if (cold !== undefined && cold.rev > row.rev) return;
  state.cold.remove(row.collection, row.id);
  state.hot.restore(row, file);
}
