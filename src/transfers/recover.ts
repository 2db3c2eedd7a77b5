import type { ProcoreFailure } from '../ports/procore.ts';
import { instant, type Instant } from '../shared/dates.ts';
import { ok, type Result } from '../shared/result.ts';
import type { Engine } from './engine.ts';
import type { Site } from './flow.ts';
import { stored } from './memory.ts';
import type { Hint } from './watch.ts';

/** Events are given up in about the order in which they came; what was heard already is known by its name. */
const overlapMs = 60 * 60 * 1000;

/**
 * Hears what Procore gave up delivering while the bot could not be reached. The polls find every change without it; who
 * made the change only these events tell.
 */
export async function recover(
  engine: Engine,
  site: Site,
  hear: (hint: Hint) => Promise<Result<undefined, { readonly kind: 'unavailable' }>>,
): Promise<Result<undefined, ProcoreFailure>> {
  const read = await site.procore.discardedEvents();
  if (!read.ok) return read;
  const { id: company } = site.company;
  const id = `${company}/discarded`;
  const row = await engine.store.get('watermarks', id);
  const heardUntil = (row?.value['until'] ?? 0) as Instant;
  const fresh = read.value.filter(({ at }) => at > heardUntil - overlapMs);
  const outcomes = await Promise.all(
    fresh.map(({ kind, project, record, delivery, user, at }) =>
      hear({ company, kind, ref: { project, record }, delivery, user, at }),
    ),
  );
  const newest = Math.max(heardUntil, ...fresh.map(({ at }) => at));
  if (newest === heardUntil || outcomes.some((outcome) => !outcome.ok)) return ok();
  await engine.store.commit({
    put: [{ collection: 'watermarks', id, value: stored({ until: instant(newest) }) }],
  });
  engine.log.info('procore.discarded_heard', { company, events: fresh.length });
  return ok();
}
