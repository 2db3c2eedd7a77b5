import type { Clock } from '../../src/ports/clock.ts';
import type { Sage, SageReadFailure } from '../../src/ports/sage.ts';
import type { Instant } from '../../src/shared/dates.ts';
import { createRecall } from '../system/recall.ts';

/** Nothing from the books is ever shown that is older than that. */
const oldestMs = 10 * 60_000;
const mostAnswers = 2_000;

/**
 * Adds `asOf` to a connection: many looks at one moment ask once for what is the same for all of them. Whoever
 * looks as of a later moment asks again.
 */
export function recallingSage(fresh: Omit<Sage, 'asOf'>, clock: Clock): Sage {
  const recall = createRecall<SageReadFailure>({ clock, oldestMs, heaviest: mostAnswers });
  const asOf = (moment: Instant): Sage => ({
    ...fresh,
    asOf,
    profile: () => recall.through('profile', moment, () => fresh.profile()),
    costCodes: () => recall.through('codes', moment, () => fresh.costCodes()),
    costTypes: () => recall.through('types', moment, () => fresh.costTypes()),
    vendor: (key) => recall.through(`vendor ${key}`, moment, () => fresh.vendor(key)),
    job: (key) => recall.through(`job ${key}`, moment, () => fresh.job(key)),
    jobTotals: (job) => recall.through(`totals ${job}`, moment, () => fresh.jobTotals(job)),
  });
  return { ...fresh, asOf };
}
