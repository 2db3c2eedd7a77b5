import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Invoice } from '../../adapters/sandbox/tour/sandbox-client.ts';
import { billsOf, work, type Bills } from './bills.ts';
import { botInSandbox, said, type BotInSandbox } from './bot-in-sandbox.ts';

let bot: BotInSandbox;
let bills: Bills;
beforeAll(async () => {
  bot = await botInSandbox();
  bills = billsOf(bot);
}, 30_000);
afterAll(() => bot.stop());

async function onlyOne(number: string): Promise<Invoice> {
  const [invoice] = await bills.inSage(number);
  if (invoice === undefined) throw new Error(`${number} is not in Sage`);
  return invoice;
}

describe('an invoice that the books do not agree with', () => {
  it('shows both amounts and what stands in Sage, and goes on when they agree', async () => {
    const contract = await bills.synced('T-1', ['20000.00']);
    const byHand = {
      ...{ number: 'HAND-7', vendorNumber: '1001', jobNumber: '214', subcontractNumber: 'T-1', retainageCents: 0 },
      lines: [{ costCode: '3310.000', costType: 4, cents: 1_234_56 }],
    };
    await bot.sandbox.enterInSage('payable-invoices', byHand);
    await bills.bill(contract, [work('2100.00')]);

    const { message } = await bot.card('T-1-01', 'blocked');
    expect(said(message)).toContain('Procore shows $0.00 billed on T-1 and Sage shows $1,234.56');
    expect(said(message)).toContain('HAND-7');

    const hand = await onlyOne('HAND-7');
    await bot.sandbox.changeInSage('payable-invoices', hand.key, { status: 5 });
    await bills.approve('T-1-01');

    expect(await bills.figures('T-1-01')).toEqual([2_100_00, 210_00, 1_890_00]);
  }, 30_000);

  it('waits after a void of the one before', async () => {
    const contract = await bills.synced('T-2', ['20000.00']);
    await bills.bill(contract, [work('2200.00')]);
    await bills.approve('T-2-01');
    const first = await onlyOne('T-2-01');
    await bot.sandbox.changeInSage('payable-invoices', first.key, { status: 5 });

    await bills.bill(contract, [work('3300.00')]);
    const { message } = await bot.card('T-2-02', 'blocked');

    expect(said(message)).toContain('Procore shows $2,200.00 billed on T-2 and Sage shows $0.00');
    expect(await bills.inSage('T-2-02')).toEqual([]);
  }, 30_000);
});

describe('a number that stands in Sage for the vendor', () => {
  it('stops the invoice however it is written, and names the bill that has it', async () => {
    const contract = await bills.synced('T-3', ['20000.00']);
    await bot.sandbox.enterInSage('payable-invoices', {
      ...{ number: 'INV 0042', vendorNumber: '1001', jobNumber: '214' },
      lines: [{ costCode: '3310.000', costType: 4, cents: 99_00 }],
    });
    const bill = await bills.bill(contract, [work('2300.00')], { invoice_number: 'inv-42' });
    const clash = await bot.card('inv-42', 'awaiting').catch(() => undefined);
    expect(clash).toBeDefined();

    await bot.sandbox.changeBill(bill.id, { invoice_number: 'INV-0042', user: 'pm' });
    const { message } = await bot.card('INV-0042', 'blocked');

    expect(said(message)).toContain('Sage already has invoice INV 0042 from Cedar Ridge Concrete');
    expect(said(message)).toContain('$99.00');
    await bot.sandbox.changeBill(bill.id, { invoice_number: 'INV-0043', user: 'pm' });
    await bills.approve('INV-0043');
    expect(await bills.figures('INV-0043')).toEqual([2_300_00, 230_00, 2_070_00]);
  }, 30_000);
});

describe('a posting period', () => {
  it('F26: that closes between approval and write stops it, moves nothing, and needs approval again', async () => {
    const contract = await bills.synced('T-4', ['20000.00']);
    await bills.bill(contract, [work('2400.00')]);
    const { message } = await bot.card('T-4-01', 'awaiting');
    const now = new Date();
    const period = `${now.getUTCFullYear()}-${now.getUTCMonth() + 1}`;
    await bot.sandbox.changeInSage('bridge', 'host', { offline: true });
    await bot.sandbox.click('controller', message, 'Approve');
    await bot.card('T-4-01', 'approved');
    await bot.sandbox.changeInSage('periods', period, { open: false });
    await bot.sandbox.changeInSage('bridge', 'host', { offline: false });

    const blocked = await bot.card('T-4-01', 'blocked');
    expect(said(blocked.message)).toContain('is closed to the bot and nothing was moved');
    expect(await bills.inSage('T-4-01')).toEqual([]);

    await bot.sandbox.changeInSage('periods', period, { open: true });
    await bills.approve('T-4-01');
    expect(await bills.figures('T-4-01')).toEqual([2_400_00, 240_00, 2_160_00]);
  }, 30_000);
});

describe('an invoice that cannot be posted', () => {
  it('B17: is one of nothing', async () => {
    const contract = await bills.synced('T-5', ['20000.00']);
    await bills.bill(contract, [work('0.00')]);

    const { message } = await bot.card('T-5-01', 'blocked');

    expect(said(message)).toContain('This invoice bills nothing');
  });

  it('B17: is a credit, though a line may go down inside a larger bill', async () => {
    const contract = await bills.synced('T-6', ['20000.00', '5000.00']);
    await bills.bill(contract, [work('2500.00'), work('1000.00')]);
    await bills.approve('T-6-01');
    await bills.bill(contract, [work('1600.00'), work('-250.00')]);
    await bills.approve('T-6-02');
    await bills.bill(contract, [work('-100.00')]);

    const { message } = await bot.card('T-6-03', 'blocked');

    expect(said(message)).toContain('This invoice is a credit of $100.00');
    expect(await bills.figures('T-6-02')).toEqual([1_350_00, 135_00, 1_215_00]);
  }, 30_000);

  it('B17: is a final bill that releases retainage', async () => {
    const contract = await bills.synced('T-7', ['10000.00']);
    await bills.bill(contract, [work('8000.00')]);
    await bills.approve('T-7-01');
    await bills.bill(contract, [work('2000.00', { work_completed_retainage_released_this_period: '800.00' })]);

    const { message } = await bot.card('T-7-02', 'blocked');

    expect(said(message)).toContain('It releases $800.00 of retainage');
    expect(await bills.inSage('T-7-02')).toEqual([]);
  }, 30_000);
});

describe('an invoice that Sage stores otherwise', () => {
  it.each([
    ['T-8', 'altersRetainage', 'Retainage held'],
    ['T-9', 'addsTax', 'Tax'],
    ['T-10', 'altersLine', 'amount'],
    ['T-11', 'blanksField', 'Description'],
  ])('%s: %s is held and marks nothing', async (number, fault, field) => {
    const contract = await bills.synced(number, ['10000.00']);
    const bill = await bills.bill(contract, [work(`${3_010 + Number(number.slice(2)) * 50}.00`)]);
    const { message } = await bot.card(`${number}-01`, 'awaiting');
    await bot.sandbox.arm([{ at: 'sage.books', fault }]);
    await bot.sandbox.click('controller', message, 'Approve');

    const held = await bot.card(`${number}-01`, 'held');

    expect(said(held.message)).toContain('It IS in Sage');
    expect(said(held.message)).toContain(field);
    const { procore } = await bot.sandbox.world();
    expect(procore.requisitions.find(({ id }) => id === bill.id)?.origin_id).toBeNull();
  });
});

describe('an invoice on what is not in Sage', () => {
  it('waits where it bills a change order that is not there', async () => {
    const contract = await bills.synced('T-20', ['10000.00']);
    const change = await bot.sandbox.create('commitment_change_orders', {
      ...{ contract_id: contract.id, number: 'CO-1', status: 'approved' },
      line_items: [{ amount: '2000.00' }],
    });
    const [line] = change.line_items;
    await bills.bill(contract, [
      work('1700.00'),
      work('600.00', { line_item_id: line?.id, item_type: 'change_order_item' }),
    ]);

    const { message } = await bot.card('T-20-01', 'blocked');

    expect(said(message)).toContain('which is not in Sage yet');
    expect(await bills.inSage('T-20-01')).toEqual([]);
  }, 30_000);

  it('is left to a person where it is on a purchase order', async () => {
    const order = await bot.sandbox.create('purchase_order_contracts', {
      ...{ number: 'PO-20', status: 'Approved', line_items: [{ amount: '900.00' }] },
    });
    await bills.bill(order, [work('300.00')]);

    const { message } = await bot.card('PO-20-01', 'blocked');

    expect(said(message)).toContain('Invoices on purchase orders are not posted from here');
    expect(await bills.inSage('PO-20-01')).toEqual([]);
  }, 30_000);
});
