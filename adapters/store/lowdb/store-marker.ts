import { join } from 'node:path';
import { Low } from 'lowdb';
import type { Disk } from '../disk/disk.ts';
import { syncedFile } from './synced-file.ts';

/** Says that a folder is a store: without it an unmounted volume would look like a first start. */
export interface StoreMarker {
  /** The newest format in which something was written here. */
  readonly v: number;
  /** Whether something was ever recorded. */
  readonly began: boolean;
}

const nothing: StoreMarker = { v: 0, began: false };

export function markerFile(folder: string): string {
  return join(folder, 'store.json');
}

export async function readMarker(disk: Disk, folder: string): Promise<StoreMarker | undefined> {
  const database = new Low<StoreMarker>(syncedFile(disk, markerFile(folder)), nothing);
  await database.read();
  return database.data === nothing ? undefined : database.data;
}

export async function writeMarker(disk: Disk, folder: string, marker: StoreMarker): Promise<void> {
  await new Low<StoreMarker>(syncedFile(disk, markerFile(folder)), marker).write();
}
