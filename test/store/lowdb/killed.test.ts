import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { thisProcess } from '../../../adapters/store/disk/owner.ts';
import { lowdbStore } from '../../../adapters/store/lowdb/lowdb-store.ts';
import { handClock } from '../hand-clock.ts';
import { present } from '../ledger/numbered-commits.ts';
import { committingChild, killedAfter } from './child.ts';
import { listeningLog, openStore } from './open-store.ts';
import { temporaryFolders } from './temporary-folder.ts';

const newFolder = temporaryFolders();

it('F1: keeps what was acknowledged by a process that was killed, again and again', async () => {
  const folder = await newFolder();
  const acknowledged = new Set<number>();
  for (const lines of [1, 7, 40, 90, 23]) {
    const from = Math.max(0, ...acknowledged) + 10;
    for (const line of await killedAfter(lines, folder, String(from))) acknowledged.add(Number(line));
  }

  const store = await openStore({ folder });
  const found = await present(store);

  expect(acknowledged.size).toBeGreaterThanOrEqual(161);
  expect(found).toEqual(expect.arrayContaining([...acknowledged]));
  await store.close();
}, 60_000);

it('F24: refuses the folder while another process has it, and takes it when that one was killed', async () => {
  const folder = await newFolder();
  const child = committingChild(folder);
  await once(child.stdout ?? child, 'data');

  const second = await lowdbStore({ folder, clock: handClock(), log: listeningLog([]), onFatal: () => undefined });
  child.kill('SIGKILL');
  await once(child, 'exit');
  const third = await openStore({ folder });

  expect(second).toEqual({ ok: false, failure: { kind: 'locked', pid: child.pid } });
  expect((await present(third)).length).toBeGreaterThan(0);
  await third.close();
}, 60_000);

it('takes over the lock of a process that ended, whose number another one has now, or that nobody finished', async () => {
  const me = await thisProcess();
  const stale = {
    ended: { ...me, pid: 2 ** 22 + 1 },
    'before the machine started': { ...me, boot: 'another run of the machine' },
    'number used again': { ...me, started: '1' },
  };
  const texts = [...Object.values(stale).map((owner) => JSON.stringify({ ...owner, token: 't' })), '', '{"pid":'];

  for (const text of texts) {
    const folder = await newFolder();
    await writeFile(join(folder, 'lock'), text);
    const store = await openStore({ folder });
    await store.close();
  }
}, 30_000);

it('tells when the folder was taken by another process', async () => {
  const folder = await newFolder();
  const lost = new Promise<Error>((resolve) => {
    void openStore({ folder, onFatal: resolve });
  });
  const lock = join(folder, 'lock');
  await expect.poll(() => readFile(lock, 'utf8').catch(() => '')).toContain('token');
  await writeFile(lock, JSON.stringify({ ...(await thisProcess()), token: 'of another one' }));

  expect((await lost).message).toMatch(/another process/);
}, 30_000);
