import { afterAll, beforeAll, expect, it } from 'vitest';
import { billsOf, type Bills } from './bills.ts';
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
    readonly cents: number;
    readonly changeCents?: number;
    readonly costCode: string;
    readonly costType: number;
  }[];
}

const changed = (contract: { readonly id: unknown }, amounts: readonly object[]) =>
  bot.sandbox.create('commitment_change_orders', {
    ...{ contract_id: contract.id, number: '001', status: 'approved', line_items: amounts },
  });

/** What stands in Sage under that number. */
async function sage(collection: 'subcontracts' | 'purchase_orders', number: string): Promise<Sage> {
  const world = (await bot.sandbox.world()) as unknown as {
    readonly sage: { readonly [name: string]: readonly Sage[] };
  };
  const [found] = (world.sage[collection] ?? []).filter((record) => record.number === number);
  if (found === undefined) throw new Error(`${number} is not in Sage`);
  return found;
}

const amounts = ({ lines }: Sage): readonly number[] => lines.map(({ cents, changeCents = 0 }) => cents + changeCents);

it('a change of a line that cannot be told in Sage is blocked, and goes when it can', async () => {
  const byHand = { costCode: '3310.000', costType: 4, description: 'Walls' };
  await bot.sandbox.enterInSage('subcontracts', {
    ...{ number: 'L-1', vendorNumber: '1001', jobNumber: '214', description: 'Walls', retainageBasisPoints: 1_000 },
    lines: [{ ...byHand, cents: 8_999_00 }],
  });
  const { key } = await sage('subcontracts', 'L-1');
  const contract = await bot.approved('L-1', ['9000.00'], { origin_id: key });
  await changed(contract, [{ amount: '250.00' }]);
  const { message } = await bot.card('L-1-1', 'blocked');
  expect(said(message)).toContain('Line 1 changes a line of L-1 that has no place in Sage');

  await bot.sandbox.changeInSage('subcontracts', key, { lines: [{ ...byHand, cents: 9_000_00 }] });
  await bills.approve('L-1-1');

  expect(amounts(await sage('subcontracts', 'L-1'))).toEqual([9_250_00]);
}, 40_000);

it('a change with another code than the line it changes is blocked, and goes when both have the same', async () => {
  const contract = await bills.synced('L-2', ['7000.00', '3000.00']);
  const [first, second] = contract.line_items as unknown as readonly { id: number; cost_code: { id: number } }[];
  const order = await changed(contract, [
    { amount: '400.00', commitment_line_item_id: first?.id, cost_code_id: second?.cost_code.id },
  ]);
  const { message } = await bot.card('L-2-1', 'blocked');
  expect(said(message)).toContain('Line 1 uses 3110.000, type 4, and the line it changes is 3310.000, type 4 in Sage');

  await bot.sandbox.change('commitment_change_orders', order.id, {
    ...{ line_items: [{ amount: '400.00', commitment_line_item_id: first?.id }], user: 'pm' },
  });
  await bills.approve('L-2-1', ['controller', 'clerk']);

  expect(amounts(await sage('subcontracts', 'L-2'))).toEqual([7_400_00, 3_000_00]);
}, 40_000);

it('a change on a purchase order that is closed in Sage is blocked, and goes when it is opened', async () => {
  const order = await bot.sandbox.create('purchase_order_contracts', {
    ...{ number: 'L-3', status: 'Approved', line_items: [{ quantity: '10', unit_cost: '30.00' }] },
  });
  await bills.approve('L-3');
  const { key } = await sage('purchase_orders', 'L-3');
  await bot.sandbox.changeInSage('purchase-orders', key, { status: 4 });
  await changed(order, [{ amount: '55.00', commitment_line_item_id: null }]);
  const { message } = await bot.card('L-3-1', 'blocked');
  expect(said(message)).toContain('Purchase order L-3 is closed or void in Sage');

  await bot.sandbox.changeInSage('purchase-orders', key, { status: 1 });
  await bills.approve('L-3-1');

  expect(amounts(await sage('purchase_orders', 'L-3'))).toEqual([300_00, 55_00]);
}, 40_000);

it('a deduction that names no line is a warning, and is posted as a new negative line once it is ticked', async () => {
  const contract = await bills.synced('L-4', ['5000.00']);
  await changed(contract, [{ amount: '-120.00', commitment_line_item_id: null }]);
  const { message } = await bot.card('L-4-1', 'awaiting');
  expect(said(message)).toContain('deducts $120.00 without naming the line of the contract');
  const unticked = await bot.sandbox.click('controller', message, 'Approve');
  expect(unticked.seen.map(({ text }) => text).join(' ')).not.toBe('');
  expect((await bot.card('L-4-1', 'awaiting')).card.state).toBe('awaiting');

  await bot.sandbox.click('controller', message, 'Accept: line 1 as a new line of $120.00');
  await bills.approve('L-4-1');

  expect(amounts(await sage('subcontracts', 'L-4'))).toEqual([5_000_00, -120_00]);
}, 40_000);

it('a change where Sage moved its budget already warns of counting twice, and goes once that is ticked as other money', async () => {
  const contract = await bills.synced('L-5', ['6000.00']);
  const line = { costCode: '3310.000', costType: 4, description: 'Moved', cents: 500_00 };
  await bot.sandbox.enterInSage('change-orders', { number: 'BC-1', jobNumber: '214', lines: [line] });
  await changed(contract, [{ amount: '700.00' }]);
  const { message } = await bot.card('L-5-1', 'awaiting');
  expect(said(message)).toContain(
    'Budget changes in Sage moved code 3310.000, type 4 by $500.00 already, and this change could move it by $700.00 again',
  );

  await bot.sandbox.click('controller', message, 'Accept: $700.00 on 3310.000, type 4 is other money');
  await bills.approve('L-5-1');

  expect(amounts(await sage('subcontracts', 'L-5'))).toEqual([6_700_00]);
}, 40_000);
