import type { Books, SageReadFailure, SageRecord } from '../ports/sage.ts';
import { numberedWithin, type SageKind } from '../ports/sage-kinds.ts';
import type { Store } from '../ports/store.ts';
import type { Turns } from '../ports/turns.ts';
import type { JsonObject } from '../shared/json.ts';
import { ok, type Result } from '../shared/result.ts';
import { inTurns, type Steps } from '../shared/steps.ts';
import { readBackDifferences, type Difference } from './difference.ts';
import { collectionOf, type Flow } from './flow.ts';
import { linkKey } from './keys.ts';
import { groundLine, refsIn } from './line-refs.ts';
import type { Held, Receipt, Transfer } from './transfer.ts';
import type { Instant } from '../shared/dates.ts';

/** What the books say about a document of ours, after every way of asking that there is. */
export type Finding =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'ours'; readonly receipt: Receipt }
  | {
      readonly kind: 'look_at';
      readonly why: Held['why'];
      readonly found: Receipt;
      readonly differences: readonly Difference[];
    };

/** Judges a record that carries our key: field by field against what was approved. */
export function* judge(
  record: SageRecord,
  document: JsonObject,
  now: Instant,
): Steps<Exclude<Finding, { kind: 'nothing' }>> {
  const receipt = receiptOf(record, 'no', now);
  yield;
  if (record.voided) return { kind: 'look_at', why: 'voided', found: receipt, differences: [] };
  const found = readBackDifferences(document, record.fields);
  return found.length === 0
    ? { kind: 'ours', receipt }
    : { kind: 'look_at', why: 'differs', found: receipt, differences: found };
}

/**
 * Looks for the document in the books: by our key, then under its number. Adopts without asking only what carries our
 * key, or stands under the number with every field equal and linked to nobody.
 */
export async function findInBooks(
  deps: { readonly store: Store; readonly turns: Turns; readonly books: Books; readonly flow: Flow },
  transfer: Transfer,
  document: JsonObject,
  now: Instant,
): Promise<Result<Finding, SageReadFailure>> {
  const { books, store, turns } = deps;
  const collection = collectionOf(deps.flow, transfer.offer);
  const byKey = await books.findByOperationKey(collection, transfer.operationKey);
  if (!byKey.ok) return byKey;
  const [ours, ...others] = byKey.value;
  if (ours !== undefined && others.length > 0) return ok(lookAt('several', ours, document, now));
  if (ours !== undefined) {
    const judged = await inTurns(turns, judge(ours, document, now));
    return ok(judged.kind === 'ours' ? { ...judged, receipt: { ...judged.receipt, adopted: 'by_key' } } : judged);
  }
  const byNumber = await underItsNumber(books, collection, transfer, document);
  if (!byNumber.ok) return byNumber;
  const known = knownOurs(transfer, byNumber.value);
  if (known !== undefined) return ok(await inTurns(turns, judge(known, document, now)));
  const standing = byNumber.value.filter((record) => !record.voided);
  const [found, ...more] = standing;
  if (found === undefined) return ok({ kind: 'nothing' });
  if (more.length > 0) return ok(lookAt('several', found, document, now));
  const linked = await store.get('links', linkKey(transfer.sageCompany, collection, found.key));
  const foreign = found.operationKey !== undefined && found.operationKey !== transfer.operationKey;
  const equal = readBackDifferences(document, found.fields).length === 0;
  if (equal && !foreign && (linked === undefined || linked.value['record'] === transfer.record)) {
    return ok({ kind: 'ours', receipt: receiptOf(found, 'by_number', now) });
  }
  return ok(lookAt('found_other', found, document, now));
}

/** Records that could be this one by their number, within what a number of that collection counts for. */
async function underItsNumber(
  books: Books,
  collection: SageKind,
  transfer: Transfer,
  document: JsonObject,
): Promise<Result<readonly SageRecord[], SageReadFailure>> {
  const within = numberedWithin[collection];
  if (within === undefined) return ok([]);
  const number = document['number'];
  const asked = typeof number === 'string' ? number : transfer.offer.subject.number;
  const found = await books.findByNumber(collection, asked);
  if (!found.ok) return found;
  return ok(found.value.filter(({ fields }) => within.every((name) => fields[name] === document[name])));
}

/** Where Sage keeps no key of ours, a record that is held as ours is told again by its own key. */
function knownOurs(transfer: Transfer, records: readonly SageRecord[]): SageRecord | undefined {
  const ours = transfer.state === 'held' && (transfer.why === 'differs' || transfer.why === 'voided');
  return ours ? records.find(({ key }) => key === transfer.found?.key) : undefined;
}

function lookAt(why: Held['why'], record: SageRecord, document: JsonObject, now: Instant): Finding {
  return {
    kind: 'look_at',
    why,
    found: receiptOf(record, 'no', now),
    differences: readBackDifferences(document, record.fields),
  };
}

export function receiptOf(record: SageRecord, adopted: Receipt['adopted'], readAt: Instant): Receipt {
  const lines = record.fields['lines'];
  const lineMap: Receipt['lineMap'][number][] = [];
  for (const line of Array.isArray(lines) ? (lines as readonly JsonObject[]) : []) {
    const ground = line[groundLine];
    const place = String(line['line'] ?? '');
    for (const lineRef of refsIn(String(line['lineRef'] ?? '')))
      lineMap.push(
        typeof ground === 'number' ? { lineRef, line: place, groundLine: String(ground) } : { lineRef, line: place },
      );
  }
  return { key: record.key, id: record.id, number: record.number, readAt, adopted, lineMap };
}
