import { createBounded } from '../shared/bounded.ts';
import { instant, type Instant } from '../shared/dates.ts';
import { ok, type Result } from '../shared/result.ts';
import type { Engine } from './engine.ts';
import { memoryKey } from './keys.ts';
import { recordHints, type Hint } from './watch.ts';

type Recorded = Result<undefined, { readonly kind: 'unavailable' }>;

/** One record is looked at no more often than that, however many events it has; the first is looked at at once. */
const pauseMs = 1_000;
/** Deliveries and records that are remembered, so that a repetition costs nothing; the oldest are forgotten. */
const mostKept = 10_000;
const mostInCommit = 500;

interface Gathering {
  hints: Hint[];
  done: Promise<Recorded> | undefined;
}

/**
 * Takes hints as they come: one that was taken is known again, and all that come for one record while the disk is busy go
 * into one commit. Bounded; the store knows what was forgotten here.
 */
export function gatherHints(engine: Engine): (hint: Hint) => Promise<Recorded> {
  const taken = createBounded<true>(mostKept);
  const looks = createBounded<Instant>(mostKept);
  const gathering = new Map<string, Gathering>();

  /** When the record is to be looked at: now, or once the pause since the last time is over. */
  function lookAt(record: string): Instant {
    const now = engine.clock.now();
    const last = looks.get(record);
    // a clock that was set back must not put the look off
    const isRecent = last !== undefined && Math.abs(now - last) <= pauseMs;
    const next = isRecent ? instant(last > now ? last : last + pauseMs) : now;
    looks.set(record, next);
    return next;
  }

  async function record(name: string, gathered: Gathering): Promise<Recorded> {
    // those that come in this turn go along
    await Promise.resolve();
    let outcome: Recorded = ok();
    while (gathered.hints.length > 0 && outcome.ok) {
      const hints = gathered.hints.splice(0, mostInCommit);
      outcome = await recordHints(engine, hints, lookAt(name));
      if (outcome.ok) for (const hint of hints) taken.set(deliveryOf(hint), true);
    }
    return outcome;
  }

  return (hint) => {
    if (taken.get(deliveryOf(hint)) === true) return Promise.resolve(ok());
    const name = memoryKey(hint.company, hint.kind, hint.ref.record);
    const gathered = gathering.get(name) ?? { hints: [], done: undefined };
    gathering.set(name, gathered);
    if (!gathered.hints.some(({ delivery }) => delivery === hint.delivery)) gathered.hints.push(hint);
    gathered.done ??= record(name, gathered).finally(() => gathering.delete(name));
    return gathered.done;
  };
}

function deliveryOf({ company, delivery }: Hint): string {
  return `${company}/${delivery}`;
}
