import type { ProcoreFailure } from '../ports/procore.ts';
import { blocks, type Check } from './check.ts';
import { emptied } from './decide.ts';
import type { Engine } from './engine.ts';
import { carryOut, see } from './look.ts';
import { isComplete, type Offer } from './offer.ts';
import { stillHolding, unused, withoutApprovals } from './reconcile.ts';
import type { Scene } from './scene.ts';
import { send } from './send.ts';
import { goOn, later, moved, type Stage, type Step } from './step.ts';
import type { Approved, Waiting } from './transfer.ts';

/**
 * Reads an approved record again in both systems, just before the write. What is sent is the stored document; this
 * only decides whether it may still go.
 */
export async function prepare(engine: Engine, stage: Stage, transfer: Approved): Promise<Step> {
  const { site, flow } = stage;
  const seen = await see(engine, site, flow, { project: transfer.project, record: transfer.record });
  if (!seen.ok) {
    return seen.failure.kind === 'unread'
      ? waitForProcore(engine, transfer, seen.failure.failure)
      : later(engine, engine.clock.now());
  }
  if (seen.value.plan.do !== 'nothing') return followPlan(engine, seen.value);
  if (seen.value.looked.kind !== 'ready') return later(engine, engine.clock.now());

  const { offer } = seen.value.looked;
  const away = offer.checks.find((check) => check.code === 'sage_unavailable');
  if (away !== undefined) return waitForSage(engine, transfer, away);
  if (!isComplete(offer)) return backToBlocked(engine, transfer, offer);
  if (stillHolding(transfer.approvals, offer, engine.people()).length < transfer.approvals.length) {
    return moved(engine, {
      before: transfer,
      after: emptied(transfer, offer, engine.clock.now()),
      notices: unused(transfer.approvals, transfer, 'new_warning'),
    });
  }
  return send(engine, stage, transfer, seen.value.believed);
}

async function followPlan(engine: Engine, scene: Scene): Promise<Step> {
  const done = await carryOut(engine, scene);
  return done.ok ? goOn : later(engine, engine.clock.now());
}

async function backToBlocked(engine: Engine, transfer: Approved, offer: Offer): Promise<Step> {
  const now = engine.clock.now();
  return moved(engine, {
    before: transfer,
    after: { ...withoutApprovals(transfer), state: 'blocked', offer, revision: transfer.revision + 1, changedAt: now },
    detail: { blocks: blocks(offer.checks).map((check) => check.code) },
    notices: unused(transfer.approvals, transfer, 'blocked'),
  });
}

function waitForProcore(engine: Engine, transfer: Approved, failure: ProcoreFailure): Promise<Step> {
  const admin = failure.kind === 'not_permitted' || failure.kind === 'denied';
  return wait(engine, transfer, admin ? 'administrator' : 'procore', failure.kind);
}

function waitForSage(engine: Engine, transfer: Approved, away: Check): Promise<Step> {
  const reason = away.values['reason'];
  const said = reason?.type === 'text' ? reason.text : 'unreachable';
  return wait(engine, transfer, said === 'denied' ? 'administrator' : 'sage', said);
}

/** Says once on the card what is waited for, and comes again. */
async function wait(engine: Engine, transfer: Approved, what: Waiting['for'], reason: string): Promise<Step> {
  const known = transfer.waiting;
  if (known?.for === what && known.reason === reason) return later(engine, known.since);
  const now = engine.clock.now();
  const waiting: Waiting = { for: what, since: known?.since ?? now, reason };
  const again = later(engine, waiting.since);
  const step = await moved(engine, {
    before: transfer,
    after: { ...transfer, waiting, revision: transfer.revision + 1, changedAt: now },
    carryOnAt: again.at,
  });
  return step.then === 'go_on' ? again : step;
}
