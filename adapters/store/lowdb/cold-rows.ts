import type { Collection } from '../../../src/ports/store.ts';
import type { Place } from '../ledger/read-tail.ts';
import { createColumns } from './columns.ts';
import { createHashTable } from './hash-table.ts';
import { hashOf, type KeyHash } from './key-hash.ts';
import type { LiveRow } from './live-row.ts';
import { createNumberLists } from './number-lists.ts';
import { createPartList, type PartList } from './part-list.ts';

/** What is kept of a row whose value stands in the ledger alone: its texts are there too, and here are their hashes. */
export interface ColdRow {
  readonly key: KeyHash;
  readonly rev: number;
  readonly sequence: number;
  readonly indexes: readonly KeyHash[];
  readonly place: Place;
}

/** Enough to find the row in the ledger: no other put has the same sequence and revision. */
export type ColdSpot = Pick<ColdRow, 'rev' | 'sequence' | 'place'>;

/** Where the rows stand that are not in memory. */
export interface ColdRows {
  get(collection: Collection, id: string): ColdSpot | undefined;
  put(row: Omit<LiveRow, 'text'>): void;
  remove(collection: Collection, id: string): void;
  /** By sequence. */
  list(index: string, key: string): readonly ColdSpot[];
  all(): readonly ColdSpot[];
  isEmpty(): boolean;
  readonly parts: PartList<ColdRow>;
  /** Takes over a part that was read. Parts come in their order: a row of a later one stands for an earlier one. */
  restore(part: number, rows: readonly ColdRow[], file: string): void;
  /** Forgets full parts of which all rows are gone; answers those of which most are. */
  dropGone(): readonly number[];
  /** Puts what is left of a part where the others grow, and forgets the part. */
  gather(part: number, rows: readonly ColdRow[]): void;
}

const rowsPerPart = 4_096;

export function createColdRows(): ColdRows {
  const columns = createColumns();
  const parts = createPartList<ColdRow>(rowsPerPart);
  const numbers = createHashTable();
  const lists = createNumberLists((number) => !columns.dropped(number));
  /** Where in the growing part its rows stand: they can be exchanged in place. */
  const growing = new Map<number, number>();
  let growingPart = 0;
  const gone = new Map<number, number>();
  let count = 0;

  const numberOf = (key: KeyHash): number | undefined => {
    const number = numbers.get(key);
    return number === undefined || columns.dropped(number) ? undefined : number;
  };
  const spotOf = (number: number): ColdSpot => ({
    rev: columns.rev(number),
    sequence: columns.order(number),
    place: columns.place(number),
  });
  const keep = ({ key, rev, sequence, indexes, place }: ColdRow, part: number, index: number): void => {
    const number = columns.add(place, { order: sequence, rev, part });
    const before = numbers.set(key, number);
    if (before !== undefined) lose(before);
    for (const indexKey of indexes) lists.add(indexKey, number);
    count += 1;
    if (part !== growingPart) growing.clear();
    growingPart = part;
    if (part === parts.growing()) growing.set(number, index);
  };
  const lose = (number: number): void => {
    if (columns.dropped(number)) return;
    const part = columns.part(number);
    gone.set(part, (gone.get(part) ?? 0) + 1);
    columns.drop(number);
    growing.delete(number);
    count -= 1;
  };
  const put = (row: ColdRow): void => {
    const before = numberOf(row.key);
    const index = before === undefined ? undefined : growing.get(before);
    if (index === undefined || growingPart !== parts.growing()) {
      const added = parts.add(row);
      keep(row, added.part, added.index);
      return;
    }
    parts.exchange(index, row);
    keep(row, growingPart, index);
    gone.set(growingPart, (gone.get(growingPart) ?? 1) - 1);
  };
  const dropPart = (part: number): void => {
    gone.delete(part);
    parts.drop(part);
  };

  return {
    get(collection, id) {
      const number = numberOf(hashOf(collection, id));
      return number === undefined ? undefined : spotOf(number);
    },
    put({ collection, id, rev, sequence, indexes, place }) {
      const keys = Object.entries(indexes).map(([index, key]) => hashOf(index, key));
      put({ key: hashOf(collection, id), rev, sequence, indexes: keys, place });
    },
    remove(collection, id) {
      const number = numberOf(hashOf(collection, id));
      if (number !== undefined) lose(number);
    },
    list: (index, key) =>
      lists
        .list(hashOf(index, key))
        .map(spotOf)
        .sort((a, b) => a.sequence - b.sequence),
    all() {
      const spots: ColdSpot[] = [];
      for (let number = 0; number < columns.count(); number += 1) {
        if (!columns.dropped(number)) spots.push(spotOf(number));
      }
      return spots;
    },
    isEmpty: () => count === 0,
    parts,
    restore(part, rows, file) {
      parts.restore(part, rows, file);
      rows.forEach((row, index) => keep(row, part, index));
    },
    dropGone() {
      const full = [...gone].filter(([part]) => part !== parts.growing());
      for (const [part, lost] of full) if (lost >= rowsPerPart) dropPart(part);
      return full.flatMap(([part, lost]) => (lost < rowsPerPart && lost > rowsPerPart / 2 ? [part] : []));
    },
    gather(part, rows) {
      for (const row of rows) {
        const number = numberOf(row.key);
        if (number !== undefined && columns.part(number) === part) put(row);
      }
      dropPart(part);
    },
  };
}
