import type { ProcoreCommitment, ProcoreLine, ProcoreOrderLine } from '../ports/procore.ts';
import { plainDecimal } from '../shared/decimal.ts';
import { groupedBy } from '../shared/grouped.ts';
import type { JsonObject } from '../shared/json.ts';
import { centsFromDecimal } from '../shared/money.ts';
import { displayText } from '../shared/text.ts';
import type { Restated, Site } from '../transfers/flow.ts';
import { joinedRef, refsIn } from '../transfers/line-refs.ts';
import type { Settings } from '../transfers/settings.ts';
import { paddedCostCode } from './cost-code.ts';

/** A line as Procore has it now; what it does not say for itself is left as it was posted. */
export interface LineNow {
  readonly ref: string;
  readonly description: string;
  readonly costCode: string | undefined;
  readonly costType: string | undefined;
  readonly cents: number;
  readonly price?: { readonly quantity: string; readonly unitPrice: string };
}

type Sourced = Pick<ProcoreLine, 'description' | 'costCode' | 'costType' | 'amount'> & { readonly id: string };

export function lineNow({ id, description, costCode, costType, amount }: Sourced): LineNow {
  return { ref: id, description: displayText(description), costCode, costType, cents: amount };
}

export function orderLineNow(line: Sourced & Pick<ProcoreOrderLine, 'quantity' | 'unitCost'>): LineNow {
  const quantity = plainDecimal(line.quantity ?? '');
  const unitPrice = plainDecimal(line.unitCost ?? '');
  return quantity === undefined || unitPrice === undefined
    ? lineNow(line)
    : { ...lineNow(line), price: { quantity, unitPrice } };
}

/**
 * The lines under the references of the document. Several that went to Sage as one are summed as they were then; one that
 * went as a lump sum has no price to compare.
 */
export function restatedLines(
  lines: readonly LineNow[],
  document: JsonObject,
  settings: Pick<Settings, 'costTypes'>,
): readonly JsonObject[] {
  const posted = new Map<string, JsonObject>();
  const joined = new Map<string, string>();
  for (const line of postedLines(document)) {
    const ref = String(line['lineRef'] ?? '');
    posted.set(ref, line);
    for (const one of refsIn(ref)) joined.set(one, ref);
  }
  const groups = groupedBy(lines, ({ ref }) => joined.get(ref) ?? ref);
  return [...groups].flatMap(([ref, group]): readonly JsonObject[] => {
    const [first] = group;
    if (first === undefined) return [];
    const whole = group.length === 1 || joinedRef(group.map((line) => line.ref)) === ref;
    return [restatedLine(whole ? first : { ...first, description: '' }, group, posted.get(ref), ref, settings)];
  });
}

function restatedLine(
  first: LineNow,
  group: readonly LineNow[],
  posted: JsonObject | undefined,
  ref: string,
  { costTypes }: Pick<Settings, 'costTypes'>,
): JsonObject {
  const { description, costCode, costType, price } = first;
  const line: { [field: string]: string | number } = { lineRef: ref };
  if (description !== '') line['description'] = description;
  if (costCode !== undefined) line['costCode'] = paddedCostCode(costCode) ?? costCode;
  if (costType !== undefined) line['costType'] = costTypes.get(costType) ?? costType;
  if (price !== undefined && posted !== undefined && !isLump(posted)) Object.assign(line, price);
  line['cents'] = group.reduce((total, one) => total + one.cents, 0);
  return line;
}

/** One at its amount: whatever quantity and price Procore has, they were not posted. */
function isLump({ quantity, unitPrice, cents }: JsonObject): boolean {
  return quantity === '1' && typeof unitPrice === 'string' && centsFromDecimal(unitPrice) === cents;
}

function postedLines(document: JsonObject): readonly JsonObject[] {
  const lines = document['lines'];
  return Array.isArray(lines) ? (lines as readonly JsonObject[]) : [];
}

type RestatedVendor =
  { readonly kind: 'vendor'; readonly number: string } | Extract<Restated, { readonly kind: 'unread' | 'sage_away' }>;

/** The Sage number of the company that the record names now; one without a number is told by its name. */
export async function restatedVendor(site: Site, named: ProcoreCommitment['vendor']): Promise<RestatedVendor> {
  if (named === undefined) return { kind: 'vendor', number: 'none' };
  const vendor = await site.procore.vendor(named.id);
  if (!vendor.ok && vendor.failure.kind !== 'not_found') return { kind: 'unread', failure: vendor.failure };
  const key = vendor.ok ? vendor.value.originId : undefined;
  const inSage = key === undefined ? undefined : await site.sage.vendor(key);
  if (inSage?.ok === false) return { kind: 'sage_away' };
  const number = inSage?.value?.number;
  return { kind: 'vendor', number: number ?? `${displayText(named.name)} (not linked)` };
}
