import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Commit, Job, Store } from '../../../src/ports/store.ts';
import { instant } from '../../../src/shared/dates.ts';
import { chainFault } from '../../../src/shared/chain.ts';
import { emptyModel, type Model, modelClaim, type ModelCommit, modelCommit } from './model.ts';
import { entry, type Open, type OpenedStores } from './opened.ts';

const leaseMs = 1_000;
const id = fc.constantFrom('a', 'b', 'c');
const lane = fc.constantFrom(undefined, 'books', 'other');

const commitStep = fc.record({
  type: fc.constant('commit' as const),
  commit: fc.record({
    expect: fc.array(fc.record({ id, rev: fc.nat(2) }), { maxLength: 1 }),
    put: fc.array(fc.record({ id, n: fc.nat(9), key: fc.constantFrom(undefined, 'k', 'l') }), { maxLength: 2 }),
    unique: fc.uniqueArray(fc.constantFrom('u', 'v', 'w', 'x', 'y'), { maxLength: 1 }),
    enqueue: fc.array(fc.record({ key: id, lane, rank: fc.nat(2), runAt: fc.nat(1_500) }), { maxLength: 2 }),
    done: fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { maxLength: 1 }),
  }),
});
const claimStep = fc.record({ type: fc.constant('claim' as const) });
const waitStep = fc.record({ type: fc.constant('wait' as const), ms: fc.constantFrom(1, 400, 1_000) });
const steps = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: commitStep },
    { weight: 3, arbitrary: claimStep },
    { weight: 1, arbitrary: waitStep },
  ),
  { maxLength: 25 },
);

export function againstModel(open: Open): void {
  it('does what a store of plain lists does, through either handle', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const stores = await open();
        const model = emptyModel();
        const claims: Job[] = [];
        const start = stores.clock.now();
        for (const [n, step] of all.entries()) {
          const store = n % 2 === 0 ? stores.a : stores.b;
          const now = stores.clock.now() - start;
          if (step.type === 'wait') stores.clock.advance(step.ms);
          else if (step.type === 'commit') await compareCommit(store, model, step.commit, claims, start);
          else await compareClaim(store, model, claims, now);
        }
        await compareEverything(stores, model);
        await stores.a.close();
        await stores.b.close();
      }),
      { numRuns: 100 },
    );
  });
}

async function compareCommit(
  store: Store,
  model: Model,
  wanted: ModelCommit,
  claims: readonly Job[],
  start: number,
): Promise<void> {
  const commit: Commit = {
    expect: wanted.expect.map((row) => ({ collection: 'links', ...row })),
    put: wanted.put.map(({ id, n, key }) => {
      return { collection: 'links', id, value: { n }, indexes: key === undefined ? {} : { 'copies.transfer': key } };
    }),
    unique: wanted.unique.map((key) => ({ key })),
    entries: [entry()],
    enqueue: wanted.enqueue.map(({ key, lane, rank, runAt }) => {
      const job = { queue: 'look', key, rank, runAt: instant(start + runAt) } as const;
      return lane === undefined ? job : { ...job, lane };
    }),
    done: wanted.done.map((claim) => claims[claim - 1] ?? { queue: 'look', key: 'a', token: 'never given' }),
  };

  const answer = await store.commit(commit);

  expect(answer.ok ? 'ok' : answer.failure.kind).toBe(modelCommit(model, wanted));
}

async function compareClaim(store: Store, model: Model, claims: Job[], now: number): Promise<void> {
  const job = await store.claim({ queue: 'look', owner: 'one', leaseMs });
  const expected = modelClaim(model, claims.length + 1, now, leaseMs);

  expect(job === undefined ? undefined : `${job.key} ${job.attempt}`).toBe(expected);
  if (job !== undefined) claims.push(job);
}

async function compareEverything({ a }: OpenedStores, model: Model): Promise<void> {
  for (const { id, rev, n } of model.rows) expect(await a.get('links', id)).toMatchObject({ rev, value: { n } });
  for (const key of ['k', 'l']) {
    const { items } = await a.find({ index: 'copies.transfer', key });
    expect(items.map((row) => row.id)).toEqual(model.rows.filter((row) => row.key === key).map((row) => row.id));
  }
  const { items } = await a.history({ company: entry().company });
  expect(items).toHaveLength(model.entries);
  expect(chainFault(items)).toBeUndefined();
  expect((await a.health()).backlog.look).toBe(model.jobs.length);
}
