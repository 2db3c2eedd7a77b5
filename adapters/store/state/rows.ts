import type { Collection, Find, Index, Page, Put, Row } from '../../../src/ports/store.ts';
import { pageOf, placeIn, positionAfter } from './page.ts';

/** A row as it is kept. Its value is never changed in place: a put replaces the whole row. */
export interface KeptRow extends Row {
  readonly indexes: IndexKeys;
  /** The order in which rows were first put. */
  readonly sequence: number;
}

export type IndexKeys = { readonly [name in Index]?: string };

/** All rows and their indexes. Values are taken and given as they are: who calls makes the copies. */
export interface Rows {
  get(collection: Collection, id: string): KeptRow | undefined;
  find(query: Find): Page<KeptRow>;
  put(put: Put): void;
  /** Takes a row over with its revision. */
  restore(row: Row, indexes: IndexKeys): void;
  /** Every row, in the order in which they were first put. */
  all(): readonly KeptRow[];
}

export function createRows(): Rows {
  const rows = new Map<string, KeptRow>();
  const byIndex = new Map<string, KeptRow[]>();
  let sequence = 0;

  const keep = (row: Row, indexes: IndexKeys): void => {
    const key = rowKey(row.collection, row.id);
    const before = rows.get(key);
    sequence += before === undefined ? 1 : 0;
    const kept: KeptRow = { ...row, indexes, sequence: before?.sequence ?? sequence };
    rows.set(key, kept);
    if (before !== undefined) removeFrom(byIndex, before);
    addTo(byIndex, kept);
  };

  return {
    get: (collection, id) => rows.get(rowKey(collection, id)),
    find(query) {
      const list = byIndex.get(indexKey(query.index, query.key)) ?? [];
      return pageOf(following(list, query), query, (row) => row.sequence);
    },
    put({ collection, id, value, indexes = {} }) {
      const rev = (rows.get(rowKey(collection, id))?.rev ?? 0) + 1;
      keep({ collection, id, rev, value }, indexes);
    },
    restore: keep,
    all: () => [...rows.values()],
  };
}

function* following(list: readonly KeptRow[], query: Find): Iterable<KeptRow> {
  const after = positionAfter(query);
  const at = (position: number): number => placeIn(list, (row) => row.sequence < position);
  if (query.order === 'newest') {
    for (let i = (after === undefined ? list.length : at(after)) - 1; i >= 0; i -= 1) yield list[i] as KeptRow;
  } else {
    for (let i = after === undefined ? 0 : at(after + 1); i < list.length; i += 1) yield list[i] as KeptRow;
  }
}

function addTo(byIndex: Map<string, KeptRow[]>, row: KeptRow): void {
  for (const [index, key] of Object.entries(row.indexes)) {
    const name = indexKey(index, key);
    const list = byIndex.get(name) ?? [];
    byIndex.set(name, list);
    list.splice(placeOf(row, list), 0, row);
  }
}

function removeFrom(byIndex: Map<string, KeptRow[]>, row: KeptRow): void {
  for (const [index, key] of Object.entries(row.indexes)) {
    const name = indexKey(index, key);
    const list = byIndex.get(name) ?? [];
    list.splice(placeOf(row, list), 1);
    if (list.length === 0) byIndex.delete(name);
  }
}

function placeOf(row: KeptRow, list: readonly KeptRow[]): number {
  return placeIn(list, (other) => other.sequence < row.sequence);
}

function rowKey(collection: string, id: string): string {
  return `${collection} ${id}`;
}

function indexKey(index: string, key: string): string {
  return `${index} ${key}`;
}
