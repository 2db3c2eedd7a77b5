/** What was answered not long ago, so that what comes twice has one effect and one answer. */
export interface RecentAnswers<Answer> {
  /** Acts when the key is new; else answers as the first time, waiting for that one where it is still under way. */
  once(key: string, act: () => Promise<Answer>): { readonly isNew: boolean; readonly answer: Promise<Answer> };
}

export interface RecentAnswersOptions {
  readonly now: () => number;
  readonly keptMs: number;
  /** When full, the oldest is forgotten first. */
  readonly most: number;
}

export function recentAnswers<Answer>({ now, keptMs, most }: RecentAnswersOptions): RecentAnswers<Answer> {
  /** In the order in which they came, which is the order in which they are forgotten. */
  const kept = new Map<string, { readonly answer: Promise<Answer>; readonly until: number }>();

  return {
    once(key, act) {
      const at = now();
      for (const [old, { until }] of kept) {
        if (until > at && kept.size < most) break;
        kept.delete(old);
      }
      const known = kept.get(key);
      if (known !== undefined) return { isNew: false, answer: known.answer };
      const answer = act();
      kept.set(key, { answer, until: at + keptMs });
      return { isNew: true, answer };
    },
  };
}
