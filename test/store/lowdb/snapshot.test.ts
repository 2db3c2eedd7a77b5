import { describe, expect, it } from 'vitest';
import type { Store } from '../../../src/ports/store.ts';
import { numbered, present } from '../ledger/numbered-commits.ts';
import { testDisk, type TestDisk } from '../ledger/test-disk.ts';
import { dump } from './dump.ts';
import { listeningLog, openStore, type LoggedLine } from './open-store.ts';

const folder = '/data';

async function filled(upTo: number, from = 1, disk: TestDisk = testDisk()): Promise<TestDisk> {
  const store = await openStore({ folder, disk });
  for (let n = from; n <= upTo; n += 1) await store.commit(numbered(n));
  await store.close();
  return disk;
}

function parts(disk: TestDisk): readonly string[] {
  return disk.paths().filter((path) => path.includes('/snapshot/'));
}

async function read(disk: TestDisk): Promise<{ readonly store: Store; readonly lines: readonly LoggedLine[] }> {
  const lines: LoggedLine[] = [];
  const store = await openStore({ folder, disk, log: listeningLog(lines) });
  return { store, lines: lines.filter(({ message }) => message === 'store.read') };
}

describe('a snapshot', () => {
  it('makes the ledger before it unread at the next start', async () => {
    const disk = await filled(9);

    const { store, lines } = await read(disk);

    expect(lines).toEqual([{ message: 'store.read', fields: { lines: 0, line: 9, snapshot: 1 } }]);
    expect(await present(store)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  const damages: Readonly<Record<string, (content: Buffer) => Buffer>> = {
    empty: () => Buffer.alloc(0),
    'full of NUL': (content) => Buffer.alloc(content.length),
    'cut off': (content) => content.subarray(0, content.length / 2),
    'wrong in one byte': (content) => Buffer.concat([content.subarray(0, 40), Buffer.from('~'), content.subarray(41)]),
    gone: () => Buffer.from('gone'),
  };

  it.each(Object.entries(damages))(
    'F22: is made anew from the ledger, and nothing is lost, when any file of it is %s',
    async (name, damage) => {
      const whole = await filled(7);
      const expected = await dump((await read(whole.afterKill())).store);

      for (const path of parts(whole)) {
        const disk = whole.afterKill();
        if (name === 'gone') await disk.remove(path);
        else disk.replace(path, damage(disk.content(path)));
        const { store, lines } = await read(disk);

        expect(lines[0]?.fields['lines']).toBe(7);
        expect(await dump(store)).toEqual(expected);
        await store.close();
        const again = await read(disk);
        expect(await dump(again.store)).toEqual(expected);
      }
    },
  );

  it('takes no notice of what an unfinished one has left', async () => {
    const disk = await filled(3);
    for (const name of ['manifest.json.tmp', 'cold-0.9.json', 'cold-0.9.json.tmp']) {
      const file = await disk.open(`${folder}/snapshot/${name}`);
      await file.write(Buffer.from('half'), 0);
    }

    const { store } = await read(disk);
    await store.commit(numbered(4));
    await store.close();

    expect(await present((await read(disk)).store)).toEqual([1, 2, 3, 4]);
    expect(parts(disk).filter((path) => path.includes('.9.') || path.endsWith('.tmp'))).toEqual([]);
  });

  it('leaves the files alone in which nothing changed', async () => {
    const disk = await filled(600);
    const before = parts(disk);

    const store = await openStore({ folder, disk });
    await store.commit({
      put: [{ collection: 'transfers', id: '600', value: {}, indexes: { 'transfers.open': 'c' } }],
    });
    await store.close();

    const rewritten = parts(disk).filter((path) => !before.includes(path));
    expect(rewritten.filter((path) => /\/(cold|entries|keys)-/.test(path))).toEqual([]);
    expect(rewritten.filter((path) => path.includes('/hot-'))).toHaveLength(1);
    expect(before.filter((path) => path.includes('/hot-')).length).toBeGreaterThan(3);
  });

  it('lets rows go from memory and file that were put anew many times', async () => {
    const disk = testDisk();
    const store = await openStore({ folder, disk, snapshotEvery: 2 });
    const putAll = async (n: number): Promise<void> => {
      const put = Array.from({ length: 5_000 }, (_, i) => {
        return { collection: 'records' as const, id: `r${i}`, value: { n }, indexes: { 'records.number': `k${i}` } };
      });
      await store.commit({ put });
    };
    for (let n = 1; n <= 8; n += 1) await putAll(n);
    await store.close();

    const { store: again } = await read(disk);

    expect(parts(disk).filter((path) => path.includes('/cold-')).length).toBeLessThan(6);
    expect(await again.get('records', 'r4999')).toMatchObject({ rev: 8, value: { n: 8 } });
    expect((await again.find({ index: 'records.number', key: 'k17' })).items).toMatchObject([{ id: 'r17', rev: 8 }]);
    expect((await dump(again)).length).toBe(5_000);
  });
});
