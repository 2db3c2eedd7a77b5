import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createMemoryBacking } from '../../../adapters/store/memory/memory-backing.ts';
import { memoryStore } from '../../../adapters/store/memory/memory-store.ts';
import type { Commit } from '../../../src/ports/store.ts';
import { instant } from '../../../src/shared/dates.ts';
import { transferId } from '../../../src/shared/ids.ts';
import { entry } from '../../conformance/store-port/opened.ts';
import { handClock } from '../hand-clock.ts';
import { testDisk } from '../ledger/test-disk.ts';
import { dump } from './dump.ts';
import { openStore } from './open-store.ts';

const folder = '/data';
const id = fc.constantFrom('a', 'b', 'c', 'd');
const put = fc.record({
  collection: fc.constantFrom('transfers', 'records', 'watermarks', 'documents'),
  id,
  n: fc.nat(99),
  open: fc.boolean(),
  record: fc.constantFrom(undefined, 'r1', 'r2'),
});
const step = fc.record({
  puts: fc.array(put, { maxLength: 3 }),
  transfer: id,
  key: fc.nat(30),
  job: id,
  ends: fc.boolean(),
  then: fc.constantFrom('nothing', 'nothing', 'close', 'kill', 'a month later'),
});

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function commitOf({ puts, transfer, key, job }: Step, now: number): Commit {
  return {
    put: puts.map(({ collection, id: row, n, open, record }) => ({
      collection,
      id: row,
      value: { n },
      indexes: {
        ...(open ? { 'transfers.open': 'c' } : {}),
        ...(record === undefined ? {} : { 'transfers.record': record }),
      },
    })),
    entries: [entry({ transfer: transferId(transfer) })],
    unique: [{ key: String(key), ...(key % 3 === 0 ? { until: instant(now + 86_400_000) } : {}) }],
    enqueue: [{ queue: 'look', key: job, runAt: instant(0), payload: key }],
  };
}

it('is after any restart what a store is that never stopped', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 12 }),
      fc.integer({ min: 1, max: 5 }),
      async (steps, snapshotEvery) => {
        const clock = handClock();
        const model = memoryStore({ backing: createMemoryBacking(), clock });
        let disk = testDisk();
        let store = await openStore({ folder, clock, disk, snapshotEvery });

        for (const one of steps) {
          const commit = commitOf(one, clock.now());
          const answers = [await store.commit(commit), await model.commit(commit)];
          expect(answers[0]).toEqual(answers[1]);
          if (one.ends) {
            const claim = { queue: 'look', owner: 'one', leaseMs: 1_000_000 } as const;
            const jobs = [await store.claim(claim), await model.claim(claim)];
            expect(jobs[0]?.key).toEqual(jobs[1]?.key);
            await store.commit({ done: jobs[0] === undefined ? [] : [jobs[0]] });
            await model.commit({ done: jobs[1] === undefined ? [] : [jobs[1]] });
          }
          if (one.then === 'a month later') clock.advance(31 * 86_400_000);
          if (one.then === 'close') await store.close();
          if (one.then === 'close' || one.then === 'kill') {
            disk = disk.afterKill();
            store = await openStore({ folder, clock, disk, snapshotEvery });
          }
        }

        expect(await dump(store)).toEqual(await dump(model));
        for (const order of ['oldest', 'newest'] as const) {
          for (const [index, key] of [
            ['transfers.open', 'c'],
            ['transfers.record', 'r1'],
          ] as const) {
            const query = { index, key, order, limit: 2 };
            const page = await store.find(query);
            expect(page.items).toEqual((await model.find(query)).items);
            if (page.cursor !== undefined) await store.find({ ...query, cursor: page.cursor });
          }
        }
        for (const transfer of ['a', 'b']) {
          const query = { company: entry().company, transfer: transferId(transfer) };
          expect((await store.history(query)).items).toEqual((await model.history(query)).items);
        }
        await store.close();
      },
    ),
    { numRuns: 200 },
  );
}, 60_000);
