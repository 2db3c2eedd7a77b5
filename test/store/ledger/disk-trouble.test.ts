import { describe, expect, it, vi } from 'vitest';
import { OutcomeUnknownError } from '../../../adapters/store/ledger/ledger-writer.ts';
import { openStore } from '../lowdb/open-store.ts';
import { numbered, present } from './numbered-commits.ts';
import { testDisk, type TestDisk } from './test-disk.ts';

const folder = '/data';
const month = `${folder}/ledger/2026-06.jsonl`;
const notRecorded = { ok: false, failure: { kind: 'unavailable' } };

async function afterRestart(disk: TestDisk): Promise<readonly number[]> {
  return present(await openStore({ folder, disk: disk.afterKill() }));
}

describe('a full disk', () => {
  it('F18: answers that nothing was recorded, keeps nothing of it, and recovers when there is space', async () => {
    const disk = testDisk();
    const store = await openStore({ folder, disk });
    await store.commit(numbered(1));
    const before = disk.content(month);

    for (const room of [0, 1, 100, 700]) {
      disk.trouble.room = room;
      expect(await store.commit(numbered(2))).toEqual(notRecorded);
      expect(await store.health()).toMatchObject({ writable: false });
      expect(disk.content(month)).toEqual(before);
      expect(await present(store)).toEqual([1]);
      expect(await afterRestart(disk)).toEqual([1]);
    }
    disk.trouble.room = 1_000_000;

    expect(await store.health()).toMatchObject({ writable: true });
    expect((await store.commit(numbered(2))).ok).toBe(true);
    expect(await present(store)).toEqual([1, 2]);
    expect(await afterRestart(disk)).toEqual([1, 2]);
  });

  it('fails everybody who waited behind what was not recorded, and lets them try again', async () => {
    const disk = testDisk();
    const store = await openStore({ folder, disk });
    await store.commit(numbered(1));
    disk.trouble.room = 900;

    const answers = await Promise.all([2, 3, 4].map((n) => store.commit(numbered(n))));
    disk.trouble.room = 1_000_000;
    const again = await Promise.all([2, 3, 4].map((n) => store.commit(numbered(n))));

    expect(answers).toEqual([notRecorded, notRecorded, notRecorded]);
    expect(again.map(({ ok }) => ok)).toEqual([true, true, true]);
    expect(await afterRestart(disk)).toEqual([1, 2, 3, 4]);
  });

  it('does not say duplicate because of what is not recorded yet', async () => {
    const disk = testDisk();
    const store = await openStore({ folder, disk });
    disk.trouble.room = 100;

    const both = await Promise.all([store.commit({ unique: [{ key: 'k' }], entries: [] }), store.commit(numbered(1))]);
    const hint = await Promise.all([store.commit(numbered(2)), store.commit({ unique: [{ key: '2' }] })]);

    expect(both).toEqual([notRecorded, notRecorded]);
    expect(hint[0]).toEqual(notRecorded);
    expect(hint[1]).not.toMatchObject({ failure: { kind: 'duplicate' } });
  });

  it('keeps a lease when its end was not recorded', async () => {
    const disk = testDisk();
    const store = await openStore({ folder, disk });
    await store.commit(numbered(1));
    const job = await store.claim({ queue: 'look', owner: 'one', leaseMs: 60_000 });
    const done = job === undefined ? [] : [job];

    disk.trouble.room = 0;
    const lost = await store.commit({ done });
    disk.trouble.room = 1_000_000;

    expect(lost).toEqual(notRecorded);
    expect(await store.claim({ queue: 'look', owner: 'two', leaseMs: 60_000 })).toBeUndefined();
    expect((await store.commit({ done })).ok).toBe(true);
    expect((await store.health()).backlog.look).toBe(0);
  });

  it('F19: is as good as a disk that may not be written to', async () => {
    const disk = testDisk();
    const store = await openStore({ folder, disk });
    await store.commit(numbered(1));

    disk.trouble.writeFailsWith = 'EROFS';
    expect(await store.commit(numbered(2))).toEqual(notRecorded);
    expect((await store.health()).writable).toBe(false);
    disk.trouble.writeFailsWith = undefined;

    expect((await store.commit(numbered(2))).ok).toBe(true);
    expect((await store.health()).writable).toBe(true);
  });

  it('loses no commit when the snapshot has no room', async () => {
    const disk = testDisk();
    const store = await openStore({ folder, disk });
    for (let n = 1; n <= 3; n += 1) await store.commit(numbered(n));

    disk.trouble.room = 50;
    await store.close();

    expect(await afterRestart(disk)).toEqual([1, 2, 3]);
  });
});

describe('a failed sync', () => {
  it('answers nobody, stops the process, and leaves it to the restart what was recorded', async () => {
    const disk = testDisk();
    const onFatal = vi.fn();
    const store = await openStore({ folder, disk, onFatal });
    await store.commit(numbered(1));

    disk.trouble.syncFails = true;
    const answers = await Promise.allSettled([store.commit(numbered(2)), store.commit(numbered(3))]);

    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(onFatal).toHaveBeenCalledExactlyOnceWith(expect.any(OutcomeUnknownError));
    disk.trouble.syncFails = false;
    await expect(store.commit(numbered(4))).rejects.toThrow(OutcomeUnknownError);
    expect(await store.health()).toMatchObject({ writable: false });
    expect(await present(store)).toEqual([1]);
    const found = await afterRestart(disk);
    expect([[1], [1, 2], [1, 2, 3]]).toContainEqual(found);
  });

  it('is what a write is that cannot be taken back', async () => {
    const disk = testDisk();
    const onFatal = vi.fn();
    const store = await openStore({ folder, disk, onFatal });
    await store.commit(numbered(1));

    disk.trouble.room = 200;
    disk.trouble.truncateFails = true;

    await expect(store.commit(numbered(2))).rejects.toThrow(OutcomeUnknownError);
    expect(onFatal).toHaveBeenCalledOnce();
    expect(await afterRestart(disk)).toEqual([1]);
  });
});
