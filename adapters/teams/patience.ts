import type { Chance } from '../../src/ports/chance.ts';
import { createBounded } from '../../src/shared/bounded.ts';

/** How long to wait where the platform does not say it: longer each time it fails there again, and never in step. */
export interface Patience {
  next(place: string): number;
  /** It works again. */
  over(place: string): void;
}

const firstMs = 1_000;
const longestMs = 120_000;
const mostPlaces = 2_000;

export function createPatience(chance: Pick<Chance, 'fraction'>): Patience {
  const failures = createBounded<number>(mostPlaces);
  return {
    next(place) {
      const times = failures.get(place) ?? 0;
      failures.set(place, times + 1);
      const most = Math.min(longestMs, firstMs * 2 ** Math.min(times, 10));
      return Math.ceil(most / 2 + (chance.fraction() * most) / 2);
    },
    over: (place) => failures.delete(place),
  };
}
