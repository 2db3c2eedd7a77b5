import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../src/ports/clock.ts';
import type { Log } from '../../src/ports/log.ts';
import type { Variables } from '../config/variables.ts';
import { DiskError, type Disk } from '../store/disk/disk.ts';
import { nodeDisk } from '../store/disk/node-disk.ts';
import { copyLedger } from '../store/ledger/copy-ledger.ts';
import { monthsIn } from '../store/ledger/months.ts';
import { verifyLedger } from '../store/ledger/verify-ledger.ts';
import { lowdbStore } from '../store/lowdb/lowdb-store.ts';
import { openFailureText } from '../store/lowdb/open-failure.ts';
import { readMarker, writeMarker } from '../store/lowdb/store-marker.ts';
import { storeFormat } from '../store/state/format.ts';
import { namedStore } from './named-store.ts';
import { orTold, tellWhole } from './read-ledger.ts';
import { complain, say } from './say.ts';

export interface BackupChoices {
  readonly variables: Variables;
  readonly to: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** `countersign backup`: saves the store that the environment names as files, while the bot runs or not. */
export async function backup({ variables, to, ...deps }: BackupChoices): Promise<number> {
  const named = namedStore(variables);
  if (!named.ok) return refuse(named.failure);
  const disk = nodeDisk();
  return orUnreadable(async () => {
    if ((await disk.list(to)).length > 0)
      return refuse(`${to} is not empty. Name a folder that is, or is not there yet.`);
    const store = named.value;
    const refused =
      store.kind === 'folder'
        ? await saveFolder(disk, store.folder, to)
        : await saveDatabase({ ...deps, disk }, store.url, to);
    if (refused !== undefined) return refuse(refused);
    const saved = await wholeLedger(disk, to);
    if (saved !== 0) return saved;
    say(`Saved to ${to}.`);
    return 0;
  });
}

/** Copies the ledger, which is all there is to save. */
async function saveFolder(disk: Disk, folder: string, to: string): Promise<string | undefined> {
  if ((await monthsIn(disk, folder)).length === 0) return `There is nothing to save in ${folder}.`;
  await copyLedger(disk, folder, to);
  const marker = await readMarker(disk, folder);
  await writeMarker(disk, to, { v: marker?.v ?? storeFormat.version, began: true });
  return undefined;
}

/** Reads all of the database at one moment and writes it as the files that a data folder would hold. */
async function saveDatabase(
  { disk, clock, log }: Pick<BackupChoices, 'clock' | 'log'> & { readonly disk: Disk },
  url: string,
  to: string,
): Promise<string | undefined> {
  const { readingDatabase, readingFailureText } = await import('../store/postgres/reading.ts');
  const { everything } = await import('../store/postgres/export.ts');
  const opened = await lowdbStore({ folder: to, disk, clock, log, onFatal: thrown });
  if (!opened.ok) return openFailureText(opened.failure, to);
  const read = await readingDatabase(url, (client) => opened.value.importAll(everything(client, clock.now())));
  await opened.value.close();
  if (!read.ok) {
    await rm(to, { recursive: true, force: true });
    return readingFailureText(read.failure);
  }
  // it makes starts short and is no part of a backup
  await rm(join(to, 'snapshot'), { recursive: true, force: true });
  if (read.value.ok) return undefined;
  const { failure } = read.value;
  return failure.kind === 'not_empty'
    ? `${to} is not empty.`
    : `The ledger is broken at entry ${failure.n} of company ${failure.company}. Ask "countersign audit verify".`;
}

/** Verifies what was saved and tells its heads; answers the exit code. */
export async function wholeLedger(disk: Disk, folder: string): Promise<number> {
  const verified = orTold(await verifyLedger(disk, folder, storeFormat));
  if (typeof verified === 'number') return verified;
  tellWhole(verified);
  return 0;
}

export async function orUnreadable(act: () => Promise<number>): Promise<number> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof DiskError)) throw error;
    return refuse(`The disk failed: ${error.message}.`);
  }
}

export function thrown(error: Error): never {
  throw error;
}

export function refuse(text: string): number {
  complain(text);
  return 2;
}
