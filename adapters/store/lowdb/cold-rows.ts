import type { Collection } from '../../../src/ports/store.ts';
import type { Place } from '../ledger/read-tail.ts';
import { placeIn } from '../state/page.ts';
import { createColumns } from './columns.ts';
import type { LiveRow } from './live-row.ts';
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
  /** Takes over a row that was read from a part. A row of a later part stands for an earlier one. */
  restore(row: ColdRow, part: number, index: number): void;
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
  const lists = new Map<string, Map<string, number[]>>();
  /** Rows of the growing part: they can be exchanged in place. */
  const growing = new Map<number, { readonly row: ColdRow; readonly index: number }>();
  let growingPart = 0;
  const gone = new Map<number, number>();

  const sequenceOf = (number: number): number => columns.extra(number).order;
  const placeOf = (list: readonly number[], sequence: number): number =>
    placeIn(list, (other) => sequenceOf(other) < sequence);

  const keep = (row: ColdRow, part: number, index: number): void => {
    const number = columns.add(row.place, { order: row.sequence, rev: row.rev, part });
    within(numbers, row.collection).set(row.id, number);
    for (const [name, key] of Object.entries(row.indexes)) {
      const byKey = within(lists, name);
      const list = byKey.get(key) ?? [];
      byKey.set(key, list);
      list.splice(placeOf(list, row.sequence), 0, number);
    }
    if (part !== growingPart) growing.clear();
    growingPart = part;
    growing.set(number, { row, index });
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
    for (const [name, key] of Object.entries(kept?.row.indexes ?? {})) {
      const list = lists.get(name)?.get(key) ?? [];
      list.splice(placeOf(list, kept?.row.sequence ?? 0), 1);
    }
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
    list: (index, key) => lists.get(index)?.get(key) ?? [],
    spot: (number) => (columns.dropped(number) ? undefined : spotOf(number)),
    sequenceOf,
    all: () => [...numbers.values()].flatMap((byId) => [...byId.values()].map(spotOf)),
    isEmpty: () => [...numbers.values()].every((byId) => byId.size === 0),
    parts,
    restore(row, part, index) {
      forget(row.collection, row.id);
      keep(row, part, index);
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

function within<K, V>(maps: Map<string, Map<K, V>>, name: string): Map<K, V> {
  const map = maps.get(name) ?? new Map<K, V>();
  maps.set(name, map);
  return map;
}
