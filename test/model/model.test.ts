import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectionOf } from '../fakes/standing-books.ts';
import { histories } from './history.ts';
import { holdsAtRest } from './laws.ts';
import { plants } from './plants.ts';
import { playOut } from './play-out.ts';

describe('histories of a project with all kinds of records', () => {
  it('write what was approved at most once, to the cent, on what must be there, and once when Sage is up at the end', async () => {
    const written = new Map<string, number>();
    const law = fc.asyncProperty(histories, async (drawn) => {
      const play = await playOut(drawn);
      await holdsAtRest(play);
      for (const { document } of play.sage.books.creates) {
        written.set(collectionOf(document), (written.get(collectionOf(document)) ?? 0) + 1);
      }
    });

    // a failure names the seed and the path with which it is played again
    const runs = Number(process.env['HISTORIES'] ?? (process.env['CI'] === undefined ? 250 : 1_000));
    await fc.assert(law, { numRuns: runs });

    const least = {
      subcontracts: 0.8,
      'payable-invoices': 0.6,
      'change-orders': 0.25,
      'purchase-orders': 0.2,
      'purchase-order-lines': 0.05,
    };
    for (const [collection, share] of Object.entries(least)) {
      expect(written.get(collection), `${collection} that were written`).toBeGreaterThan(runs * share);
    }
  }, 900_000);

  it.each(plants)(
    'find the planted fault: %s',
    async (plant) => {
      const faulty = fc.asyncProperty(histories, async (drawn) => holdsAtRest(await playOut(drawn, plant)));

      const found = await fc.check(faulty, { numRuns: 200, endOnFailure: true, seed: 7 });

      expect(found.failed).toBe(true);
    },
    120_000,
  );
});
