import type { ProcoreFailure } from '../ports/procore.ts';
import type { SageReadFailure } from '../ports/sage.ts';
import type { JsonObject } from '../shared/json.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { inTurns } from '../shared/steps.ts';
import { changedAfterPosting, driftOf, sameDrift } from './drift.ts';
import type { Engine } from './engine.ts';
import { collectionOf, type Flow, type Restated, type Site } from './flow.ts';
import { readDocument, stored } from './memory.ts';
import type { Notice } from './notice.ts';
import { recordChange } from './record-change.ts';
import type { Difference } from './difference.ts';
import type { Drift, HandDone } from './afterwards.ts';
import type { Synced } from './transfer.ts';

export type AfterPostingFailure =
  | { readonly kind: 'unread'; readonly failure: ProcoreFailure }
  | { readonly kind: 'sage_away' }
  /** Somebody was faster. */
  | { readonly kind: 'again' }
  /** A person has something left to do in Sage, and it is not seen there yet. */
  | { readonly kind: 'left_to_do' };

/**
 * Holds a synced record against what was posted: against the document, in Procore, and against its receipt, in Sage. What
 * differs is kept with the transfer until it is undone. Nothing is written in either system.
 */
export async function lookAfterPosting(
  engine: Engine,
  site: Site,
  flow: Flow,
  before: Synced,
): Promise<Result<undefined, AfterPostingFailure>> {
  const document = await readDocument(engine.store, before.company, before.offer.fingerprint);
  const restated = await flow.restate(site, { project: before.project, record: before.record }, document);
  if (restated.kind === 'unread') return fail({ kind: 'unread', failure: restated.failure });
  if (restated.kind === 'sage_away') return fail({ kind: 'sage_away' });
  const stands = await standsInSage(site, flow, before);
  const hand = await seenInSage(engine, site, flow, before);
  if (!stands.ok || !hand.ok) return fail({ kind: 'sage_away' });

  await site.turns.next();
  const now = engine.clock.now();
  const seen = {
    ...(await inProcore(site, restated, document)),
    sage: stands.value ? ('stands' as const) : ('voided' as const),
  };
  const after = withDrift(before, driftOf(seen, before.drift, now), hand.value);
  const open = after.offer.byHand !== undefined && after.byHand === undefined && after.drift?.sage !== 'voided';
  const done = open ? fail({ kind: 'left_to_do' } as const) : ok();
  if (sameDrift(before.drift, after.drift) && before.byHand?.at === after.byHand?.at) return done;

  const committed = await recordChange(engine, {
    before,
    after: { ...after, revision: before.revision + 1, changedAt: now },
    detail: detailOf(before, after),
    notices: noticesFor(before, after),
  });
  if (!committed.ok) return fail({ kind: 'again' });
  const { id: transfer, kind, record, round } = after;
  engine.log.info('transfer.after_posting', {
    ...{ transfer, kind, record, round },
    ...{ procore: after.drift?.procore ?? 'same', sage: after.drift?.sage ?? 'stands' },
  });
  return done;
}

async function inProcore(
  { turns }: Site,
  restated: Extract<Restated, { kind: 'restated' | 'gone' }>,
  document: JsonObject,
): Promise<Pick<Drift, 'procore' | 'differences'>> {
  if (restated.kind === 'gone') return { procore: 'gone' as const, differences: [] };
  const { now, ready } = restated.status;
  const status: readonly Difference[] = ready.includes(now)
    ? []
    : [{ line: '', field: 'procoreStatus', before: ready.join(' or '), after: now }];
  const changed = await inTurns(turns, changedAfterPosting(document, restated.fields));
  const differences = [...status, ...changed];
  return { procore: differences.length === 0 ? ('same' as const) : ('changed' as const), differences };
}

/** Whether the record of the receipt is there and not void. A number can be changed in Sage, a key cannot. */
async function standsInSage(
  { sage }: Site,
  flow: Flow,
  { offer, receipt }: Synced,
): Promise<Result<boolean, SageReadFailure>> {
  const collection = collectionOf(flow, offer);
  const named = await sage.findByNumber(collection, receipt.number);
  if (!named.ok) return named;
  const found = named.value.find(({ key }) => key === receipt.key);
  if (found !== undefined) return ok(!found.voided);
  const all = await sage.findByJob(collection, offer.subject.jobNumber);
  return all.ok ? ok(all.value.some(({ key, voided }) => key === receipt.key && !voided)) : all;
}

async function seenInSage(
  engine: Engine,
  site: Site,
  flow: Flow,
  { offer, byHand }: Synced,
): Promise<Result<HandDone | undefined, SageReadFailure>> {
  if (offer.byHand === undefined || byHand !== undefined) return ok(byHand);
  const held = (await flow.heldNow?.(site, offer.byHand)) ?? ok(undefined);
  if (!held.ok) return held;
  if (held.value === undefined || held.value > offer.byHand.after) return ok(undefined);
  return ok({ at: engine.clock.now(), before: offer.byHand.before, after: held.value });
}

function withDrift(before: Synced, drift: Drift | undefined, byHand: HandDone | undefined): Synced {
  const { drift: _was, byHand: _not, ...synced } = before;
  return { ...synced, ...(drift === undefined ? {} : { drift }), ...(byHand === undefined ? {} : { byHand }) };
}

function detailOf(before: Synced, { drift, byHand }: Synced): JsonObject {
  return stored({
    ...(sameDrift(before.drift, drift)
      ? {}
      : { afterPosting: drift === undefined ? 'undone' : { ...drift, since: undefined } }),
    ...(before.byHand?.at === byHand?.at ? {} : { byHand }),
  });
}

function noticesFor(before: Synced, after: Synced): readonly Notice[] {
  const transfer = after.id;
  return [
    ...(sameDrift(before.drift, after.drift) ? [] : [{ type: 'after_posting', transfer } as const]),
    ...(before.byHand?.at === after.byHand?.at ? [] : [{ type: 'by_hand', transfer } as const]),
  ];
}
