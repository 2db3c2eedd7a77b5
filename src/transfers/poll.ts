import type { Changed, ProcoreFailure } from '../ports/procore.ts';
import { instant, type Instant } from '../shared/dates.ts';
import type { ProjectId } from '../shared/ids.ts';
import { ok, type Result } from '../shared/result.ts';
import type { Engine } from './engine.ts';
import type { Flow, Site } from './flow.ts';
import { lookJob } from './look-job.ts';
import { stored } from './memory.ts';
import type { Transfer } from './transfer.ts';

/** An edit made while a page was read must not fall between two polls. */
const overlapMs = 5 * 60 * 1000;
/** Procore's examples show times in whole seconds. */
const settleMs = 2_000;

/** Asks Procore what changed, and looks again at what waits for something outside. The truth behind every hint. */
export async function poll(engine: Engine, site: Site): Promise<Result<undefined, ProcoreFailure>> {
  for (const flow of engine.flows.values()) {
    for (const project of site.company.liveProjects) {
      const polled = await pollProject(engine, site, flow, project);
      if (!polled.ok) return polled;
    }
  }
  await lookAtBlocked(engine, site);
  return ok();
}

async function pollProject(
  engine: Engine,
  site: Site,
  flow: Flow,
  project: ProjectId,
): Promise<Result<undefined, ProcoreFailure>> {
  const id = `${site.company.id}/${flow.kind}/${project}`;
  const row = await engine.store.get('watermarks', id);
  const before = row === undefined ? undefined : (row.value as unknown as Watermark);
  const polledAt = engine.clock.now();
  const listed = await flow.changed(
    site,
    project,
    before === undefined ? undefined : instant(before.latest - overlapMs),
  );
  if (!listed.ok) return listed;

  const isNew = ({ id: record, updatedAt }: Changed): boolean =>
    // two changes can carry one time, so only what had settled when it was last listed is taken for known
    before?.seen[record] !== updatedAt || updatedAt + settleMs > before.polledAt;
  const fresh = listed.value.filter(isNew);
  if (fresh.length === 0) return ok();
  const latest = instant(Math.max(before?.latest ?? 0, ...listed.value.map(({ updatedAt }) => updatedAt)));
  const recent = listed.value.filter(({ updatedAt }) => updatedAt >= latest - overlapMs);
  const watermark: Watermark = {
    latest,
    polledAt,
    seen: Object.fromEntries(recent.map(({ id: record, updatedAt }) => [record, updatedAt])),
  };
  await engine.store.commit({
    put: [{ collection: 'watermarks', id, value: stored(watermark) }],
    enqueue: fresh.map(({ id: record }) =>
      lookJob(site.company.id, flow.kind, { project, record }, engine.clock.now()),
    ),
  });
  return ok();
}

/** How far a project's list was read. */
interface Watermark {
  readonly latest: Instant;
  readonly polledAt: Instant;
  /** The records of the overlap with the time they carried, so that none is looked at twice for one change. */
  readonly seen: { readonly [record: string]: Instant };
}

/** What blocks may have been put right in Sage, which tells nobody. */
async function lookAtBlocked(engine: Engine, site: Site): Promise<void> {
  let cursor: string | undefined;
  do {
    const page = await engine.store.find({
      index: 'transfers.open',
      key: site.company.id,
      ...(cursor === undefined ? {} : { cursor }),
    });
    const blocked = page.items
      .map((row) => row.value as unknown as Transfer)
      .filter((transfer) => transfer.state === 'blocked');
    if (blocked.length > 0) {
      await engine.store.commit({
        enqueue: blocked.map(({ kind, project, record }) =>
          lookJob(site.company.id, kind, { project, record }, engine.clock.now()),
        ),
      });
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
}
