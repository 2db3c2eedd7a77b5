import { createUniqueKeys } from '../state/unique-keys.ts';
import { createPartList, type PartList } from './part-list.ts';

export interface TakenKey {
  readonly key: string;
  readonly until?: number;
}

/** Unique keys and the files in which a snapshot keeps them. */
export interface KeptKeys {
  taken(key: string, now: number): boolean;
  take(key: TakenKey, now: number): void;
  all(now: number): readonly TakenKey[];
  readonly parts: PartList<TakenKey>;
  restore(part: number, keys: readonly TakenKey[], file: string, now: number): void;
  /** Lets go of full parts whose keys have all expired. */
  dropExpired(now: number): void;
}

const keysPerPart = 2_048;

export function createKeptKeys(): KeptKeys {
  const keys = createUniqueKeys();
  const parts = createPartList<TakenKey>(keysPerPart);
  /** When the last key of a part expires. */
  const lastUntil = new Map<number, number>();

  const note = (part: number, { until = Infinity }: TakenKey): void => {
    lastUntil.set(part, Math.max(lastUntil.get(part) ?? 0, until));
  };

  return {
    taken: keys.taken,
    take(key, now) {
      keys.take(key.key, key.until, now);
      note(parts.add(key).part, key);
    },
    all: keys.all,
    parts,
    restore(part, restored, file, now) {
      parts.restore(part, restored, file);
      for (const key of restored) {
        keys.take(key.key, key.until, now);
        note(part, key);
      }
    },
    dropExpired(now) {
      for (const [part, until] of lastUntil) {
        if (until > now || part === parts.growing()) continue;
        lastUntil.delete(part);
        parts.drop(part);
      }
    },
  };
}
