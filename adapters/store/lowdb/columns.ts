import type { Month } from '../ledger/months.ts';
import type { Place } from '../ledger/read-tail.ts';

/**
 * Places in the ledger, a few bytes each: there may be a million of them, and as many objects would cost ten times the
 * memory. Each has a number, given in order from 0, and carries what its owner says.
 */
export interface Columns {
  add(place: Place, extra: Extra): number;
  count(): number;
  place(number: number): Place;
  order(number: number): number;
  rev(number: number): number;
  part(number: number): number;
  /** The number is not used again, and the place is of no interest any more. */
  drop(number: number): void;
  dropped(number: number): boolean;
}

/** `order` may be as large as a number can be, the others must fit in 32 bits. */
export interface Extra {
  readonly order: number;
  readonly rev: number;
  readonly part: number;
}

const smallest = 1_024;

export function createColumns(): Columns {
  const months: Month[] = [];
  let count = 0;
  let large = new Float64Array(smallest * 2);
  let small = new Uint32Array(smallest * 4);

  const numberOf = (month: Month): number => {
    const known = months.lastIndexOf(month);
    return known === -1 ? months.push(month) - 1 : known;
  };

  return {
    add({ month, at, length }, { order, rev, part }) {
      if (count * 2 === large.length) {
        large = larger(new Float64Array(large.length * 2), large);
        small = larger(new Uint32Array(small.length * 2), small);
      }
      large[count * 2] = at;
      large[count * 2 + 1] = order;
      small[count * 4] = length;
      small[count * 4 + 1] = rev;
      small[count * 4 + 2] = part;
      small[count * 4 + 3] = numberOf(month);
      count += 1;
      return count - 1;
    },
    count: () => count,
    place: (n) => ({ month: months[small[n * 4 + 3] ?? 0] ?? '', at: large[n * 2] ?? 0, length: small[n * 4] ?? 0 }),
    order: (n) => large[n * 2 + 1] ?? 0,
    rev: (n) => small[n * 4 + 1] ?? 0,
    part: (n) => small[n * 4 + 2] ?? 0,
    drop(n) {
      // no line is empty
      small[n * 4] = 0;
    },
    dropped: (n) => small[n * 4] === 0,
  };
}

function larger<T extends { set(from: T): void }>(fresh: T, old: T): T {
  fresh.set(old);
  return fresh;
}
