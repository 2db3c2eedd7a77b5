import type { History } from '../../../src/ports/store.ts';
import type { Place } from '../ledger/read-tail.ts';
import type { Head } from '../ledger/verify-ledger.ts';
import { createColumns, type Columns } from './columns.ts';
import { createPartList, type PartList } from './part-list.ts';

/** Where an entry stands in the ledger. */
export interface EntrySpot {
  readonly company: string;
  readonly transfer: string;
  readonly n: number;
  readonly place: Place;
}

/** Where the entries of each company and of each transfer stand. */
export interface EntryIndex {
  /** An entry that is known changes nothing: a line may be read again. */
  add(spot: EntrySpot, hash: string): void;
  heads(): ReadonlyMap<string, Head>;
  restoreHeads(heads: Iterable<readonly [string, Head]>): void;
  /** Numbers of the entries asked for, beginning after the one given. */
  numbers(query: Pick<History, 'company' | 'transfer'>, after: number): Iterable<number>;
  place(company: string, n: number): Place;
  readonly parts: PartList<EntrySpot>;
  /** Takes over a part that was read; parts and the entries of a company come in their order. */
  restore(part: number, spots: readonly EntrySpot[], file: string): void;
}

interface Chain {
  /** Entry n has number n - 1; its `order` is the entry before it of the same transfer, 0 for none. */
  readonly columns: Columns;
  readonly lastOf: Map<string, number>;
  count: number;
}

const entriesPerPart = 8_192;

export function createEntryIndex(): EntryIndex {
  const chains = new Map<string, Chain>();
  const heads = new Map<string, Head>();
  const parts = createPartList<EntrySpot>(entriesPerPart);

  const chainOf = (company: string): Chain => {
    const chain = chains.get(company) ?? { columns: createColumns(), lastOf: new Map<string, number>(), count: 0 };
    chains.set(company, chain);
    return chain;
  };
  const keep = ({ company, transfer, place }: EntrySpot): void => {
    const chain = chainOf(company);
    chain.columns.add(place, { order: chain.lastOf.get(transfer) ?? 0, rev: 0, part: 0 });
    chain.count += 1;
    chain.lastOf.set(transfer, chain.count);
  };

  return {
    add(spot, hash) {
      if (spot.n > (heads.get(spot.company)?.n ?? 0)) heads.set(spot.company, { n: spot.n, hash });
      // a part of the snapshot may be younger than its heads
      if (spot.n <= chainOf(spot.company).count) return;
      keep(spot);
      parts.add(spot);
    },
    heads: () => heads,
    restoreHeads(restored) {
      for (const [company, head] of restored) heads.set(company, head);
    },
    numbers: ({ company, transfer }, after) =>
      transfer === undefined ? following(chainOf(company).count, after) : ofTransfer(chainOf(company), transfer, after),
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

function ofTransfer({ columns, lastOf }: Chain, transfer: string, after: number): readonly number[] {
  const numbers: number[] = [];
  for (let n = lastOf.get(transfer) ?? 0; n > after; n = columns.extra(n - 1).order) numbers.push(n);
  return numbers.reverse();
}
