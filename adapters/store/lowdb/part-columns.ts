import type { Collection } from '../../../src/ports/store.ts';
import type { Place } from '../ledger/read-tail.ts';
import type { IndexKeys } from '../state/rows.ts';
import type { ColdRow } from './cold-rows.ts';
import type { EntrySpot } from './entry-index.ts';

/** Rows in a file, by columns: half the size of a list of rows, and read in a third of the time. */
export interface RowColumns {
  readonly collections: Words;
  readonly ids: readonly string[];
  readonly revs: readonly number[];
  readonly sequences: readonly number[];
  readonly places: PlaceColumns;
  readonly indexes: { readonly [name: string]: { readonly rows: readonly number[]; readonly keys: readonly string[] } };
}

export interface EntryColumns {
  readonly companies: Words;
  readonly transfers: Words;
  readonly numbers: readonly number[];
  readonly places: PlaceColumns;
}

interface PlaceColumns {
  readonly months: Words;
  readonly at: readonly number[];
  readonly length: readonly number[];
}

/** A column in which few words stand often. */
interface Words {
  readonly words: readonly string[];
  readonly column: readonly number[];
}

export function rowColumns(rows: readonly ColdRow[]): RowColumns {
  const indexes: Record<string, { readonly rows: number[]; readonly keys: string[] }> = {};
  for (const [number, row] of rows.entries()) {
    for (const [name, key] of Object.entries(row.indexes)) {
      const column = (indexes[name] ??= { rows: [], keys: [] });
      column.rows.push(number);
      column.keys.push(key);
    }
  }
  return {
    collections: wordsOf(rows.map(({ collection }) => collection)),
    ids: rows.map(({ id }) => id),
    revs: rows.map(({ rev }) => rev),
    sequences: rows.map(({ sequence }) => sequence),
    places: placeColumns(rows),
    indexes,
  };
}

export function rowsOfColumns(columns: RowColumns): readonly ColdRow[] {
  const indexes: Record<string, string>[] = [];
  for (const [name, { rows, keys }] of Object.entries(columns.indexes)) {
    for (const [i, number] of rows.entries()) (indexes[number] ??= {})[name] = keys[i] ?? '';
  }
  const { ids, revs, sequences, collections, places } = columns;
  return ids.map((id, i) => ({
    collection: wordAt(collections, i) as Collection,
    id,
    rev: revs[i] ?? 0,
    sequence: sequences[i] ?? 0,
    indexes: (indexes[i] ?? none),
    place: placeAt(places, i),
  }));
}

const none: IndexKeys = {};

export function entryColumns(spots: readonly EntrySpot[]): EntryColumns {
  return {
    companies: wordsOf(spots.map(({ company }) => company)),
    transfers: wordsOf(spots.map(({ transfer }) => transfer)),
    numbers: spots.map(({ n }) => n),
    places: placeColumns(spots),
  };
}

export function entriesOfColumns({ companies, transfers, numbers, places }: EntryColumns): readonly EntrySpot[] {
  return numbers.map((n, i) => {
    return { company: wordAt(companies, i), transfer: wordAt(transfers, i), n, place: placeAt(places, i) };
  });
}

function placeColumns(items: readonly { readonly place: Place }[]): PlaceColumns {
  return {
    months: wordsOf(items.map(({ place }) => place.month)),
    at: items.map(({ place }) => place.at),
    length: items.map(({ place }) => place.length),
  };
}

function placeAt({ months, at, length }: PlaceColumns, i: number): Place {
  return { month: wordAt(months, i), at: at[i] ?? 0, length: length[i] ?? 0 };
}

function wordsOf(texts: readonly string[]): Words {
  const numbers = new Map<string, number>();
  const column = texts.map((text) => {
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return number;
  });
  return { words: [...numbers.keys()], column };
}

function wordAt({ words, column }: Words, i: number): string {
  return words[column[i] ?? -1] ?? '';
}
