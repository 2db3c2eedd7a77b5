import type { SageRecord } from '../ports/sage.ts';
import type { JsonObject } from '../shared/json.ts';
import { groupedBy } from '../shared/grouped.ts';
import { cents, type Cents } from '../shared/money.ts';
import { refsIn } from '../transfers/line-refs.ts';
import type { Receipt } from '../transfers/transfer.ts';
import { paddedCostCode } from './cost-code.ts';

/** A line of a commitment as it stands in Sage. */
export interface SageLine {
  readonly line: string;
  /** The Procore lines it was written for; none where the bridge did not write it. */
  readonly refs: readonly string[];
  readonly costCode: string;
  readonly costType: number;
  /** As it was first entered. */
  readonly original: Cents;
  /** With the approved changes. */
  readonly contract: Cents;
  readonly billed: Cents;
}

/** `undefined` where the bridge does not say what was changed and billed. */
export function sageLinesOf(record: SageRecord): readonly SageLine[] | undefined {
  const listed = record.fields['lines'];
  if (!Array.isArray(listed)) return undefined;
  const lines = (listed as readonly JsonObject[]).map(sageLine);
  return lines.every((line) => line !== undefined) ? lines : undefined;
}

function sageLine(line: JsonObject): SageLine | undefined {
  const { cents: original, changeCents, billedCents, costCode, costType } = line;
  const amounts = [original, changeCents, billedCents].map((amount) => (typeof amount === 'number' ? amount : NaN));
  const [first = NaN, change = NaN, billed = NaN] = amounts;
  if (!amounts.every(Number.isSafeInteger) || typeof costCode !== 'string' || typeof costType !== 'number') {
    return undefined;
  }
  return {
    line: String(line['line'] ?? ''),
    refs: refsIn(String(line['lineRef'] ?? '')).filter((ref) => ref !== ''),
    costCode,
    costType,
    original: cents(first),
    contract: cents(first + change),
    billed: cents(billed),
  };
}

/** A line of the commitment in Procore, as far as it can be told again in Sage. */
export interface ProcorePlace {
  readonly ref: string;
  readonly costCode: string | undefined;
  readonly costType: number | undefined;
  readonly cents: Cents;
}

/**
 * Procore line to Sage line. What the bot wrote stands in the receipt. A commitment that stood in both books before is
 * matched by the reference that the bridge keeps; what is left, by code, type and amount where only one line has them.
 */
export function placesOf(
  lines: readonly ProcorePlace[],
  sage: readonly SageLine[],
  receipt: Receipt | undefined,
): ReadonlyMap<string, string> {
  const standing = new Set(sage.map(({ line }) => line));
  const known = new Set(lines.map(({ ref }) => ref));
  const kept = receipt?.lineMap.filter(({ line }) => standing.has(line));
  const places = new Map(
    kept?.map(({ lineRef, line }) => [lineRef, line] as const) ??
      sage.flatMap(({ refs, line }) => refs.map((ref) => [ref, line] as const)),
  );
  // a line that was deleted in Procore and entered anew has left its place
  const taken = new Set([...places].filter(([ref]) => known.has(ref)).map(([, line]) => line));
  const free = sage.filter(({ line, refs }) => (kept === undefined ? refs.length === 0 : !taken.has(line)));
  const open = groupedBy(
    lines.filter(({ ref }) => !places.has(ref)),
    traitsOf,
  );
  const standingThere = groupedBy(free, (line) => traitsOf({ ...line, cents: line.original }));
  for (const [traits, [line, ...twins]] of open) {
    const [only, ...others] = standingThere.get(traits) ?? [];
    if (traits === undefined || line === undefined || only === undefined) continue;
    if (twins.length === 0 && others.length === 0) places.set(line.ref, only.line);
  }
  return places;
}

/** Code, type and amount, by which a line is told where nothing else does; `undefined` where one of them is not known. */
function traitsOf({ costCode, costType, cents }: Omit<ProcorePlace, 'ref'>): string | undefined {
  const code = costCode === undefined ? undefined : paddedCostCode(costCode);
  return code === undefined || costType === undefined ? undefined : `${code}/${costType}/${cents}`;
}
