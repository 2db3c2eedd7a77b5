import { join } from 'node:path';
import { Low } from 'lowdb';
import type { Disk } from '../disk/disk.ts';
import type { Known } from '../ledger/read-tail.ts';
import type { Head } from '../ledger/verify-ledger.ts';
import { syncedFile } from './synced-file.ts';

/** What a snapshot consists of. Written last: parts that no manifest names do not count. */
export interface Manifest {
  readonly v: number;
  /** Counted up with each snapshot; part of the names of its files, so that none is ever overwritten. */
  readonly number: number;
  readonly known: Known;
  /** The last place that was given to a row. */
  readonly sequence: number;
  readonly heads: readonly (readonly [company: string, head: Head])[];
  readonly files: { readonly [name in PartKind]: readonly string[] };
}

export const partKinds = ['hot', 'cold', 'entries', 'keys', 'jobs'] as const;
export type PartKind = (typeof partKinds)[number];

/** One lowdb database: some rows, keys or jobs. */
export interface PartFile<T> {
  readonly v: number;
  readonly part: number;
  readonly items: T;
}

export function snapshotFolder(folder: string): string {
  return join(folder, 'snapshot');
}

const manifestName = 'manifest.json';

/** `undefined` when there is none, or when it is not what was written. */
export function readManifest(disk: Disk, folder: string): Promise<Manifest | undefined> {
  return readDatabase<Manifest>(disk, folder, manifestName);
}

export function writeManifest(disk: Disk, folder: string, manifest: Manifest): Promise<void> {
  return writeDatabase(disk, folder, manifestName, manifest);
}

export function readPart<T>(disk: Disk, folder: string, name: string): Promise<PartFile<T> | undefined> {
  return readDatabase<PartFile<T>>(disk, folder, name);
}

export function writePart<T>(disk: Disk, folder: string, name: string, part: PartFile<T>): Promise<void> {
  return writeDatabase(disk, folder, name, part);
}

/** Removes what the manifest does not name: parts of older snapshots and of those that were not finished. */
export async function removeOthers(disk: Disk, folder: string, { files }: Manifest): Promise<void> {
  const named = new Set([manifestName, ...partKinds.flatMap((kind) => files[kind])]);
  for (const name of await disk.list(snapshotFolder(folder))) {
    if (!named.has(name)) await disk.remove(join(snapshotFolder(folder), name));
  }
}

/** The highest number in the name of any part, finished or not: the next snapshot takes a name that none of them has. */
export async function lastNumber(disk: Disk, folder: string): Promise<number> {
  const names = await disk.list(snapshotFolder(folder));
  return Math.max(0, ...names.map((name) => Number(/\.(\d+)\.json/.exec(name)?.[1] ?? 0)));
}

async function readDatabase<T extends object>(disk: Disk, folder: string, name: string): Promise<T | undefined> {
  const database = new Low<Partial<T>>(syncedFile(disk, join(snapshotFolder(folder), name)), {});
  const nothing = database.data;
  await database.read();
  return database.data === nothing ? undefined : (database.data as T);
}

async function writeDatabase<T extends object>(disk: Disk, folder: string, name: string, data: T): Promise<void> {
  await new Low<T>(syncedFile(disk, join(snapshotFolder(folder), name)), data).write();
}
