import { z } from 'zod';
import { centsFromDecimal } from '../../../src/shared/money.ts';
import type { World } from './sandbox-client.ts';

/** One amount as both systems show it, in cents. */
export interface Both {
  readonly procore: number;
  readonly sage: number;
}

export interface TotalsRow {
  readonly job: string;
  /** Cost code and type, or the commitment where Sage keeps one amount for all lines. */
  readonly place: string;
  readonly what: 'commitments' | 'changes' | 'billed' | 'retainage';
  readonly amount: Both;
}

const Line = z.looseObject({
  id: z.coerce.string(),
  amount: z.string().nullish(),
  cost_code: z.looseObject({ full_code: z.string() }).nullish(),
  line_item_type: z.looseObject({ code: z.string() }).nullish(),
  wbs_code: z.looseObject({ flat_code: z.string() }).nullish(),
});
const Commitment = z.looseObject({
  id: z.coerce.string(),
  number: z.string(),
  origin_id: z.string().nullish(),
  line_items: z.array(Line),
});
const Change = z.looseObject({ origin_id: z.string().nullish(), line_items: z.array(Line) });
const Bill = z.looseObject({
  commitment_id: z.coerce.string(),
  origin_id: z.string().nullish(),
  summary: z.looseObject({ total_retainage: z.string() }),
  items: z.array(z.looseObject({ line_item_id: z.coerce.string(), total_completed_and_stored_to_date: z.string() })),
});
const SageTotal = z.looseObject({
  job: z.string(),
  costCode: z.string(),
  costType: z.number(),
  committedCents: z.number(),
  fromCcoCents: z.number(),
  invoicedCents: z.number(),
});
/** A line that was added to a standing order names the operation that added it. */
const Order = z.looseObject({
  jobNumber: z.string(),
  lines: z.array(
    z.looseObject({
      costCode: z.string(),
      costType: z.number(),
      cents: z.number(),
      operationKey: z.string().optional(),
    }),
  ),
});
const Subcontract = z.looseObject({
  key: z.string(),
  jobNumber: z.string(),
  retainageHeldCents: z.number().optional(),
});

/** Money of everything that is in both books, per job, code and type; retainage per subcontract. One job, as the story has. */
export function totalsOf(world: World, costTypes: Readonly<Record<string, number>>): readonly TotalsRow[] {
  const { work_order_contracts: subcontracts, purchase_order_contracts: orders } = world.procore;
  const commitments = z
    .array(Commitment)
    .parse([subcontracts, orders ?? []].flat())
    .filter(isInSage);
  const changes = z
    .array(Change)
    .parse(world.procore['commitment_change_orders'] ?? [])
    .filter(isInSage);
  const bills = z.array(Bill).parse(world.procore.requisitions).filter(isInSage);
  const sage = z.array(SageTotal).parse(world.sage['totals']);
  const standing = z.array(Subcontract).parse(world.sage.subcontracts);
  const added = addedToOrders(z.array(Order).parse(world.sage['purchase_orders'] ?? []));
  const job = sage[0]?.job ?? '';

  const lines = [...commitments, ...changes].flatMap(({ line_items: items }) => items);
  const places = new Map(lines.map((line) => [line.id, placeOf(line, costTypes)]));
  const latest = new Map(bills.map((bill) => [bill.commitment_id, bill]));
  const billed = [...latest.values()].flatMap(({ items }) => items);

  const procore = {
    commitments: summed(commitments.flatMap(({ line_items: items }) => items.map(amountOf))),
    changes: summed(changes.flatMap(({ line_items: items }) => items.map(amountOf))),
    billed: summed(
      billed.map((item) => [places.get(item.line_item_id) ?? '', cents(item.total_completed_and_stored_to_date)]),
    ),
  };
  const rows = sage.flatMap((row): readonly TotalsRow[] => {
    const place = `${row.costCode} / ${row.costType}`;
    const both = (what: keyof typeof procore, inSage: number): TotalsRow => {
      return { job: row.job, place, what, amount: { procore: procore[what].get(place) ?? 0, sage: inSage } };
    };
    const changed = row.fromCcoCents + (added.get(`${row.job} ${place}`) ?? 0);
    return [
      both('commitments', row.committedCents - changed),
      both('changes', changed),
      both('billed', row.invoicedCents),
    ];
  });
  const held = commitments.flatMap(({ id, number, origin_id: key }): readonly TotalsRow[] => {
    const bill = latest.get(id);
    const record = standing.find((one) => one.key === key);
    if (bill === undefined || record === undefined) return [];
    const amount = { procore: cents(bill.summary.total_retainage), sage: record.retainageHeldCents ?? NaN };
    return [{ job, place: number, what: 'retainage', amount }];
  });
  return [...rows, ...held].filter(({ amount }) => amount.procore !== 0 || amount.sage !== 0);

  function amountOf(line: z.output<typeof Line>): readonly [string, number] {
    return [placeOf(line, costTypes), cents(line.amount ?? '0')];
  }
}

/** The table as people read it in a terminal; the last column says whether both are equal. */
export function totalsTable(rows: readonly TotalsRow[]): readonly string[] {
  const head = ['job', 'code / type', 'what', 'Procore', 'Sage', ''];
  const body = rows.map(({ job, place, what, amount }) => [
    ...[job, place, what, usd(amount.procore), usd(amount.sage)],
    amount.procore === amount.sage ? '=' : `${usd(amount.procore - amount.sage)} apart`,
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...body].map((row) => (row[column] ?? '').length)));
  const right = new Set([3, 4]);
  return [head, ...body].map((row) =>
    row
      .map((text, column) =>
        right.has(column) ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}

/** What change orders added to purchase orders: Sage's totals do not tell it from the orders themselves. */
function addedToOrders(orders: readonly z.output<typeof Order>[]): ReadonlyMap<string, number> {
  return summed(
    orders.flatMap(({ jobNumber, lines }) =>
      lines
        .filter(({ operationKey }) => operationKey !== undefined)
        .map(({ costCode, costType, cents: amount }) => [`${jobNumber} ${costCode} / ${costType}`, amount] as const),
    ),
  );
}

function isInSage({ origin_id: key }: { readonly origin_id?: string | null | undefined }): boolean {
  return key !== null && key !== undefined && key !== '';
}

/** A contract's line names code and type apart, a change order's line both in one. */
function placeOf(line: z.output<typeof Line>, costTypes: Readonly<Record<string, number>>): string {
  const flat = /^(.*)\.(\w+)$/.exec(line.wbs_code?.flat_code ?? '');
  const code = line.cost_code?.full_code ?? flat?.[1] ?? '';
  const type = line.line_item_type?.code ?? flat?.[2] ?? '';
  return `${code} / ${costTypes[type] ?? type}`;
}

function summed(amounts: readonly (readonly [string, number])[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const [place, amount] of amounts) sums.set(place, (sums.get(place) ?? 0) + amount);
  return sums;
}

function cents(text: string): number {
  return centsFromDecimal(text) ?? NaN;
}

function usd(amount: number): string {
  const dollars = (Math.abs(amount) / 100).toLocaleString('en-US', { minimumFractionDigits: 2 });
  return amount < 0 ? `-${dollars}` : dollars;
}
