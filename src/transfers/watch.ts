import type { Instant } from '../shared/dates.ts';
import { instant } from '../shared/dates.ts';
import { companyId, procoreUserId, projectId, recordId, type CompanyId, type ProjectId } from '../shared/ids.ts';
import type { Kind } from '../shared/kinds.ts';
import type { Json } from '../shared/json.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import type { Changed, ProcoreFailure } from '../ports/procore.ts';
import { flowOf, siteOf, type Engine } from './engine.ts';
import type { Flow, RecordRef, Site } from './flow.ts';
import { memoryKey } from './keys.ts';
import { look } from './look.ts';
import { lookJob } from './look-job.ts';
import { readEdits, stored } from './memory.ts';
import { later, rest, type Step } from './step.ts';
import type { Transfer } from './transfer.ts';

/** Something may have happened to a record. Only the id is believed; the record itself is read. */
export interface Hint {
  readonly company: CompanyId;
  readonly kind: Kind;
  readonly ref: RecordRef;
  /** Names the delivery, so that the same one counts once. */
  readonly delivery: string;
  readonly user: string | undefined;
  readonly at: Instant;
}

const rememberDeliveriesMs = 24 * 60 * 60 * 1000;
const keptEdits = 50;

/** Records a hint durably; what it is about is looked at by the worker. */
export async function hint(
  engine: Engine,
  { company, kind, ref, delivery, user, at }: Hint,
): Promise<Result<undefined, { kind: 'unavailable' }>> {
  const edits = await readEdits(engine.store, company, kind, ref.record);
  const known = edits.value?.edits ?? [];
  const heard = user === undefined ? known : [...known, { user: procoreUserId(user), at }].slice(-keptEdits);
  const key = memoryKey(company, kind, ref.record);
  const committed = await engine.store.commit({
    unique: [{ key: `procore/${company}/${delivery}`, until: instant(engine.clock.now() + rememberDeliveriesMs) }],
    expect: [{ collection: 'edits', id: key, rev: edits.rev }],
    put: [{ collection: 'edits', id: key, value: stored({ edits: heard }) }],
    enqueue: [lookJob(company, kind, ref, engine.clock.now())],
  });
  if (committed.ok || committed.failure.kind === 'duplicate') return ok();
  return committed.failure.kind === 'conflict'
    ? hint(engine, { company, kind, ref, delivery, user, at })
    : fail({ kind: 'unavailable' });
}

/** Carries out one look that was asked for. */
export async function workLook(engine: Engine, payload: Json): Promise<Step> {
  const { company, kind, project, record, askedAt } = payload as {
    company: string;
    kind: Kind;
    project: string;
    record: string;
    askedAt: Instant;
  };
  const site = siteOf(engine, companyId(company));
  if (site === undefined) return rest;
  const looked = await look(engine, site, flowOf(engine, kind), {
    project: projectId(project),
    record: recordId(record),
  });
  if (looked.ok) return rest;
  if (looked.failure.kind === 'again') return later(engine, engine.clock.now());
  if (looked.failure.kind === 'sage_away') return later(engine, askedAt);
  const { failure } = looked.failure;
  engine.log.warn('procore.unread', { kind, record, reason: failure.kind });
  // an administrator may put it right, and Procore does not list a change twice
  return failure.kind === 'not_found' ? rest : later(engine, askedAt);
}

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
