import type { SageReadFailure } from '../ports/sage.ts';
import { canonicalJson } from '../shared/fingerprint.ts';
import type { JsonObject } from '../shared/json.ts';
import { inTurns } from '../shared/steps.ts';
import { ok, type Result } from '../shared/result.ts';
import type { Engine } from './engine.ts';
import { absenceShows } from './find-out.ts';
import { findInBooks, judge, type Finding } from './find-in-books.ts';
import { booksOf } from './flow.ts';
import { readDocument, stored } from './memory.ts';
import { unused } from './reconcile.ts';
import { noticesFor } from './send.ts';
import { madeGood, nextTry, settledByFinding, type Settled } from './settle.ts';
import { later, moved, rest, type Stage, type Step } from './step.ts';
import type { Held } from './transfer.ts';

/**
 * Reads again what a person had to look at: corrected in Sage it is good, gone it may be written, else it stays. What
 * people agreed to is good only when it is still just that which stands there.
 */
export async function recheck(engine: Engine, stage: Stage, transfer: Held): Promise<Step> {
  const now = engine.clock.now();
  const comeAgain = later(engine, transfer.agreedAt ?? now);
  const document = await readDocument(engine.store, transfer.company, transfer.offer.fingerprint);
  const found = await findAgain(engine, stage, transfer, document);
  if (!found.ok) return comeAgain;
  switch (found.value.kind) {
    case 'untold':
      return transfer.agreedAt === undefined ? rest : comeAgain;
    case 'nothing':
      if ((await absenceShows(stage, transfer)) !== true) return rest;
      return leave(engine, transfer, nextTry(transfer, now));
    default: {
      const after = settledByFinding(transfer, found.value, now);
      if (after.state !== 'held' || !sameFinding(after, transfer)) return leave(engine, transfer, after);
      if (transfer.agreedAt === undefined || after.found === undefined) return rest;
      return moved(engine, { before: transfer, after: madeGood(transfer, after.found, now) });
    }
  }
}

type FoundAgain = Finding | { readonly kind: 'untold' };

/** The books, and where they show nothing the journal, which is barred first so that nothing can arrive any more. */
async function findAgain(
  engine: Engine,
  { site, flow }: Stage,
  transfer: Held,
  document: JsonObject,
): Promise<Result<FoundAgain, SageReadFailure>> {
  const now = engine.clock.now();
  const books = booksOf(site, flow, transfer);
  const found = await findInBooks({ store: engine.store, turns: site.turns, books, flow }, transfer, document, now);
  if (!found.ok || found.value.kind !== 'nothing') return found;
  const closed = await books.close(transfer.operationKey, transfer.attempt);
  if (!closed.ok) return closed;
  switch (closed.value.kind) {
    case 'closed':
    case 'refused':
      return found;
    case 'committed':
      // its key is used up for ever: the record as it stands now, or as last read and void where it is gone
      return ok(await inTurns(site.turns, judge(closed.value.record, document, now)));
    default:
      return ok({ kind: 'untold' });
  }
}

function leave(engine: Engine, before: Held, after: Settled): Promise<Step> {
  const notices = [...unused(before.acceptances, before, 'changed_in_sage'), ...noticesFor(after)];
  return moved(engine, { before, after, notices });
}

function sameFinding(a: Held, b: Held): boolean {
  const shown = ({ why, found, differences }: Held): string =>
    canonicalJson(stored({ why, key: found?.key ?? '', differences }));
  return shown(a) === shown(b);
}
