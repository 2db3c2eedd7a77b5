import type { Json, JsonObject } from '../shared/json.ts';

/** One field that is not the same; `line` is empty for the record's own fields. */
export interface Difference {
  readonly line: string;
  readonly field: string;
  /** `undefined` when the field or the line was not there. */
  readonly before: string | number | undefined;
  readonly after: string | number | undefined;
}

/** Compares two documents field by field and line by line; lines are matched by `lineRef`, new ones by what they say. */
export function differences(before: JsonObject, after: JsonObject): readonly Difference[] {
  return [...fieldDifferences('', header(before), header(after)), ...lineDifferences(lines(before), lines(after))];
}

/** What a record read back says otherwise than the document; fields that only the record has are its own business. */
export function readBackDifferences(document: JsonObject, record: JsonObject): readonly Difference[] {
  return [
    ...askedDifferences('', header(document), header(record)),
    ...strictLineDifferences(lines(document), lines(record)),
  ];
}

function lineDifferences(
  before: ReadonlyMap<string, JsonObject>,
  after: ReadonlyMap<string, JsonObject>,
): Difference[] {
  const renamed = successors(before, after);
  const followed = new Set(renamed.values());
  const kept = [...before].flatMap(([ref, line]) => {
    const next = after.has(ref) ? ref : renamed.get(ref);
    return fieldDifferences(next ?? ref, line, (next === undefined ? undefined : after.get(next)) ?? {});
  });
  const added = [...after].filter(([ref]) => !before.has(ref) && !followed.has(ref));
  return [...kept, ...added.flatMap(([ref, line]) => fieldDifferences(ref, {}, line))];
}

/** Lines that were deleted and entered anew: what reads the same, or stands in the same place, is taken for the same. */
function successors(
  before: ReadonlyMap<string, JsonObject>,
  after: ReadonlyMap<string, JsonObject>,
): ReadonlyMap<string, string> {
  const gone = [...before].filter(([ref]) => !after.has(ref));
  const fresh = [...after].filter(([ref]) => !before.has(ref));
  const pairs = new Map<string, string>();
  const free = new Set(fresh.map(([ref]) => ref));
  for (const alike of [sameWords, () => true]) {
    for (const [ref, line] of gone) {
      if (pairs.has(ref)) continue;
      const match = fresh.find(([candidate, other]) => free.has(candidate) && alike(line, other));
      if (match === undefined) continue;
      free.delete(match[0]);
      pairs.set(ref, match[0]);
    }
  }
  return pairs;
}

function sameWords(a: JsonObject, b: JsonObject): boolean {
  return a['description'] === b['description'] && a['costCode'] === b['costCode'] && a['costType'] === b['costType'];
}

/** For a record that was read back only the reference counts: a line under another one is not the line. */
function strictLineDifferences(
  before: ReadonlyMap<string, JsonObject>,
  after: ReadonlyMap<string, JsonObject>,
): Difference[] {
  const found: Difference[] = [];
  for (const [ref, line] of before) {
    const other = after.get(ref) ?? {};
    if (!saysAll(other, line)) found.push(...askedDifferences(ref, line, other));
  }
  for (const [ref, line] of after) if (!before.has(ref)) found.push(...fieldDifferences(ref, {}, line));
  return found;
}

/** Of thousands of lines nearly all do. */
function saysAll(line: JsonObject, asked: JsonObject): boolean {
  return Object.keys(asked).every((field) => field === 'lineRef' || asked[field] === line[field]);
}

function fieldDifferences(line: string, before: JsonObject, after: JsonObject): Difference[] {
  const added = Object.keys(after).filter((field) => !(field in before));
  return [
    ...askedDifferences(line, before, after),
    ...added.flatMap((field) => differenceIn(line, field, before, after)),
  ];
}

/** In the fields that the one before has. */
function askedDifferences(line: string, before: JsonObject, after: JsonObject): Difference[] {
  return Object.keys(before).flatMap((field) => differenceIn(line, field, before, after));
}

function differenceIn(line: string, field: string, before: JsonObject, after: JsonObject): readonly Difference[] {
  if (field === 'lineRef' || before[field] === after[field]) return [];
  return [{ line, field, before: scalar(before[field]), after: scalar(after[field]) }];
}

function scalar(value: Json | undefined): string | number | undefined {
  return typeof value === 'string' || typeof value === 'number' || value === undefined ? value : JSON.stringify(value);
}

/** The record's own fields; those of a part such as a period stand under its name and theirs. */
function header(document: JsonObject): JsonObject {
  const own = Object.entries(document).filter(([name]) => name !== 'lines');
  return Object.fromEntries(
    own.flatMap(([name, value]) =>
      isPart(value) ? Object.entries(value).map(([inner, part]) => [`${name}.${inner}`, part]) : [[name, value]],
    ),
  );
}

function isPart(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function lines(document: JsonObject): ReadonlyMap<string, JsonObject> {
  const listed = document['lines'];
  if (!Array.isArray(listed)) return new Map();
  const byRef = new Map<string, JsonObject>();
  for (const [index, line] of (listed as readonly JsonObject[]).entries()) byRef.set(lineRef(line, index), line);
  return byRef;
}

function lineRef(line: JsonObject, index: number): string {
  return typeof line['lineRef'] === 'string' ? line['lineRef'] : `#${index + 1}`;
}
