import { canonicalJson } from '../shared/fingerprint.ts';
import type { Engine } from './engine.ts';
import { findInBooks } from './find-in-books.ts';
import { readDocument, stored } from './memory.ts';
import { noticesFor } from './send.ts';
import { nextTry, settledByFinding } from './settle.ts';
import { later, moved, rest, type Stage, type Step } from './step.ts';
import type { Held } from './transfer.ts';

/** Reads again what a person had to look at: corrected in Sage it is good, gone it may be written, else it stays. */
export async function recheck(engine: Engine, stage: Stage, transfer: Held): Promise<Step> {
  const { sage } = stage.site;
  const now = engine.clock.now();
  const document = await readDocument(engine.store, transfer.company, transfer.offer.fingerprint);
  const found = await findInBooks({ store: engine.store, sage, flow: stage.flow }, transfer, document, now);
  if (!found.ok) return later(engine, now);
  if (found.value.kind === 'nothing') {
    const closed = await sage.close(transfer.operationKey, transfer.attempt);
    if (!closed.ok) return later(engine, now);
    // the journal still counts it as written, or cannot tell: absence is not proved
    if (closed.value.kind !== 'closed' && closed.value.kind !== 'refused') return rest;
    const after = nextTry(transfer, now);
    return moved(engine, { before: transfer, after, notices: noticesFor(after) });
  }
  const after = settledByFinding(transfer, found.value, now);
  if (after.state === 'held' && sameFinding(after, transfer)) return rest;
  return moved(engine, { before: transfer, after, notices: noticesFor(after) });
}

function sameFinding(a: Held, b: Held): boolean {
  const shown = ({ why, found, differences }: Held): string =>
    canonicalJson(stored({ why, key: found?.key ?? '', differences }));
  return shown(a) === shown(b);
}
