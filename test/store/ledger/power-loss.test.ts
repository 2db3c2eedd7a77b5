import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lowdbStore } from '../../../adapters/store/lowdb/lowdb-store.ts';
import type { Store } from '../../../src/ports/store.ts';
import { listeningLog, openStore, type LoggedLine } from '../lowdb/open-store.ts';
import { handClock } from '../hand-clock.ts';
import { numbered, present } from './numbered-commits.ts';
import { testDisk, type TestDisk } from './test-disk.ts';

const folder = '/data';

/** What happens until the machine goes down: commits by some callers at once, a month that ends, a snapshot. */
const life = fc.record({
  steps: fc.array(fc.record({ atOnce: fc.integer({ min: 1, max: 4 }), filler: fc.nat(300), days: fc.nat(12) }), {
    minLength: 1,
    maxLength: 8,
  }),
  snapshotEvery: fc.integer({ min: 1, max: 6 }),
  diesAfterChanges: fc.integer({ min: 5, max: 90 }),
  seed: fc.integer(),
});

type Life = typeof life extends fc.Arbitrary<infer T> ? T : never;

interface Memory {
  next: number;
  readonly acknowledged: Set<number>;
}

/** Lives until the disk dies or there is nothing more to do. */
async function live(disk: TestDisk, { steps, snapshotEvery }: Life, memory: Memory): Promise<void> {
  const clock = handClock();
  const store = await openStore({ folder, clock, disk, snapshotEvery });
  for (const { atOnce, filler, days } of steps) {
    clock.advance(days * 86_400_000);
    const commits = Array.from({ length: atOnce }, async () => {
      const n = (memory.next += 1);
      const answer = await store.commit(numbered(n, 'x'.repeat(filler)));
      if (answer.ok) memory.acknowledged.add(n);
    });
    await Promise.all(commits);
  }
  await store.close();
}

/** The call, or the end of the machine it runs on. */
async function untilDead(disk: TestDisk, call: Promise<unknown>): Promise<void> {
  const ending = call.then(() => 'ended' as const);
  for (let outcome: 'ended' | 'waits' = 'waits'; outcome === 'waits';) {
    outcome = await Promise.race([ending, someTurns()]);
    if (disk.changes() > disk.trouble.diesAfterChanges) return;
  }
}

async function someTurns(): Promise<'waits'> {
  for (let turns = 0; turns < 20; turns += 1) await new Promise((resolve) => setImmediate(resolve));
  return 'waits';
}

/** Of the first commit a torn rest was left; it was cut off, and the power went again before anything was recorded. */
const twiceInTheFirstMoments: Life[] = [
  { steps: [{ atOnce: 1, filler: 0, days: 0 }], snapshotEvery: 1, diesAfterChanges: 9, seed: -12 },
  { steps: [{ atOnce: 1, filler: 0, days: 0 }], snapshotEvery: 1, diesAfterChanges: 11, seed: -2 },
];

it('F23: keeps every acknowledged commit whole when the power goes, whatever was not synced', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(life, { minLength: 1, maxLength: 3 }), async (lives) => {
      const memory: Memory = { next: 0, acknowledged: new Set() };
      let disk = testDisk();
      for (const one of lives) {
        disk.trouble.diesAfterChanges = one.diesAfterChanges;
        await untilDead(disk, live(disk, one, memory));
        disk = disk.afterPowerCut(one.seed);
      }

      const store: Store = await openStore({ folder, disk });
      const found = await present(store);

      expect(found).toEqual(expect.arrayContaining([...memory.acknowledged]));
      await store.close();
    }),
    { numRuns: 300, examples: [[twiceInTheFirstMoments]] },
  );
}, 60_000);

it('F1: keeps every acknowledged commit when the process is killed', async () => {
  await fc.assert(
    fc.asyncProperty(life, async (one) => {
      const memory: Memory = { next: 0, acknowledged: new Set() };
      const disk = testDisk();
      disk.trouble.diesAfterChanges = one.diesAfterChanges;
      await untilDead(disk, live(disk, one, memory));

      const store = await openStore({ folder, disk: disk.afterKill() });

      expect(await present(store)).toEqual(expect.arrayContaining([...memory.acknowledged]));
      await store.close();
    }),
    { numRuns: 100 },
  );
}, 60_000);

/** Seeds of power cuts: what is lost is drawn anew by each. */
const cuts = Array.from({ length: 200 }, (_, index) => index + 1);

it('F23: keeps what the next process has read and acted upon after the one before was killed', async () => {
  for (const seed of cuts) {
    const disk = testDisk();
    const killed = await openStore({ folder, disk });
    await killed.commit(numbered(1));
    // the second commit is written, and the process is killed before its sync
    disk.trouble.diesAfterChanges = disk.changes();
    void killed.commit(numbered(2));
    await someTurns();
    const found = disk.afterKill();
    const shown = await present(await openStore({ folder, disk: found }));

    const after = await openStore({ folder, disk: found.afterPowerCut(seed) });

    expect(shown).toEqual([1, 2]);
    expect(await present(after)).toEqual(shown);
  }
});

it('F18, F23: never brings back what was answered "not recorded" for want of room', async () => {
  for (const seed of cuts) {
    const disk = testDisk();
    const store = await openStore({ folder, disk });
    await store.commit(numbered(1));
    // the first of two lines fits
    const line = disk.content(`${folder}/ledger/2026-06.jsonl`).length;
    disk.trouble.room = line + line / 2;
    const answers = await Promise.all([store.commit(numbered(2)), store.commit(numbered(3))]);
    expect(answers.map(({ ok }) => ok)).toEqual([false, false]);

    const after = await openStore({ folder, disk: disk.afterPowerCut(seed) });

    expect(await present(after)).toEqual([1]);
  }
});

it('F23: starts from the snapshot that was written at a stop, whatever the power cut took', async () => {
  for (const seed of cuts) {
    const disk = testDisk();
    const store = await openStore({ folder, disk });
    for (let n = 1; n <= 4; n += 1) await store.commit(numbered(n));
    await store.close();

    const lines: LoggedLine[] = [];
    await openStore({ folder, disk: disk.afterPowerCut(seed), log: listeningLog(lines) });

    expect(lines).toContainEqual({ message: 'store.read', fields: { lines: 0, line: 4, snapshot: 1 } });
  }
});

it('loses what was acknowledged when syncs do nothing: the disk of these tests can tell', async () => {
  const memory: Memory = { next: 0, acknowledged: new Set() };
  const clock = handClock();
  const onFatal = (): void => undefined;
  let lost = 0;
  for (let seed = 1; seed <= 30; seed += 1) {
    const disk = testDisk();
    disk.trouble.syncLies = true;
    const store = await openStore({ folder, disk });
    memory.acknowledged.clear();
    const answer = await store.commit(numbered(1));
    expect(answer.ok).toBe(true);
    const after = await lowdbStore({ folder, disk: disk.afterPowerCut(seed), clock, log: listeningLog([]), onFatal });
    // a start that is refused has noticed it
    if (!after.ok || (await present(after.value)).length === 0) lost += 1;
  }

  expect(lost).toBeGreaterThan(0);
});
