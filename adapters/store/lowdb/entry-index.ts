import type { History } from '../../../src/ports/store.ts';
import type { Place } from '../ledger/read-tail.ts';
import type { Head } from '../ledger/verify-ledger.ts';
import { createColumns, type Columns } from './columns.ts';
import { createHashTable, type HashTable } from './hash-table.ts';
import { hashOf, type KeyHash } from './key-hash.ts';
import { createPartList, type PartList } from './part-list.ts';

/** Where an entry stands in the ledger. */
export interface EntrySpot {
  readonly company: string;
  readonly transfer: KeyHash;
  readonly n: number;
  readonly place: Place;
}

export interface DurableEntry {
  readonly company: string;
  readonly transfer: string;
  readonly n: number;
  readonly hash: string;
}

/** Where the entries of each company and of each transfer stand. */
export interface EntryIndex {
  /** An entry that is known changes nothing: a line may be read again. */
  add(entry: DurableEntry, place: Place): void;
  heads(): ReadonlyMap<string, Head>;
  restoreHeads(heads: Iterable<readonly [string, Head]>): void;
  /** Numbers of the entries asked for in their order, beginning after the one given. */
  numbers(query: Pick<History, 'company' | 'transfer' | 'order'>, after: number | undefined): Iterable<number>;
  place(company: string, n: number): Place;
  readonly parts: PartList<EntrySpot>;
  /** Takes over a part that was read; parts and the entries of a company come in their order. */
  restore(part: number, spots: readonly EntrySpot[], file: string): void;
}

interface Chain {
  /** Entry n has number n - 1; its `order` is the entry before it of the same transfer, 0 for none. */
  readonly columns: Columns;
  readonly lastOf: HashTable;
}

const entriesPerPart = 8_192;

export function createEntryIndex(): EntryIndex {
  const chains = new Map<string, Chain>();
  const heads = new Map<string, Head>();
  const parts = createPartList<EntrySpot>(entriesPerPart);

  const chainOf = (company: string): Chain => {
    const chain = chains.get(company) ?? { columns: createColumns(), lastOf: createHashTable() };
    chains.set(company, chain);
    return chain;
  };
  const keep = ({ company, transfer, place }: EntrySpot): void => {
    const { columns, lastOf } = chainOf(company);
    columns.add(place, { order: lastOf.get(transfer) ?? 0, rev: 0, part: 0 });
    lastOf.set(transfer, columns.count());
  };

  return {
    add({ company, transfer, n, hash }, place) {
      if (n > (heads.get(company)?.n ?? 0)) heads.set(company, { n, hash });
      // a part of the snapshot may be younger than its heads
      if (n <= chainOf(company).columns.count()) return;
      const spot = { company, transfer: hashOf('entry', transfer), n, place };
      keep(spot);
      parts.add(spot);
    },
    heads: () => heads,
    restoreHeads(restored) {
      for (const [company, head] of restored) heads.set(company, head);
    },
    numbers({ company, transfer, order }, after) {
      const chain = chainOf(company);
      if (transfer !== undefined) return ofTransfer(chain, transfer, order, after);
      const count = chain.columns.count();
      return order === 'newest' ? preceding(Math.min(count, (after ?? Infinity) - 1)) : following(count, after ?? 0);
    },
    place: (company, n) => chainOf(company).columns.place(n - 1),
    parts,
    restore(part, spots, file) {
      parts.restore(part, spots, file);
      spots.forEach(keep);
    },
  };
}

function* following(count: number, after: number): Iterable<number> {
  for (let n = after + 1; n <= count; n += 1) yield n;
}

function* preceding(from: number): Iterable<number> {
  for (let n = from; n >= 1; n -= 1) yield n;
}

/** Each entry knows the one before it of the same transfer. */
function ofTransfer(
  { columns, lastOf }: Chain,
  transfer: string,
  order: History['order'],
  after: number | undefined,
): readonly number[] {
  const until = order === 'newest' ? 0 : (after ?? 0);
  const numbers: number[] = [];
  for (let n = lastOf.get(hashOf('entry', transfer)) ?? 0; n > until; n = columns.order(n - 1)) numbers.push(n);
  return order === 'newest' ? numbers.filter((n) => n < (after ?? Infinity)) : numbers.reverse();
}
