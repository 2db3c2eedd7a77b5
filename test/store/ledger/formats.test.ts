import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { nodeDisk } from '../../../adapters/store/disk/node-disk.ts';
import { verifyLedger } from '../../../adapters/store/ledger/verify-ledger.ts';
import { lowdbStore } from '../../../adapters/store/lowdb/lowdb-store.ts';
import { storeFormat, upcast, type StoreFormat } from '../../../adapters/store/state/format.ts';
import { handClock } from '../hand-clock.ts';
import { dump } from '../lowdb/dump.ts';
import { listeningLog, openStore } from '../lowdb/open-store.ts';
import { temporaryFolders } from '../lowdb/temporary-folder.ts';

const newFolder = temporaryFolders();
const golden = fileURLToPath(new URL('golden/', import.meta.url));

/** A format to come, in which a unique key is called otherwise. */
const nextFormat: StoreFormat = {
  version: storeFormat.version + 1,
  upcasts: [...storeFormat.upcasts, (record) => ({ ...record, upcasted: true })],
};

async function goldenCopy(version: string): Promise<string> {
  const folder = await newFolder();
  await cp(join(golden, version), folder, { recursive: true });
  return folder;
}

async function expected(version: string): Promise<unknown> {
  return JSON.parse(await readFile(join(golden, `${version}.dump.json`), 'utf8'));
}

describe.each(['v1'])('a folder of format %s', (version) => {
  it('is read as it was meant', async () => {
    const store = await openStore({ folder: await goldenCopy(version) });

    expect(await dump(store)).toEqual(await expected(version));
    await store.close();
  });

  it('verifies', async () => {
    expect(await verifyLedger(nodeDisk(), join(golden, version), storeFormat)).toMatchObject({ ok: true });
  });

  it('F32: is read by a later format, after it was saved as it was', async () => {
    const folder = await goldenCopy(version);
    const store = await openStore({ folder, format: nextFormat });
    await store.commit({ unique: [{ key: 'of the later format' }] });

    const lines = await dump(store);
    await store.close();

    const [saved = ''] = await nodeDisk().list(join(folder, 'backups'));
    expect(saved).toBe('format-1-2026-06-01T08-00-00.000Z');
    const before = await openStore({ folder: join(folder, 'backups', saved) });
    expect(await dump(before)).toEqual(await expected(version));
    expect(lines).toEqual(expect.arrayContaining((await expected(version)) as unknown[]));
    await before.close();
  });
});

it('F32: refuses a folder in which a later format was written, and leaves it alone', async () => {
  const folder = await newFolder();
  const later = await openStore({ folder, format: nextFormat });
  await later.commit({ unique: [{ key: 'k' }] });
  await later.close();
  const options = { folder, clock: handClock(), log: listeningLog([]), onFatal: () => undefined };

  const opened = await lowdbStore(options);
  await writeFile(join(folder, 'store.json'), '');
  const withoutMarker = await lowdbStore(options);

  expect([opened, withoutMarker]).toEqual([
    { ok: false, failure: { kind: 'newer_format' } },
    { ok: false, failure: { kind: 'newer_format' } },
  ]);
});

it('runs every step from the format of a record to the present one, in order', () => {
  const format: StoreFormat = {
    version: 3,
    upcasts: [
      ({ old, ...rest }) => ({ ...rest, name: old ?? '' }),
      ({ name, ...rest }) => ({ ...rest, names: [name ?? ''] }),
    ],
  };

  expect(upcast({ v: 1, old: 'a' }, format)).toEqual({ v: 3, names: ['a'] });
  expect(upcast({ v: 2, name: 'a' }, format)).toEqual({ v: 3, names: ['a'] });
  expect(upcast({ v: 3, names: ['a'] }, format)).toEqual({ v: 3, names: ['a'] });
  expect(upcast({ v: 4 }, format)).toBe('newer');
});
