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

/**
 * Records hints of one record durably; what they are about is looked at by the worker, at that moment. Echoes of our own
 * writes are left out: they say nothing that is not known.
 */
export async function recordHints(
  engine: Engine,
  hints: readonly Hint[],
  lookAt: Instant,
): Promise<Result<undefined, { kind: 'unavailable' }>> {
  const [first] = hints;
  const site = first === undefined ? undefined : siteOf(engine, first.company);
  if (first === undefined || site === undefined || !engine.flows.has(first.kind)) return ok();
  const own = await site.procore.ownUser();
  const heard = hints.filter(({ user }) => user === undefined || user !== own);
  return commitHints(engine, first, heard, lookAt);
}

async function commitHints(
  engine: Engine,
  about: Pick<Hint, 'company' | 'kind' | 'ref'>,
  heard: readonly Hint[],
  lookAt: Instant,
): Promise<Result<undefined, { kind: 'unavailable' }>> {
  if (heard.length === 0) return ok();
  const { company, kind, ref } = about;
  const edits = await readEdits(engine.store, company, kind, ref.record);
  const known = edits.value?.edits ?? [];
  const told = heard.flatMap(({ user, at }) => (user === undefined ? [] : [{ user: procoreUserId(user), at }]));
  const until = instant(engine.clock.now() + rememberDeliveriesMs);
  const keyOf = ({ delivery }: Hint): string => `procore/${company}/${delivery}`;
  const committed = await engine.store.commit({
    unique: heard.map((hint) => ({ key: keyOf(hint), until })),
    expect: [{ collection: 'edits', id: memoryKey(company, kind, ref.record), rev: edits.rev }],
    put: [
      {
        collection: 'edits',
        id: memoryKey(company, kind, ref.record),
        value: stored({ edits: [...known, ...told].slice(-keptEdits) }),
      },
    ],
    enqueue: [lookJob(company, kind, ref, lookAt)],
  });
  if (committed.ok) return ok();
  const { failure } = committed;
  if (failure.kind === 'unavailable') return fail(failure);
  const left = failure.kind === 'duplicate' ? heard.filter((hint) => keyOf(hint) !== failure.key) : heard;
  return commitHints(engine, about, left, lookAt);
}

/** Reads what these looks are about in as few calls as there can be; a look finds out by itself what could not be read. */
export async function readAhead(engine: Engine, payloads: readonly Json[]): Promise<void> {
  const looks = payloads.map(lookPayload);
  for (const site of engine.sites()) {
    const wanted = looks
      .filter(({ company }) => company === site.company.id)
      .map(({ kind, project, record, asOf, unchanged }) => ({
        ...{ kind, asOf, unchanged },
        ...{ project: projectId(project), record: recordId(record) },
      }));
    if (wanted.length > 1) await site.procore.readAhead(wanted);
  }
}

/** Carries out one look that was asked for. */
export async function workLook(engine: Engine, payload: Json): Promise<Step> {
  const { company, kind, project, record, askedAt, ...fresh } = lookPayload(payload);
  const site = siteOf(engine, companyId(company));
  if (site === undefined) return rest;
  const ref = { project: projectId(project), record: recordId(record) };
  const looked = await look(engine, site, flowOf(engine, kind), ref, fresh);
  if (looked.ok) return rest;
  if (looked.failure.kind === 'again') return later(engine, engine.clock.now());
  if (looked.failure.kind === 'sage_away' || looked.failure.kind === 'left_to_do') return later(engine, askedAt);
  const { failure } = looked.failure;
  engine.log.warn('procore.unread', { kind, record, reason: failure.kind });
  // an administrator may put it right, and Procore does not list a change twice
  return failure.kind === 'not_found' ? rest : later(engine, askedAt);
}
