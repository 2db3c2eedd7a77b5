/** Remembers for a while what was there before, and never more than a fixed number of it. */
export interface RecentKeys {
  /** `false` when the key was taken not long ago. */
  take(key: string): boolean;
}

export interface RecentKeysOptions {
  readonly now: () => number;
  readonly keptMs: number;
  /** When full, the oldest is forgotten first. */
  readonly most: number;
}

export function recentKeys({ now, keptMs, most }: RecentKeysOptions): RecentKeys {
  /** In the order in which they came, which is the order in which they are forgotten. */
  const until = new Map<string, number>();

  return {
    take(key) {
      const at = now();
      forgetWhile((end) => end <= at);
      if (until.has(key)) return false;
      forgetWhile(() => until.size >= most);
      until.set(key, at + keptMs);
      return true;
    },
  };

  function forgetWhile(old: (end: number) => boolean): void {
    for (const [key, end] of until) {
      if (!old(end)) return;
      until.delete(key);
    }
  }
}
