import { createHashTable } from './hash-table.ts';
import type { KeyHash } from './key-hash.ts';

/** Lists of numbers under hashed keys: a million lists that mostly hold one number. */
export interface NumberLists {
  add(key: KeyHash, number: number): void;
  /** What stands there and counts, in no order. */
  list(key: KeyHash): readonly number[];
}

const end = 0xffffffff;
const smallest = 1_024;

/** `counts` tells whether a number is still of interest; others are left out, and let go when they are met. */
export function createNumberLists(counts: (number: number) => boolean): NumberLists {
  /** The link that was added last under each key; a link is a number and the link before it. */
  const last = createHashTable();
  let links = new Uint32Array(smallest * 2);
  let count = 0;

  const before = (link: number): number => links[link * 2 + 1] ?? end;
  /** The nearest link, from this one back, whose number counts. */
  const counting = (link: number): number => {
    let at = link;
    while (at !== end && !counts(links[at * 2] ?? 0)) at = before(at);
    return at;
  };

  return {
    add(key, number) {
      if (count * 2 === links.length) {
        const grown = new Uint32Array(links.length * 2);
        grown.set(links);
        links = grown;
      }
      links[count * 2] = number;
      links[count * 2 + 1] = counting(last.set(key, count) ?? end);
      count += 1;
    },
    list(key) {
      const numbers: number[] = [];
      for (let at = counting(last.get(key) ?? end); at !== end; at = before(at)) {
        numbers.push(links[at * 2] ?? 0);
        links[at * 2 + 1] = counting(before(at));
      }
      return numbers;
    },
  };
}
