/**
 * A list that is kept in files of so many items. Only the last part grows: one that is full is written once more and
 * then let go from memory.
 */
export interface PartList<T> {
  /** Answers where the item was put. */
  add(item: T): { readonly part: number; readonly index: number };
  /** Exchanges an item of the part that still grows. */
  exchange(index: number, item: T): void;
  /** The part that still grows. */
  growing(): number;
  /** Forgets a part; its file is no longer named. */
  drop(part: number): void;
  /** What was changed since it was written. */
  changed(): readonly Part<T>[];
  written(part: Part<T>, file: string): void;
  /** Takes over a part that was read. The last one grows on, and only its items are kept. */
  restore(part: number, items: readonly T[], file: string): void;
  files(): readonly string[];
  fileOf(part: number): string | undefined;
}

export interface Part<T> {
  readonly part: number;
  readonly items: readonly T[];
  /** Tells whether it was changed again while it was written. */
  readonly version: number;
}

interface Kept<T> {
  /** `undefined` when it is full and written. */
  items: T[] | undefined;
  version: number;
  writtenVersion: number;
  file: string | undefined;
}

export function createPartList<T>(size: number): PartList<T> {
  const parts = new Map<number, Kept<T>>();
  let growing = 0;

  const grown = (): { items: T[]; kept: Kept<T> } => {
    const kept = parts.get(growing) ?? { items: [], version: 0, writtenVersion: 0, file: undefined };
    parts.set(growing, kept);
    kept.items ??= [];
    return { items: kept.items, kept };
  };

  return {
    add(item) {
      const full = grown().items.length >= size ? parts.get(growing) : undefined;
      if (full !== undefined) {
        growing += 1;
        if (full.version === full.writtenVersion) full.items = undefined;
      }
      const { items, kept } = grown();
      kept.version += 1;
      return { part: growing, index: items.push(item) - 1 };
    },
    exchange(index, item) {
      const { items, kept } = grown();
      items[index] = item;
      kept.version += 1;
    },
    growing: () => growing,
    drop: (part) => parts.delete(part),
    changed: () =>
      [...parts].flatMap(([part, { items = [], version, writtenVersion }]) =>
        version === writtenVersion ? [] : [{ part, items, version }],
      ),
    written({ part, version }, file) {
      const kept = parts.get(part);
      if (kept === undefined) return;
      kept.writtenVersion = version;
      kept.file = file;
      if (part !== growing && kept.version === version) kept.items = undefined;
    },
    restore(part, items, file) {
      const before = parts.get(growing);
      if (before !== undefined) before.items = undefined;
      parts.set(part, { items: [...items], version: 0, writtenVersion: 0, file });
      growing = part;
    },
    files: () => [...parts.values()].flatMap(({ file }) => file ?? []),
    fileOf: (part) => parts.get(part)?.file,
  };
}
