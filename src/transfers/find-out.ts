import { inTurns } from '../shared/steps.ts';
import type { Engine } from './engine.ts';
import { findInBooks } from './find-in-books.ts';
import { readDocument } from './memory.ts';
import { noticesFor } from './send.ts';
import { held, nextTry, settledBy, settledByFinding, type Settled } from './settle.ts';
import { later, moved, type Stage, type Step } from './step.ts';
import { booksOf, collectionOf } from './flow.ts';
import { numberedWithin } from '../ports/sage-kinds.ts';
import type { Transfer, Unconfirmed } from './transfer.ts';

/**
 * Looks for the truth about a write whose answer was lost: the journal first, then the books. Only when the time to
 * look is over, or something is found, is the operation closed at the bridge, so that what might still arrive is refused
 * there; only then does a finding count, or may another try be made.
 */
export async function findOut(engine: Engine, stage: Stage, transfer: Unconfirmed): Promise<Step> {
  const books = booksOf(stage.site, stage.flow, transfer);
  const document = await readDocument(engine.store, transfer.company, transfer.offer.fingerprint);
  const journal = await books.operation(transfer.operationKey);
  if (!journal.ok) return comeAgain(engine, transfer);
  const { turns } = stage.site;
  const told = await inTurns(turns, settledBy(transfer, journal.value, document, engine.clock.now()));
  if (told?.state !== 'approved' && told !== undefined) return settle(engine, transfer, told);

  const looking = { store: engine.store, turns, books, flow: stage.flow };
  const found = await findInBooks(looking, transfer, document, engine.clock.now());
  if (!found.ok) return comeAgain(engine, transfer);
  const nothingYet = found.value.kind === 'nothing' && told === undefined;
  if (nothingYet && engine.clock.now() < transfer.reportBy) return comeAgain(engine, transfer);

  // what is found must not be counted while the write itself may still arrive beside it
  const closed = await books.close(transfer.operationKey, transfer.attempt);
  if (!closed.ok) return comeAgain(engine, transfer);
  const final = await inTurns(turns, settledBy(transfer, closed.value, document, engine.clock.now()));
  if (final !== undefined && final.state !== 'approved') return settle(engine, transfer, final);
  const last = await findInBooks(looking, transfer, document, engine.clock.now());
  if (!last.ok) return comeAgain(engine, transfer);
  if (last.value.kind !== 'nothing')
    return settle(engine, transfer, settledByFinding(transfer, last.value, engine.clock.now()));
  if (final !== undefined) {
    const told = await absenceShows(stage, transfer);
    if (told === undefined) return comeAgain(engine, transfer);
    if (told) return settle(engine, transfer, nextTry(transfer, engine.clock.now()));
  }
  return settle(engine, transfer, held(transfer, { why: 'untold', differences: [] }, engine.clock.now()));
}

/**
 * Whether finding nothing means that nothing stands there. What has no number of its own is known by our key alone, and
 * where Sage keeps none a lost answer can never be made good by looking. `undefined` when Sage cannot be asked.
 */
export async function absenceShows(stage: Stage, transfer: Transfer): Promise<boolean | undefined> {
  if (numberedWithin[collectionOf(stage.flow, transfer.offer)] !== undefined) return true;
  const profile = await booksOf(stage.site, stage.flow, transfer).profile();
  return profile.ok ? profile.value.traceField !== undefined : undefined;
}

function settle(engine: Engine, before: Unconfirmed, after: Settled): Promise<Step> {
  return moved(engine, { before, after, notices: noticesFor(after) });
}

/** Often while the answer is promised, and at the promised time at the latest. */
function comeAgain(engine: Engine, transfer: Unconfirmed): Step {
  const step = later(engine, transfer.changedAt);
  const overdue = engine.clock.now() >= transfer.reportBy;
  return !overdue && step.at > transfer.reportBy ? { then: 'again', at: transfer.reportBy } : step;
}
