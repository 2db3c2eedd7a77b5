import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../src/ports/clock.ts';
import type { Log } from '../../src/ports/log.ts';
import type { Store } from '../../src/ports/store.ts';
import { fail, ok, type Result } from '../../src/shared/result.ts';
import type { Variables } from '../config/variables.ts';
import type { Disk } from '../store/disk/disk.ts';
import { nodeDisk } from '../store/disk/node-disk.ts';
import { copyLedger } from '../store/ledger/copy-ledger.ts';
import { ledgerFolder, monthFile, monthsIn } from '../store/ledger/months.ts';
import { lowdbStore } from '../store/lowdb/lowdb-store.ts';
import { openFailureText } from '../store/lowdb/open-failure.ts';
import { markRestored } from '../store/lowdb/mark-restored.ts';
import { markerFile, readMarker } from '../store/lowdb/store-marker.ts';
import { orUnreadable, refuse, thrown, wholeLedger } from './backup.ts';
import { namedStore } from './named-store.ts';
import { say } from './say.ts';

export interface RestoreChoices {
  readonly variables: Variables;
  readonly from: string;
  readonly clock: Clock;
  readonly log: Log;
}

interface Filling extends Omit<RestoreChoices, 'variables'> {
  readonly disk: Disk;
}

/**
 * `countersign restore`: fills the empty store that the environment names from a backup, and has every open transfer
 * looked up first. A backup of one kind of store may be restored into the other.
 */
export async function restore({ variables, ...choices }: RestoreChoices): Promise<number> {
  const named = namedStore(variables);
  if (!named.ok) return refuse(named.failure);
  const filling = { ...choices, disk: nodeDisk() };
  const { disk, from } = filling;
  return orUnreadable(async () => {
    if ((await monthsIn(disk, from)).length === 0) return refuse(`There is no backup in ${from}.`);
    const saved = await wholeLedger(disk, from);
    if (saved !== 0) return saved;
    const store = named.value;
    const filled =
      store.kind === 'folder' ? await fillFolder(filling, store.folder) : await fillDatabase(filling, store.url);
    if (!filled.ok) return refuse(filled.failure);
    say(`Restored from ${from}. ${filled.value} open transfers will be looked up before anything is written.`);
    return 0;
  });
}

/** Answers how many transfers are open. */
type Filled = Promise<Result<number, string>>;

async function fillFolder(filling: Filling, folder: string): Filled {
  const { disk } = filling;
  await disk.makeFolder(folder);
  const lock = await disk.lock(folder, () => undefined);
  if (lock.kind === 'locked') return fail(openFailureText(lock, folder));
  try {
    if (await holdsData(disk, folder))
      return fail(`${folder} holds data. Move it away first: a restore never writes over anything.`);
    return await fillEmptyFolder(filling, folder);
  } finally {
    await lock.release();
  }
}

/** Everything is made ready beside the place where it will count, so that a restore that breaks off leaves nothing. */
async function fillEmptyFolder(filling: Filling, folder: string): Filled {
  const { disk } = filling;
  const staged = join(folder, 'restoring');
  await rm(staged, { recursive: true, force: true });
  const open = await withMarked(filling, staged, (_, marked) => Promise.resolve(ok(marked)));
  if (!open.ok) return open;

  await disk.makeFolder(ledgerFolder(folder));
  // the newest first: a ledger whose beginning is missing is refused, one whose end is missing would be believed
  for (const month of [...(await monthsIn(disk, staged))].reverse()) {
    await disk.rename(monthFile(staged, month), monthFile(folder, month));
  }
  await disk.syncFolder(ledgerFolder(folder));
  await disk.rename(markerFile(staged), markerFile(folder));
  await disk.syncFolder(folder);
  await rm(staged, { recursive: true, force: true });
  return open;
}

/** All of it in one transaction, so that a restore that breaks off leaves nothing. */
async function fillDatabase(filling: Filling, url: string): Filled {
  const { postgresStore } = await import('../store/postgres/postgres-store.ts');
  const { openFailureText: databaseText } = await import('../store/postgres/open-failure.ts');
  const opened = await postgresStore({ url, clock: filling.clock, log: filling.log });
  if (!opened.ok) return fail(databaseText(opened.failure));
  const staged = await mkdtemp(join(tmpdir(), 'countersign-restoring-'));
  try {
    return await withMarked(filling, staged, async (store, marked) => {
      const imported = await opened.value.importAll(store.exportAll());
      if (imported.ok) return ok(marked);
      return fail('The database holds data. Name an empty one: a restore never writes over anything.');
    });
  } finally {
    await opened.value.close();
    await rm(staged, { recursive: true, force: true });
  }
}

/** Opens a copy of the backup in which every open transfer is marked. */
async function withMarked(
  { disk, from, clock, log }: Filling,
  staged: string,
  use: (store: Store, marked: number) => Filled,
): Filled {
  await copyLedger(disk, from, staged);
  const opened = await lowdbStore({ folder: staged, disk, clock, log, onFatal: thrown });
  if (!opened.ok) return fail(openFailureText(opened.failure, staged));
  try {
    return await use(opened.value, await markRestored(opened.value, clock.now()));
  } finally {
    await opened.value.close();
  }
}

async function holdsData(disk: Disk, folder: string): Promise<boolean> {
  if ((await readMarker(disk, folder))?.began === true) return true;
  for (const month of await monthsIn(disk, folder)) {
    if (((await disk.stat(monthFile(folder, month)))?.size ?? 0) > 0) return true;
  }
  return (await readdir(folder)).some((name) => name === 'snapshot');
}
