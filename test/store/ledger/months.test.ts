import { expect, it } from 'vitest';
import { instant } from '../../../src/shared/dates.ts';
import { handClock } from '../hand-clock.ts';
import { openStore } from '../lowdb/open-store.ts';
import { numbered, present } from './numbered-commits.ts';
import { testDisk } from './test-disk.ts';

const folder = '/data';
const day = 86_400_000;

function months(paths: readonly string[]): readonly string[] {
  return paths.filter((path) => path.endsWith('.jsonl')).sort();
}

it('begins a file each month of UTC, to the millisecond', async () => {
  const disk = testDisk();
  const clock = handClock(instant(Date.UTC(2026, 2, 1) - 1));
  const store = await openStore({ folder, disk, clock });

  await store.commit(numbered(1));
  clock.advance(1);
  await store.commit(numbered(2));
  clock.advance(31 * day);
  await store.commit(numbered(3));
  await store.close();

  expect(months(disk.paths())).toEqual(['02', '03', '04'].map((number) => `${folder}/ledger/2026-${number}.jsonl`));
  expect(await present(await openStore({ folder, disk, clock }))).toEqual([1, 2, 3]);
});

it('stays in the last file when the clock is set back, so that lines stand in the order in which they were made', async () => {
  const disk = testDisk();
  const clock = handClock(instant(Date.UTC(2026, 3, 1, 0, 30)));
  const store = await openStore({ folder, disk, clock });

  await store.commit(numbered(1));
  clock.advance(-3_600_000);
  await store.commit(numbered(2));

  expect(months(disk.paths())).toEqual([`${folder}/ledger/2026-04.jsonl`]);
  expect(await present(await openStore({ folder, disk: disk.afterKill(), clock }))).toEqual([1, 2]);
});

it('reads what stands in an old month long after', async () => {
  const disk = testDisk();
  const clock = handClock();
  const store = await openStore({ folder, disk, clock, snapshotEvery: 1 });
  await store.commit(numbered(1, 'long ago'));
  for (let n = 2; n <= 14; n += 1) {
    clock.advance(31 * day);
    await store.commit(numbered(n));
  }
  await store.close();

  const again = await openStore({ folder, disk, clock });

  expect(await again.get('documents', '1')).toMatchObject({ value: { filler: 'long ago' } });
  expect(months(disk.paths()).length).toBeGreaterThan(12);
});
