import type { Instant } from '../shared/dates.ts';
import { canonicalJson } from '../shared/fingerprint.ts';
import type { JsonObject } from '../shared/json.ts';
import { readBackDifferences, type Difference } from './difference.ts';
import { stored } from './memory.ts';
import type { Drift } from './afterwards.ts';

/**
 * Where what Procore says now differs from the document that was posted. Only what both have is compared: what the
 * restatement leaves out is not Procore's to change, and what the document lacks was not part of it when it was posted.
 */
export function changedAfterPosting(document: JsonObject, restated: JsonObject): readonly Difference[] {
  const posted = Object.fromEntries(Object.entries(document).filter(([name]) => name in restated));
  const before = new Map(linesOf(document).map((line) => [line['lineRef'], line]));
  const lines = linesOf(restated).map((line) => ({ ...before.get(line['lineRef']), ...line }));
  return readBackDifferences(posted, 'lines' in restated ? { ...restated, lines } : restated);
}

function linesOf(document: JsonObject): readonly JsonObject[] {
  const lines = document['lines'];
  return Array.isArray(lines) ? (lines as readonly JsonObject[]) : [];
}

/** `undefined` when all is as it was posted; what goes on keeps the time at which it was first seen. */
export function driftOf(seen: Omit<Drift, 'since'>, before: Drift | undefined, now: Instant): Drift | undefined {
  if (seen.procore === 'same' && seen.sage === 'stands') return undefined;
  return { ...seen, since: before?.since ?? now };
}

export function sameDrift(a: Drift | undefined, b: Drift | undefined): boolean {
  return canonicalJson(stored({ drift: a })) === canonicalJson(stored({ drift: b }));
}
