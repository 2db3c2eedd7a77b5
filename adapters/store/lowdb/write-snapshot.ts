import type { Disk } from '../disk/disk.ts';
import type { LedgerFiles } from '../ledger/ledger-files.ts';
import type { Position } from '../ledger/read-tail.ts';
import type { StoreFormat } from '../state/format.ts';
import type { LiveState } from './live-state.ts';
import { entryColumns, rowColumns, rowsOfColumns, type RowColumns } from './part-columns.ts';
import type { PartList } from './part-list.ts';
import {
  readPart,
  removeOthers,
  snapshotFolder,
  writeManifest,
  writePart,
  type Manifest,
  type PartKind,
} from './snapshot-files.ts';

export interface SnapshotParts {
  readonly disk: Disk;
  readonly folder: string;
  readonly format: StoreFormat;
  readonly state: LiveState;
  readonly files: LedgerFiles;
}

export interface SnapshotMoment {
  readonly number: number;
  readonly position: Position;
  readonly now: number;
}

const jobsPerPart = 512;

/**
 * Writes what changed since the last snapshot, part by part, and lets others go first in between. Commits go on
 * meanwhile: a part may hold more than the position says, which reading the ledger from there sets right, for a row is
 * put with its revision and an entry with its number. Only jobs are taken as they are at the position.
 */
export async function writeSnapshot(parts: SnapshotParts, { number, position, now }: SnapshotMoment): Promise<void> {
  const { disk, folder, format, state, files } = parts;
  const jobs = state.jobs.kept();
  const moment = { sequence: state.sequence, heads: [...state.entries.heads()] };
  await disk.makeFolder(snapshotFolder(folder));

  const write = async (name: string, part: number, items: unknown): Promise<string> => {
    const file = `${name}-${part}.${number}.json`;
    await writePart(disk, folder, file, { v: format.version, part, items });
    await othersFirst();
    return file;
  };
  const writeList = async <T>(
    kind: PartKind,
    list: PartList<T>,
    stored: (items: readonly T[]) => unknown,
  ): Promise<void> => {
    for (const part of list.changed()) list.written(part, await write(kind, part.part, stored(part.items)));
  };

  for (const part of state.hot.changed()) {
    state.hot.written(part, part.rows.length === 0 ? '' : await write(`hot-${part.name}`, 0, part.rows));
  }
  state.keys.dropExpired(now);
  await gatherCold(parts);
  await writeList('cold', state.cold.parts, rowColumns);
  await writeList('entries', state.entries.parts, entryColumns);
  await writeList('keys', state.keys.parts, (keys) => keys);
  const jobFiles: string[] = [];
  for (let from = 0; from < jobs.length; from += jobsPerPart) {
    jobFiles.push(await write('jobs', from / jobsPerPart, jobs.slice(from, from + jobsPerPart)));
  }

  const known = { position, files: (await files.stats()).filter(({ month }) => month <= position.month) };
  const manifest: Manifest = { v: format.version, number, known, ...moment, files: filesOf(state, jobFiles) };
  await writeManifest(disk, folder, manifest);
  await removeOthers(disk, folder, manifest);
}

function filesOf({ hot, cold, entries, keys }: LiveState, jobs: readonly string[]): Manifest['files'] {
  return {
    hot: hot.files(),
    cold: cold.parts.files(),
    entries: entries.parts.files(),
    keys: keys.parts.files(),
    jobs,
  };
}

/** What is left of a part of which most rows are gone moves to the part that grows; at most one part each time. */
async function gatherCold({ disk, folder, state: { cold } }: SnapshotParts): Promise<void> {
  const [part] = cold.dropGone();
  if (part === undefined) return;
  const file = cold.parts.fileOf(part);
  const read = file === undefined ? undefined : await readPart<RowColumns>(disk, folder, file);
  if (read !== undefined) cold.gather(part, rowsOfColumns(read.items));
}

function othersFirst(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
