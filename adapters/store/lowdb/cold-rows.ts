import type { Collection } from '../../../src/ports/store.ts';
import type { Place } from '../ledger/read-tail.ts';
import { createColumns } from './columns.ts';
import type { LiveRow } from './live-row.ts';
import { createNumberLists } from './number-lists.ts';
import { createPartList, type PartList } from './part-list.ts';

/** What is known of a row whose value stands in the ledger alone. */
export interface ColdRow {
  readonly collection: Collection;
  readonly id: string;
  readonly rev: number;
  readonly sequence: number;
  readonly indexes: LiveRow['indexes'];
  readonly place: Place;
}

/** The same without what must be read to be known. */
export type ColdSpot = Pick<ColdRow, 'rev' | 'sequence' | 'place'>;

/** Where the rows stand that are not in memory. */
export interface ColdRows {
  get(collection: Collection, id: string): ColdSpot | undefined;
  put(row: ColdRow): void;
  remove(collection: Collection, id: string): void;
  /** Numbers of rows by their sequence, some of which may be gone. */
  list(index: string, key: string): readonly number[];
  /** `undefined` for one that is gone. */
  spot(number: number): ColdSpot | undefined;
  sequenceOf(number: number): number;
  all(): readonly ColdSpot[];
  isEmpty(): boolean;
  readonly parts: PartList<ColdRow>;
  /** Takes over a part that was read. Parts come in their order: a row of a later one stands for an earlier one. */
  restore(part: number, rows: readonly ColdRow[], file: string): void;
  /** Full parts of which most rows are gone. */
  mostlyGone(): readonly number[];
  /** Forgets a part of which nothing counts any more. */
  dropPart(part: number): void;
  /** Whether the row of that part is still the one that counts. */
  counts(row: ColdRow, part: number): boolean;
}

const rowsPerPart = 4_096;

export function createColdRows(): ColdRows {
  const columns = createColumns();
  const parts = createPartList<ColdRow>(rowsPerPart);
  const numbers = new Map<string, Map<string, number>>();
  const lists = createNumberLists(columns.order);
  /** Rows of the growing part: they can be exchanged in place. */
  const growing = new Map<number, { readonly row: ColdRow; readonly index: number }>();
  let growingPart = 0;
  const gone = new Map<number, number>();

  const keep = (row: ColdRow, part: number, index: number): void => {
    const number = columns.add(row.place, { order: row.sequence, rev: row.rev, part });
    within(numbers, row.collection).set(row.id, number);
    for (const [name, key] of Object.entries(row.indexes)) lists.add(name, key, number);
    if (part !== growingPart) growing.clear();
    growingPart = part;
    if (part === parts.growing()) growing.set(number, { row, index });
  };
  const forget = (collection: string, id: string): { readonly index: number } | undefined => {
    const number = numbers.get(collection)?.get(id);
    if (number === undefined) return undefined;
    numbers.get(collection)?.delete(id);
    const { part } = columns.extra(number);
    gone.set(part, (gone.get(part) ?? 0) + 1);
    columns.drop(number);
    const kept = growing.get(number);
    growing.delete(number);
    // of the others it is not known under which keys they stand, so that lists keep numbers of rows that are gone
    for (const [name, key] of Object.entries(kept?.row.indexes ?? {})) lists.remove(name, key, number);
    return part === parts.growing() ? kept : undefined;
  };

  return {
    get(collection, id) {
      const number = numbers.get(collection)?.get(id);
      return number === undefined ? undefined : spotOf(number);
    },
    put(row) {
      const before = forget(row.collection, row.id);
      if (before === undefined) {
        const { part, index } = parts.add(row);
        keep(row, part, index);
        return;
      }
      parts.exchange(before.index, row);
      gone.set(parts.growing(), (gone.get(parts.growing()) ?? 1) - 1);
      keep(row, parts.growing(), before.index);
    },
    remove: (collection, id) => void forget(collection, id),
    list: lists.list,
    spot: (number) => (columns.dropped(number) ? undefined : spotOf(number)),
    sequenceOf: columns.order,
    all: () => [...numbers.values()].flatMap((byId) => [...byId.values()].map(spotOf)),
    isEmpty: () => [...numbers.values()].every((byId) => byId.size === 0),
    parts,
    restore(part, rows, file) {
      if (rows.length < rowsPerPart) parts.restore(part, rows, file);
      else parts.restore(part, rows, file);
      for (const [index, row] of rows.entries()) {
        forget(row.collection, row.id);
        keep(row, part, index);
      }
    },
    mostlyGone: () =>
      [...gone].flatMap(([part, count]) => (count > rowsPerPart / 2 && part !== parts.growing() ? [part] : [])),
    dropPart(part) {
      gone.delete(part);
      parts.drop(part);
    },
    counts: ({ collection, id }, part) => {
      const number = numbers.get(collection)?.get(id);
      return number !== undefined && columns.extra(number).part === part;
    },
  };

  function spotOf(number: number): ColdSpot {
    const { order, rev } = columns.extra(number);
    return { sequence: order, rev, place: columns.place(number) };
  }
}

function within(maps: Map<string, Map<string, number>>, name: string): Map<string, number> {
  const map = maps.get(name) ?? new Map<string, number>();
  maps.set(name, map);
  return map;
}
