import { afterAll, beforeAll, expect, it } from 'vitest';
import { billsOf, work, type Bills } from './bills.ts';
import { botInSandbox, said, type BotInSandbox } from './bot-in-sandbox.ts';

let bot: BotInSandbox;
let bills: Bills;
beforeAll(async () => {
  bot = await botInSandbox();
  bills = billsOf(bot);
}, 30_000);
afterAll(() => bot.stop());

interface Sage {
  readonly key: string;
  readonly number: string;
  readonly lines: readonly {
    readonly line: number;
    readonly cents: number;
    readonly changeCents?: number;
    readonly commitmentLine?: number | null;
    readonly quantity?: string;
  }[];
}

interface Change {
  readonly id: number;
  readonly origin_id: string | null;
}

const changed = (contract: { readonly id: unknown }, number: string, amounts: readonly object[], more: object = {}) =>
  bot.sandbox.create('commitment_change_orders', {
    contract_id: contract.id as number,
    number,
    status: 'approved',
    line_items: amounts as never,
    ...more,
  });

async function sage(collection: 'subcontracts' | 'purchase_orders' | 'change_orders', number: string): Promise<Sage> {
  const world = (await bot.sandbox.world()) as unknown as {
    readonly sage: { readonly [name: string]: readonly Sage[] };
  };
  const found = (world.sage[collection] ?? []).filter((record) => record.number === number);
  if (found.length !== 1) throw new Error(`${number} stands ${found.length} times`);
  return found[0] as Sage;
}

async function marked(id: unknown): Promise<string | null | undefined> {
  const world = (await bot.sandbox.world()) as unknown as {
    readonly procore: { readonly commitment_change_orders: readonly Change[] };
  };
  return world.procore.commitment_change_orders.find((order) => String(order.id) === String(id))?.origin_id;
}

/** What each line of a commitment comes to in Sage, with its changes. */
const standing = ({ lines }: Sage): readonly number[] => lines.map(({ cents, changeCents = 0 }) => cents + changeCents);

it('waits for a commitment that is not in Sage yet, says so, and continues by itself', async () => {
  const contract = await bot.approved('CC-10', ['20000.00', '10000.00']);
  const order = await changed(contract, '001', [{ amount: '1500.00' }]);
  const { message } = await bot.card('CC-10-1', 'blocked');
  expect(said(message)).toContain('CC-10 is not in Sage yet');

  await bills.approve('CC-10');
  await bills.approve('CC-10-1');

  // 20,000.00 + 1,500.00
  expect(standing(await sage('subcontracts', 'CC-10'))).toEqual([21_500_00, 10_000_00]);
  expect(await marked(order.id)).toBe((await sage('change_orders', 'CC-10-1')).key);
}, 40_000);

it('B17: sums two changes of one line, adds a line for what names none, and posts what nets to nothing', async () => {
  const contract = await bills.synced('CC-11', ['8000.00', '6000.00']);
  const [first, second] = (contract as unknown as { line_items: readonly { id: number }[] }).line_items;
  await changed(contract, '001', [
    { amount: '500.00', commitment_line_item_id: first?.id },
    { amount: '250.25', commitment_line_item_id: first?.id },
    { amount: '-950.25', commitment_line_item_id: second?.id },
    { amount: '200.00', commitment_line_item_id: null, description: 'Sealer' },
  ]);
  const { message } = await bot.card('CC-11-1', 'awaiting');
  expect(said(message)).toContain('2 changes summed');

  await bills.approve('CC-11-1');

  // 500.00 + 250.25 on the first line, 950.25 off the second, 200.00 on a new third: in all 0.00
  expect(standing(await sage('subcontracts', 'CC-11'))).toEqual([8_750_25, 5_049_75, 200_00]);
}, 40_000);

it('B17: deducts down to what is billed, and not a cent below', async () => {
  const contract = await bills.synced('CC-12', ['10000.00']);
  await bills.bill(contract, [work('4000.00')]);
  await bills.approve('CC-12-01');

  // 10,000.00 - 6,000.01 = 3,999.99, and 4,000.00 are billed
  const order = await changed(contract, '001', [{ amount: '-6000.01' }]);
  const { message } = await bot.card('CC-12-1', 'blocked');
  expect(said(message)).toContain('$3,999.99');
  expect(said(message)).toContain('$4,000.00 are billed');

  await bot.sandbox.change('commitment_change_orders', order.id, { line_items: [{ amount: '-6000.00' }] });
  // nobody tells who changed it, so one more seat is to be filled
  await bills.approve('CC-12-1', ['controller', 'clerk']);

  expect(standing(await sage('subcontracts', 'CC-12'))).toEqual([4_000_00]);
}, 40_000);

it('adds lines to a purchase order, once, after those that stand there', async () => {
  const order = await bot.sandbox.create('purchase_order_contracts', {
    number: 'PO-20',
    status: 'Approved',
    line_items: [{ quantity: '40', unit_cost: '12.50' }] as never,
  });
  const { message } = await bot.card('PO-20', 'awaiting');
  await bot.sandbox.click('controller', message, 'Approve');
  await bot.card('PO-20', 'synced');
  await changed(order, '001', [{ amount: '99.95', commitment_line_item_id: null }]);
  await bills.approve('PO-20-1');

  const standsAs = await sage('purchase_orders', 'PO-20');
  expect(standsAs.lines.map(({ cents }) => cents)).toEqual([500_00, 99_95]);
  expect(standsAs.lines.map(({ quantity }) => quantity)).toEqual(['40', '1']);
}, 40_000);
