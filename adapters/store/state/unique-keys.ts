/** Keys that may be used once. An expired key is free again; it is thrown away when there are many of them. */
export interface UniqueKeys {
  taken(key: string, now: number): boolean;
  take(key: string, until: number | undefined, now: number): void;
  /** Every key that is still taken. */
  all(now: number): readonly { readonly key: string; readonly until?: number }[];
}

const smallestSweep = 1_000;

export function createUniqueKeys(): UniqueKeys {
  const untils = new Map<string, number | undefined>();
  let sweepAt = smallestSweep;

  const holds = (until: number | undefined, now: number): boolean => until === undefined || until > now;

  return {
    taken: (key, now) => untils.has(key) && holds(untils.get(key), now),
    take(key, until, now) {
      untils.set(key, until);
      if (untils.size < sweepAt) return;
      for (const [other, itsUntil] of untils) if (!holds(itsUntil, now)) untils.delete(other);
      // twice what is left: the sweeps cost a constant share of the work
      sweepAt = Math.max(smallestSweep, untils.size * 2);
    },
    all: (now) =>
      [...untils]
        .filter(([, until]) => holds(until, now))
        .map(([key, until]) => (until === undefined ? { key } : { key, until })),
  };
}
