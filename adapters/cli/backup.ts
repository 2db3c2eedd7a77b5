import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../src/ports/clock.ts';
import type { Log } from '../../src/ports/log.ts';
import type { Variables } from '../config/variables.ts';
import { DiskError, type Disk } from '../store/disk/disk.ts';
import { nodeDisk } from '../store/disk/node-disk.ts';
import { copyLedger } from '../store/ledger/copy-ledger.ts';
import { ledgerFolder, monthFile, monthsIn } from '../store/ledger/months.ts';
import { verifyLedger } from '../store/ledger/verify-ledger.ts';
import { lowdbStore } from '../store/lowdb/lowdb-store.ts';
import { openFailureText } from '../store/lowdb/open-failure.ts';
import { markRestored } from '../store/lowdb/mark-restored.ts';
import { markerFile, readMarker, writeMarker } from '../store/lowdb/store-marker.ts';
import { storeFormat } from '../store/state/format.ts';
import { tellFault, tellWhole } from './audit-verify.ts';
import { dataFolder } from './data-folder.ts';
import { complain, say } from './say.ts';

/** `countersign backup`: copies the ledger, which is all there is to save, while the bot runs or not. */
export async function backup({
  variables,
  to,
}: {
  readonly variables: Variables;
  readonly to: string;
}): Promise<number> {
  const folder = dataFolder(variables);
  if (!folder.ok) return refuse(folder.failure);
  const disk = nodeDisk();
  return orUnreadable(async () => {
    if ((await monthsIn(disk, folder.value)).length === 0)
      return refuse(`There is nothing to save in ${folder.value}.`);
    if ((await disk.list(to)).length > 0)
      return refuse(`${to} is not empty. Name a folder that is, or is not there yet.`);
    await copyLedger(disk, folder.value, to);
    const saved = await wholeLedger(disk, to);
    if (saved !== 0) return saved;
    const marker = await readMarker(disk, folder.value);
    await writeMarker(disk, to, { v: marker?.v ?? storeFormat.version, began: true });
    say(`Saved to ${to}.`);
    return 0;
  });
}

export interface RestoreChoices {
  readonly variables: Variables;
  readonly from: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** `countersign restore`: fills an empty data folder from a backup, and has every open transfer looked up first. */
export async function restore({ variables, from, clock, log }: RestoreChoices): Promise<number> {
  const folder = dataFolder(variables);
  if (!folder.ok) return refuse(folder.failure);
  const disk = nodeDisk();
  return orUnreadable(async () => {
    if ((await monthsIn(disk, from)).length === 0) return refuse(`There is no backup in ${from}.`);
    const saved = await wholeLedger(disk, from);
    if (saved !== 0) return saved;

    await disk.makeFolder(folder.value);
    const lock = await disk.lock(folder.value, () => undefined);
    if (lock.kind === 'locked') return refuse(openFailureText(lock, folder.value));
    try {
      if (await holdsData(disk, folder.value)) {
        return refuse(`${folder.value} holds data. Move it away first: a restore never writes over anything.`);
      }
      return await fill({ disk, folder: folder.value, from, clock, log });
    } finally {
      await lock.release();
    }
  });
}

interface Filling extends Pick<RestoreChoices, 'from' | 'clock' | 'log'> {
  readonly disk: Disk;
  readonly folder: string;
}

/** Everything is made ready beside the place where it will count, so that a restore that breaks off leaves nothing. */
async function fill({ disk, folder, from, clock, log }: Filling): Promise<number> {
  const staged = join(folder, 'restoring');
  await rm(staged, { recursive: true, force: true });
  await copyLedger(disk, from, staged);
  const onFatal = (error: Error): never => {
    throw error;
  };
  const opened = await lowdbStore({ folder: staged, clock, log, onFatal });
  if (!opened.ok) return refuse(openFailureText(opened.failure, staged));
  const open = await markRestored(opened.value, clock.now());
  await opened.value.close();

  await disk.makeFolder(ledgerFolder(folder));
  // the newest first: a ledger whose beginning is missing is refused, one whose end is missing would be believed
  for (const month of [...(await monthsIn(disk, staged))].reverse()) {
    await disk.rename(monthFile(staged, month), monthFile(folder, month));
  }
  await disk.syncFolder(ledgerFolder(folder));
  await disk.rename(markerFile(staged), markerFile(folder));
  await disk.syncFolder(folder);
  await rm(staged, { recursive: true, force: true });
  say(`Restored from ${from}. ${open} open transfers will be looked up before anything is written.`);
  return 0;
}

async function wholeLedger(disk: Disk, folder: string): Promise<number> {
  const verified = await verifyLedger(disk, folder, storeFormat);
  if (!verified.ok) return tellFault(verified.failure);
  tellWhole(verified.value);
  return 0;
}

async function holdsData(disk: Disk, folder: string): Promise<boolean> {
  if ((await readMarker(disk, folder))?.began === true) return true;
  for (const month of await monthsIn(disk, folder)) {
    if (((await disk.stat(monthFile(folder, month)))?.size ?? 0) > 0) return true;
  }
  return (await readdir(folder)).some((name) => name === 'snapshot');
}

async function orUnreadable(act: () => Promise<number>): Promise<number> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof DiskError)) throw error;
    return refuse(`The disk failed: ${error.message}.`);
  }
}

function refuse(text: string): number {
  complain(text);
  return 2;
}
