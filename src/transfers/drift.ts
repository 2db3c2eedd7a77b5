import type { Instant } from '../shared/dates.ts';
import { canonicalJson } from '../shared/fingerprint.ts';
import type { JsonObject } from '../shared/json.ts';
import { mapped, type Steps } from '../shared/steps.ts';
import { differences, type Difference } from './difference.ts';
import { stored } from './memory.ts';
import type { Drift } from './afterwards.ts';

/**
 * Where what Procore says now differs from the document that was posted. Only what both have is compared: what the
 * restatement leaves out is not Procore's to change, and what the document lacks was not part of it when it was posted.
 * A line that was deleted and entered anew is the same line if it says the same.
 */
export function* changedAfterPosting(document: JsonObject, restated: JsonObject): Steps<readonly Difference[]> {
  const shared = Object.keys(restated).filter((name) => name in document && name !== 'lines');
  const headerOf = (of: JsonObject) => Object.fromEntries(shared.map((name) => [name, of[name] ?? '']));
  if (!('lines' in restated)) return differences(headerOf(document), headerOf(restated));
  const posted = linesOf(document);
  const now = linesOf(restated);
  const pairs = followed(posted, now);
  yield;
  const lines = yield* mapped(now, (line) => {
    const before = pairs.get(refOf(line));
    return before === undefined ? line : spoken(line, before);
  });
  yield;
  const same = unchanged(posted, lines);
  const rest = (all: readonly JsonObject[]) => all.filter((line) => !same.has(line));
  return differences({ ...headerOf(document), lines: rest(posted) }, { ...headerOf(restated), lines: rest(lines) });
}

/** Posted lines that are said again as they are: of thousands they are nearly all. */
function unchanged(posted: readonly JsonObject[], now: readonly JsonObject[]): ReadonlySet<JsonObject> {
  const [own, again] = [new Set(posted), new Set(now)];
  const otherwise = new Set(now.filter((line) => !own.has(line)).map(refOf));
  return new Set(
    posted.filter((line) => typeof line['lineRef'] === 'string' && again.has(line) && !otherwise.has(refOf(line))),
  );
}

/** The posted line with what the one of now says otherwise, in the fields that both have. */
function spoken(line: JsonObject, posted: JsonObject): JsonObject {
  let merged = posted;
  for (const [name, value] of Object.entries(line))
    if (name in posted && posted[name] !== value) merged = { ...merged, [name]: value };
  return merged;
}

/** The posted line behind each line of now: by its reference, else one that is gone and stands for the same code. */
function followed(posted: readonly JsonObject[], now: readonly JsonObject[]): ReadonlyMap<string, JsonObject> {
  const refs = new Set(now.map(refOf));
  const ownOf = new Map([...posted].reverse().map((line) => [refOf(line), line]));
  const pairs = new Map<string, JsonObject>();
  const gone = posted.filter((line) => !refs.has(refOf(line)));
  for (const line of now) {
    const own = ownOf.get(refOf(line));
    const index = own === undefined ? gone.findIndex((one) => says(one, line)) : -1;
    const match = own ?? gone[index];
    if (index >= 0) gone.splice(index, 1);
    if (match !== undefined) pairs.set(refOf(line), match);
  }
  return pairs;
}

function says(posted: JsonObject, line: JsonObject): boolean {
  return ['description', 'costCode', 'costType'].every((name) => !(name in line) || line[name] === posted[name]);
}

function refOf({ lineRef }: JsonObject): string {
  return String(lineRef ?? '');
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
