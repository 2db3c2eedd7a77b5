import type { StampFailure } from '../ports/procore.ts';
import type { Engine } from './engine.ts';
import { readMemory } from './memory.ts';
import { later, moved, type Stage, type Step } from './step.ts';
import type { Posted, Synced, Unstamped, Waiting } from './transfer.ts';

/** Marks the record in Procore as being in Sage. The books are right already: whatever happens here undoes nothing. */
export async function stamp(engine: Engine, stage: Stage, transfer: Posted): Promise<Step> {
  const ref = { project: transfer.project, record: transfer.record };
  const { company, kind, record, receipt } = transfer;
  const memory = await readMemory(engine.store, company, kind, record);
  const mark = { originId: receipt.key, ended: memory.value?.ended ?? [] };
  const stamped = await stage.flow.stamp(stage.site, ref, mark);
  if (stamped.ok) return finish(engine, transfer, { kind: 'stamped' });
  const reason = unstamped(stamped.failure);
  if (reason !== undefined) return finish(engine, transfer, { kind: 'unstamped', reason });
  return wait(engine, transfer, stamped.failure);
}

function unstamped(failure: StampFailure): Unstamped | undefined {
  switch (failure.kind) {
    case 'foreign':
      return { kind: 'foreign', originId: failure.originId };
    case 'not_found':
      return { kind: 'gone' };
    case 'no_place':
      return { kind: 'no_place' };
    case 'refused':
      return { kind: 'refused', message: failure.messages.join(' ') };
    default:
      return undefined;
  }
}

function finish(engine: Engine, transfer: Posted, result: Synced['stamp']): Promise<Step> {
  const { waiting: _over, ...decided } = transfer;
  const now = engine.clock.now();
  return moved(engine, {
    before: transfer,
    after: { ...decided, state: 'synced', stamp: result, revision: transfer.revision + 1, changedAt: now },
    notices: [
      { type: 'arrived', transfer: transfer.id, users: transfer.offer.authors.users },
      ...(transfer.offer.byHand === undefined ? [] : [{ type: 'by_hand', transfer: transfer.id } as const]),
    ],
  });
}

async function wait(engine: Engine, transfer: Posted, failure: StampFailure): Promise<Step> {
  const admin = failure.kind === 'denied' || failure.kind === 'not_permitted';
  const what = admin ? 'administrator' : 'procore';
  const known = transfer.waiting;
  if (known?.for === what && known.reason === failure.kind) return later(engine, known.since);
  const now = engine.clock.now();
  const waiting: Waiting = { for: what, since: known?.since ?? now, reason: failure.kind };
  const again = later(engine, waiting.since);
  const step = await moved(engine, {
    before: transfer,
    after: { ...transfer, waiting, revision: transfer.revision + 1, changedAt: now },
    carryOnAt: again.at,
  });
  return step.then === 'go_on' ? again : step;
}
