import type { Collection } from '../../../src/ports/store.ts';
import { placeIn } from '../state/page.ts';
import type { LiveRow } from './live-row.ts';

/** The rows that stay in memory with their values, and the files in which a snapshot keeps them. */
export interface HotRows {
  get(collection: Collection, id: string): LiveRow | undefined;
  put(row: LiveRow): void;
  remove(collection: Collection, id: string): void;
  /** By sequence. The list must not be kept: it changes. */
  list(index: string, key: string): readonly LiveRow[];
  all(): Iterable<LiveRow>;
  /** Names of the files that are not what the rows are. */
  changed(): readonly HotPart[];
  written(part: HotPart, file: string): void;
  /** Takes over a row that was read from a file. */
  restore(row: LiveRow, file: string): void;
  files(): readonly string[];
}

export interface HotPart {
  readonly name: string;
  readonly rows: readonly LiveRow[];
  readonly version: number;
}

/** Neighbours by age stand in one file: what is worked on today lies together, and old files are left alone. */
const rowsPerPart = 128;

interface KeptPart {
  readonly rows: Map<string, LiveRow>;
  version: number;
  writtenVersion: number;
  file: string | undefined;
}

export function createHotRows(): HotRows {
  const rows = new Map<string, LiveRow>();
  const lists = new Map<string, LiveRow[]>();
  const parts = new Map<string, KeptPart>();

  const partOf = ({ collection, sequence }: LiveRow): KeptPart => {
    const name = `${collection}-${Math.floor(sequence / rowsPerPart)}`;
    const part = parts.get(name) ?? {
      rows: new Map<string, LiveRow>(),
      version: 0,
      writtenVersion: 0,
      file: undefined,
    };
    parts.set(name, part);
    return part;
  };
  const forget = (row: LiveRow): KeptPart => {
    rows.delete(keyOf(row.collection, row.id));
    for (const [index, key] of Object.entries(row.indexes)) removeFrom(lists, keyOf(index, key), row);
    const part = partOf(row);
    part.rows.delete(row.id);
    return part;
  };
  const keep = (row: LiveRow): KeptPart => {
    const before = rows.get(keyOf(row.collection, row.id));
    if (before !== undefined) forget(before);
    rows.set(keyOf(row.collection, row.id), row);
    for (const [index, key] of Object.entries(row.indexes)) addTo(lists, keyOf(index, key), row);
    const part = partOf(row);
    part.rows.set(row.id, row);
    return part;
  };

  return {
    get: (collection, id) => rows.get(keyOf(collection, id)),
    put(row) {
      keep(row).version += 1;
    },
    remove(collection, id) {
      const row = rows.get(keyOf(collection, id));
      if (row !== undefined) forget(row).version += 1;
    },
    list: (index, key) => lists.get(keyOf(index, key)) ?? [],
    all: () => rows.values(),
    changed: () =>
      [...parts].flatMap(([name, { rows: inPart, version, writtenVersion }]) =>
        version === writtenVersion ? [] : [{ name, rows: [...inPart.values()], version }],
      ),
    written({ name, rows: inPart, version }, file) {
      const part = parts.get(name);
      if (part === undefined) return;
      part.writtenVersion = version;
      part.file = inPart.length === 0 ? undefined : file;
      if (part.rows.size === 0 && part.version === version) parts.delete(name);
    },
    restore(row, file) {
      keep(row).file = file;
    },
    files: () => [...parts.values()].flatMap(({ file }) => file ?? []),
  };
}

function keyOf(one: string, other: string): string {
  return `${one} ${other}`;
}

function addTo(lists: Map<string, LiveRow[]>, name: string, row: LiveRow): void {
  const list = lists.get(name) ?? [];
  lists.set(name, list);
  list.splice(placeOf(row, list), 0, row);
}

function removeFrom(lists: Map<string, LiveRow[]>, name: string, row: LiveRow): void {
  const list = lists.get(name) ?? [];
  list.splice(placeOf(row, list), 1);
  if (list.length === 0) lists.delete(name);
}

function placeOf({ sequence }: LiveRow, list: readonly LiveRow[]): number {
  return placeIn(list, (other) => other.sequence < sequence);
}
