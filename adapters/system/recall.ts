import type { Clock } from '../../src/ports/clock.ts';
import type { Instant } from '../../src/shared/dates.ts';
import type { Result } from '../../src/shared/result.ts';

/** Keeps what was read for a while, so that many who ask for the same thing cost one question. Bounded in every way. */
export interface Recall<F> {
  /** What was read under that key at `asOf` or later, otherwise what `read` answers. Those who ask together share it. */
  through<T>(key: string, asOf: Instant, read: () => Promise<Result<T, F>>): Promise<Result<T, F>>;
  /** Whether something read at that moment or later is at hand. */
  has(key: string, asOf: Instant): boolean;
  keep(key: string, answer: Result<unknown, F>, readAt: Instant): void;
}

export interface RecallLimits<F> {
  readonly clock: Clock;
  /** Nothing older is ever answered, whoever asks. */
  readonly oldestMs: number;
  /** The sum of the weights of what is kept; the oldest goes first. */
  readonly heaviest: number;
  /** How much one value weighs, 1 unless told. */
  readonly weightOf?: (value: unknown) => number;
  /** Failures that are an answer in their own right, such as that there is no such thing. None unless told. */
  readonly isAnswer?: (failure: F) => boolean;
}

interface Kept<F> {
  readonly answer: Result<unknown, F>;
  readonly readAt: Instant;
  readonly weight: number;
}

export function createRecall<F>(limits: RecallLimits<F>): Recall<F> {
  const { clock, oldestMs, heaviest, weightOf = () => 1, isAnswer = () => false } = limits;
  /** In the order in which it was read. */
  const kept = new Map<string, Kept<F>>();
  const underWay = new Map<string, { readonly since: Instant; readonly answer: Promise<Result<unknown, F>> }>();
  let weight = 0;

  function drop(key: string): void {
    weight -= kept.get(key)?.weight ?? 0;
    kept.delete(key);
  }

  function fresh(key: string, asOf: Instant): Kept<F> | undefined {
    const found = kept.get(key);
    return found !== undefined && found.readAt >= Math.max(asOf, clock.now() - oldestMs) ? found : undefined;
  }

  const recall: Recall<F> = {
    async through<T>(key: string, asOf: Instant, read: () => Promise<Result<T, F>>): Promise<Result<T, F>> {
      // a key is always asked with the same kind of question, so the answer has its type
      const found = fresh(key, asOf)?.answer as Result<T, F> | undefined;
      if (found !== undefined) return found;
      const asked = underWay.get(key);
      if (asked !== undefined && asked.since >= asOf) return asked.answer as Promise<Result<T, F>>;

      const since = clock.now();
      const answer = read().then((settled) => {
        recall.keep(key, settled, since);
        return settled;
      });
      const mine = { since, answer };
      underWay.set(key, mine);
      try {
        return await answer;
      } finally {
        if (underWay.get(key) === mine) underWay.delete(key);
      }
    },
    has: (key, asOf) => fresh(key, asOf) !== undefined,
    keep(key, answer, readAt) {
      if (!answer.ok && !isAnswer(answer.failure)) return;
      if ((kept.get(key)?.readAt ?? -Infinity) > readAt) return;
      drop(key);
      const value = { answer, readAt, weight: answer.ok ? weightOf(answer.value) : 1 };
      kept.set(key, value);
      weight += value.weight;
      for (const oldest of kept.keys()) {
        if (weight <= heaviest) break;
        drop(oldest);
      }
    },
  };
  return recall;
}
