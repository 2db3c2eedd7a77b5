import { array, assert, asyncProperty, constantFrom } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { operationKey } from '../../src/shared/ids.ts';
import type { JsonObject } from '../../src/shared/json.ts';
import { openSageBench, operation, type SageBench } from './sage-bench.ts';

const trouble = [
  'none',
  ...['refuseConnection', 'busy', 'dropBeforeCommit', 'dropAfterCommit', 'garbage', 'html', 'halfBody'],
  ...['lateCommit', 'forgets', 'unknown', 'unknownUnwritten'],
] as const;

const acceptWarnings = ['over_budget'];

/** Looks before it repeats, and closes an attempt before it makes another. */
async function carefulClient(bench: SageBench, number: string): Promise<void> {
  const key = operationKey(`key-${number}`);
  for (let attempt = 1; attempt <= 20; attempt += 1) {
    await bench.sage.submit(operation({ operationKey: key, attempt, acceptWarnings }, { number }));
    // begin and end of the operation
    for (let step = 0; step < 2; step += 1) await bench.advance(1);
    const closed = await bench.sage.close(key, attempt);
    if (closed.ok && closed.value.kind === 'committed') return;
  }
  throw new Error('twenty attempts were not enough');
}

/** Takes every answer it does not like for a failure, and tries again under a new key and the next number. */
async function blindClient(bench: SageBench, number: string): Promise<void> {
  for (let again = 0; again <= 20; again += 1) {
    const next = { operationKey: operationKey(`blind-${number}-${again}`), acceptWarnings };
    const sent = await bench.sage.submit(operation(next, { number: again === 0 ? number : `${number}-${again}` }));
    if (sent.ok) return;
  }
}

describe('a write under trouble', () => {
  it('is in Sage exactly once for a client that closes before it tries again', async () => {
    await assert(
      asyncProperty(
        array(constantFrom(...trouble), { maxLength: 8 }),
        constantFrom(2, 100_000),
        async (faults, lateCommitMs) => {
          const bench = await openSageBench({ operationMs: 0, lateCommitMs });
          bench.faults.arm(
            faults.filter((fault) => fault !== 'none').map((fault) => ({ at: 'sage.operations', fault })),
          );
          try {
            for (const number of ['A-1', 'A-2', 'A-3']) await carefulClient(bench, number);
            await bench.settle();

            const world = bench.emulator.world() as {
              subcontracts: JsonObject[];
              totals: JsonObject[];
              writes: number;
            };
            expect(world.subcontracts.map(({ number }) => number)).toEqual(['A-1', 'A-2', 'A-3']);
            expect(world.writes).toBe(3);
            expect(world.totals.map(({ committedCents }) => committedCents)).toEqual([120_000_00, 75_001_50]);
          } finally {
            await bench.close();
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('is in Sage twice for a client that repeats blindly under another number, and the emulator shows it', async () => {
    const bench = await openSageBench();
    bench.faults.arm([{ at: 'sage.operations', fault: 'dropAfterCommit' }]);

    await blindClient(bench, 'A-1');
    await bench.settle();

    expect(bench.emulator.world()['writes']).toBe(2);
    expect(bench.emulator.world()['totals']).toContainEqual(expect.objectContaining({ committedCents: 80_000_00 }));
    await bench.close();
  });

  it('is refused by its number for a client that repeats blindly under another key only', async () => {
    const bench = await openSageBench();
    bench.faults.arm([{ at: 'sage.operations', fault: 'dropAfterCommit' }]);
    const again = operation({ operationKey: operationKey('another') });

    await bench.sage.submit(operation());
    await bench.sage.submit(again);
    await bench.settle();

    expect(await bench.sage.operation(again.operationKey)).toMatchObject({
      value: { kind: 'refused', problems: [{ code: '14201', field: 'number' }] },
    });
    expect(bench.emulator.world()['writes']).toBe(1);
    await bench.close();
  });
});
