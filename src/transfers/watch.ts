import { instant, type Instant } from '../shared/dates.ts';
import { companyId, procoreUserId, projectId, recordId, type CompanyId } from '../shared/ids.ts';
import type { Kind } from '../shared/kinds.ts';
import type { Json } from '../shared/json.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { flowOf, siteOf, type Engine } from './engine.ts';
import type { RecordRef } from './flow.ts';
import { memoryKey } from './keys.ts';
import { look } from './look.ts';
import { lookJob, lookPayload } from './look-job.ts';
import { readEdits, stored } from './memory.ts';
import { later, rest, type Step } from './step.ts';

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

/** Reads what these looks are about in as few calls as there can be; a look finds out by itself what could not be read. */
export async function readAhead(engine: Engine, payloads: readonly Json[]): Promise<void> {
  const looks = payloads.map(lookPayload);
  for (const site of engine.sites()) {
    const wanted = looks
      .filter(({ company }) => company === site.company.id)
      .map(({ kind, project, record, asOf }) => ({
        ...{ kind, asOf },
        ...{ project: projectId(project), record: recordId(record) },
      }));
    if (wanted.length > 1) await site.procore.readAhead(wanted);
  }
}

/** Carries out one look that was asked for. */
export async function workLook(engine: Engine, payload: Json): Promise<Step> {
  const { company, kind, project, record, askedAt, asOf } = lookPayload(payload);
  const site = siteOf(engine, companyId(company));
  if (site === undefined) return rest;
  const ref = { project: projectId(project), record: recordId(record) };
  const looked = await look(engine, site, flowOf(engine, kind), ref, asOf);
  if (looked.ok) return rest;
  if (looked.failure.kind === 'again') return later(engine, engine.clock.now());
  if (looked.failure.kind === 'sage_away') return later(engine, askedAt);
  const { failure } = looked.failure;
  engine.log.warn('procore.unread', { kind, record, reason: failure.kind });
  // an administrator may put it right, and Procore does not list a change twice
  return failure.kind === 'not_found' ? rest : later(engine, askedAt);
}
