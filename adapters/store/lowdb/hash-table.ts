import type { KeyHash } from './key-hash.ts';

/** One number for each hash, in sixteen bytes: a million texts as keys of a `Map` would take ten times as much. */
export interface HashTable {
  get(key: KeyHash): number | undefined;
  /** Answers the number that stood there before. */
  set(key: KeyHash, number: number): number | undefined;
}

/** Grows one shard at a time: to move a million entries at once would hold everybody else for too long. */
const shards = 64;
const smallest = 64;

export function createHashTable(): HashTable {
  const tables = Array.from({ length: shards }, createShard);
  const shardOf = ({ low }: KeyHash): HashTable => tables[low % shards] as HashTable;
  return {
    get: (key) => shardOf(key).get(key),
    set: (key, number) => shardOf(key).set(key, number),
  };
}

/** Open addressing: a key stands at its place or at the next free one after it. Nothing is ever taken out. */
function createShard(): HashTable {
  let hashes = new Uint32Array(smallest * 2);
  /** The number plus one; 0 where nothing stands. */
  let numbers = new Uint32Array(smallest);
  let count = 0;

  const placeOf = ({ high, low }: KeyHash): number => {
    const mask = numbers.length - 1;
    let at = high & mask;
    while (numbers[at] !== 0 && (hashes[at * 2] !== high || hashes[at * 2 + 1] !== low)) at = (at + 1) & mask;
    return at;
  };
  const put = (key: KeyHash, stored: number): number => {
    const at = placeOf(key);
    const before = numbers[at] ?? 0;
    if (before === 0) count += 1;
    hashes[at * 2] = key.high;
    hashes[at * 2 + 1] = key.low;
    numbers[at] = stored;
    return before;
  };
  const grow = (): void => {
    const [oldHashes, oldNumbers] = [hashes, numbers];
    hashes = new Uint32Array(oldHashes.length * 2);
    numbers = new Uint32Array(oldNumbers.length * 2);
    count = 0;
    for (const [i, stored] of oldNumbers.entries()) {
      if (stored !== 0) put({ high: oldHashes[i * 2] ?? 0, low: oldHashes[i * 2 + 1] ?? 0 }, stored);
    }
  };

  return {
    get(key) {
      return numberOf(numbers[placeOf(key)]);
    },
    set(key, number) {
      if (count * 3 >= numbers.length * 2) grow();
      return numberOf(put(key, number + 1));
    },
  };
}

function numberOf(stored = 0): number | undefined {
  return stored === 0 ? undefined : stored - 1;
}
