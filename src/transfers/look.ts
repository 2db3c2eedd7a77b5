import type { ProcoreFailure } from '../ports/procore.ts';
import { instant } from '../shared/dates.ts';
import { cents } from '../shared/money.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { recordChange, memoryPut, type Change } from './record-change.ts';
import type { Engine } from './engine.ts';
import { lookAfterPosting, type AfterPostingFailure } from './after-posting.ts';
import type { Flow, RecordRef, Site, Standing } from './flow.ts';
import { valuesOf } from './input.ts';
import { groundReader, wakeDependants } from './ground.ts';
import { memoryKey } from './keys.ts';
import type { LookPayload } from './look-job.ts';
import { readEdits, readMemory, readTarget, readTransfer, type Memory } from './memory.ts';
import { nextKey, open, previousOf } from './open-round.ts';
import { termsOf, type Offer } from './offer.ts';
import { isSageAway, reconcile, unused, withoutApprovals, type Plan } from './reconcile.ts';
import type { Scene } from './scene.ts';
import type { Superseded, Transfer } from './transfer.ts';
import { text } from './value.ts';

export type LookFailure =
  | AfterPostingFailure
  /** The record could not be read. */
  | { readonly kind: 'unread'; readonly failure: ProcoreFailure }
  /** Somebody was faster, or the store is not recording: look again. */
  | { readonly kind: 'again' }
  /** Sage was not there, so that nothing could be compared with what is known. */
  | { readonly kind: 'sage_away' };

/**
 * Looks at one record in both systems and brings what is stored, and so what is shown, up to date. A webhook and the
 * poll both end here; looking once too often changes nothing. What was read at `asOf` or later is new enough for it;
 * of a record that is `unchanged` whatever was read last.
 */
export async function look(
  engine: Engine,
  site: Site,
  flow: Flow,
  ref: RecordRef,
  { asOf, unchanged }: Pick<LookPayload, 'asOf' | 'unchanged'>,
): Promise<Result<undefined, LookFailure>> {
  const remembering = {
    ...site,
    procore: site.procore.asOf(asOf, unchanged ? instant(0) : asOf),
    sage: site.sage.asOf(asOf),
  };
  const standing = await currentOf(engine, site, flow, ref);
  if (standing?.state === 'synced') return lookAfterPosting(engine, remembering, flow, standing);
  const seen = await see(engine, remembering, flow, ref);
  if (!seen.ok) return seen;
  // the record may have changed, and neither the poll nor a hint says so twice
  if (seen.value.plan.do === 'nothing' && seen.value.looked.kind === 'ready' && isSageAway(seen.value.looked.offer))
    return fail({ kind: 'sage_away' });
  return carryOut(engine, seen.value);
}

async function currentOf(engine: Engine, site: Site, flow: Flow, ref: RecordRef): Promise<Transfer | undefined> {
  const memory = await readMemory(engine.store, site.company.id, flow.kind, ref.record);
  const id = memory.value?.transfer;
  return id === undefined ? undefined : (await readTransfer(engine.store, id)).value;
}

/** Reads both systems and what is known of the record, and plans; changes nothing. How fresh is what `site` reads. */
export async function see(engine: Engine, site: Site, flow: Flow, ref: RecordRef): Promise<Result<Scene, LookFailure>> {
  const company = site.company.id;
  const memory = await readMemory(engine.store, company, flow.kind, ref.record);
  const id = memory.value?.transfer;
  const current = id === undefined ? undefined : (await readTransfer(engine.store, id)).value;
  const edits = await readEdits(engine.store, company, flow.kind, ref.record);

  const ground = groundReader(engine.store, site.turns, company, { kind: flow.kind, record: ref.record });
  const looked = await engine.about(current?.id, () =>
    flow.look(site, ref, {
      standing: (asked) => ground.standing(asked),
      builtOn: (asked) => ground.builtOn(asked),
      edits: edits.value?.edits ?? [],
      operationKey:
        current !== undefined && isMovable(current)
          ? current.operationKey
          : nextKey(site, flow, ref.record, memory.value),
      now: engine.clock.now(),
      ended: memory.value?.ended ?? [],
      inputs: valuesOf(current !== undefined && isMovable(current) ? current.inputs : undefined),
    }),
  );
  if (looked.kind === 'unread') return fail({ kind: 'unread', failure: looked.failure });

  const reserved =
    looked.kind === 'ready'
      ? {
          ...looked,
          offer: withGround(
            await withReservation(engine, site, flow, ref, looked.offer),
            looked.offer.buildsOn === undefined ? {} : await ground.standing(looked.offer.buildsOn),
          ),
        }
      : looked;
  const plan = reconcile(current, memory.value, reserved, engine.people(), engine.clock.now());
  return ok({ site, flow, ref, memory, looked: reserved, plan, believed: ground.believed() });
}

export async function carryOut(engine: Engine, scene: Scene): Promise<Result<undefined, LookFailure>> {
  const { plan } = scene;
  const document = scene.looked.kind === 'ready' ? scene.looked.document : undefined;
  const withDocument = { believed: scene.believed, ...(document === undefined ? {} : { document }) };
  switch (plan.do) {
    case 'nothing':
      return ok();
    case 'rest':
      return rest(engine, scene, plan);
    case 'open': {
      const previous = await previousOf(engine, plan.replaces, document, plan.offer);
      const after = open(engine, scene, plan.offer, previous);
      return settled(engine, { before: undefined, after, memory: scene.memory, ...withDocument });
    }
    case 'refresh':
      return settled(engine, { before: plan.before, after: plan.after, notices: plan.notices, ...withDocument });
    case 'supersede': {
      const previous = await previousOf(engine, plan.before, document, plan.offer);
      const next = open(engine, scene, plan.offer, previous, plan.before.inputs);
      const ended: Superseded = {
        ...withoutApprovals(plan.before),
        state: 'superseded',
        by: next.id,
        approvals: plan.approvals,
        revision: plan.before.revision + 1,
        changedAt: engine.clock.now(),
      };
      const differences = previous?.differences ?? [];
      return settled(engine, {
        before: undefined,
        after: next,
        replaced: { before: plan.before, after: ended },
        memory: scene.memory,
        notices: [
          ...unused(plan.approvals, next, 'changed').map((notice) => ({ ...notice, differences })),
          { type: 'superseded', transfer: next.id },
        ],
        ...withDocument,
      });
    }
  }
}

async function settled(engine: Engine, change: Change): Promise<Result<undefined, LookFailure>> {
  const committed = await recordChange(engine, change);
  if (!committed.ok) return fail({ kind: 'again' });
  const { id, kind, record, round, state } = change.after;
  engine.log.info('transfer.changed', { transfer: id, kind, record, round, from: change.before?.state, to: state });
  return ok();
}

/** A record that is not offered is remembered with the reason, so that a person who asks is told. */
async function rest(
  engine: Engine,
  scene: Scene,
  plan: Extract<Plan, { do: 'rest' }>,
): Promise<Result<undefined, LookFailure>> {
  const { site, flow, ref, memory, looked } = scene;
  if (looked.kind !== 'not_ready') return ok();
  const known = memory.value;
  const resting = { why: plan.why, detail: plan.detail };
  const askedAgain = plan.askedAgain || known?.askedAgain === true;
  if (known?.resting?.why === resting.why && known.resting.detail === resting.detail && known.askedAgain === askedAgain)
    return ok();
  const next: Memory = {
    ...(known ?? { company: site.company.id, kind: flow.kind, project: ref.project, record: ref.record, round: 0 }),
    number: looked.number,
    resting,
    askedAgain,
    sourceUpdatedAt: looked.sourceUpdatedAt,
  };
  const committed = await engine.store.commit({
    expect: [{ collection: 'records', id: memoryKey(site.company.id, flow.kind, ref.record), rev: memory.rev }],
    put: [memoryPut(next)],
    // a record that was linked elsewhere may be what others wait for
    enqueue: await wakeDependants(
      engine.store,
      site.company.id,
      { kind: flow.kind, record: ref.record },
      engine.clock.now(),
    ),
  });
  return committed.ok ? ok() : fail({ kind: 'again' });
}

/** Two records cannot go to one number: the second says so and waits. */
async function withReservation(engine: Engine, site: Site, flow: Flow, ref: RecordRef, offer: Offer): Promise<Offer> {
  const target = await readTarget(engine.store, site.company.sageCompany, flow.kind, offer.target);
  const holder = target.value?.record;
  if (holder === undefined || holder === ref.record) return offer;
  const values = { number: text(offer.subject.number) };
  const checks = [
    ...offer.checks,
    { code: 'number_reserved', severity: 'blocks', line: '', cents: cents(0), values } as const,
  ];
  return { ...offer, checks, terms: termsOf(offer.fingerprint, checks) };
}

/** Nothing goes on top of a record that is otherwise than when it was posted. */
function withGround(offer: Offer, { drift, number = '' }: Standing): Offer {
  if (drift === undefined || drift.procore === 'same') return offer;
  const code = drift.procore === 'gone' ? 'ground_deleted' : 'ground_changed';
  const check = { code, severity: 'blocks', line: '', cents: cents(0), values: { record: text(number) } } as const;
  return { ...offer, checks: [...offer.checks, check] };
}

function isMovable(transfer: Transfer): boolean {
  return ['blocked', 'awaiting', 'approved', 'refused'].includes(transfer.state);
}
