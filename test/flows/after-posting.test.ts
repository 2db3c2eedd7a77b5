import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cardOf, type SageRecord } from '../../adapters/sandbox/tour/sandbox-client.ts';
import { billsOf, work, type Bills } from './bills.ts';
import { botInSandbox, said, type BotInSandbox } from './bot-in-sandbox.ts';

let bot: BotInSandbox;
let bills: Bills;
beforeAll(async () => {
  bot = await botInSandbox();
  bills = billsOf(bot);
}, 30_000);
afterAll(() => bot.stop());

const amounts = (...all: readonly string[]) => ({ line_items: all.map((amount) => ({ amount })) });

/** Waits until the card of a synced record says this, or does not. */
const cardSays = (number: string, words: string, is = true) =>
  bot.until(`the card of ${number} ${is ? 'to say' : 'to be rid of'} "${words}"`, (world) => {
    const found = cardOf(world, number);
    return found !== undefined && said(found.message).includes(words) === is ? found.message : undefined;
  });

async function standing(number: string): Promise<SageRecord> {
  const [record] = (await bot.inSage(number)).filter(({ voided }) => !voided);
  if (record === undefined) throw new Error(`${number} is not in Sage`);
  return record;
}

describe('a subcontract that is changed in Procore after it was posted', () => {
  it('holds up its invoice and its change order, which go on by themselves when that is undone', async () => {
    const contract = await bills.synced('AP-1', ['20000.00', '5000.00']);
    await bot.sandbox.change('work_order_contracts', contract.id, amounts('21000.00', '5000.00'));
    const { text } = await cardSays('AP-1', 'changed in Procore after it was posted');
    expect(text).toContain('Synced');
    const told = await bot.sandbox.type('controller', '/sage why AP-1');
    expect(JSON.stringify(told)).toContain('$20,000.00 → $21,000.00');
    // the same lines under other ids: deleted there and entered anew
    await bot.sandbox.change('work_order_contracts', contract.id, amounts('20000.00', '5000.00'));
    await cardSays('AP-1', 'changed in Procore after it was posted', false);

    await bot.sandbox.change('work_order_contracts', contract.id, { retainage_percent: '5.0' });
    await cardSays('AP-1', 'changed in Procore after it was posted');
    await bills.bill(contract, [work('2000.00')]);
    await bot.sandbox.create('commitment_change_orders', {
      ...{ contract_id: contract.id, number: '001', status: 'approved' },
      line_items: [{ amount: '100.00' }],
    });

    for (const number of ['AP-1-01', 'AP-1-1']) {
      const { message } = await bot.card(number, 'blocked');
      expect(said(message)).toContain('AP-1 was changed in Procore after it was posted');
    }
    await bot.sandbox.change('work_order_contracts', contract.id, { retainage_percent: '10.0' });
    await bills.approve('AP-1-01');
    // it was billed while the contract said 5 %
    expect(await bills.figures('AP-1-01')).toEqual([2_000_00, 100_00, 1_900_00]);
    await bills.approve('AP-1-1');
    await cardSays('AP-1', 'changed in Procore after it was posted', false);
    expect(await bot.inSage('AP-1')).toHaveLength(1);
  }, 40_000);
});

describe('an invoice that is changed in Procore after it was posted', () => {
  it('shows the difference line by line, and is as it was when it is undone', async () => {
    const contract = await bills.synced('AP-3', ['20000.00']);
    const bill = await bills.bill(contract, [work('2150.00')]);
    await bills.approve('AP-3-01');
    await bot.sandbox.changeBill(bill.id, { items: [work('2500.00')] });
    const shown = said(await cardSays('AP-3-01', 'changed in Procore after it was posted'));
    expect(shown).toContain('$2,150.00');
    expect(shown).toContain('$2,500.00');

    await bot.sandbox.changeBill(bill.id, { items: [work('2150.00')] });
    await cardSays('AP-3-01', 'changed in Procore after it was posted', false);
    expect(await bills.figures('AP-3-01')).toEqual([2_150_00, 215_00, 1_935_00]);
  }, 40_000);
});

describe('a subcontract that is void in Sage', () => {
  it('is not unlinked while it stands there, or while an invoice stands on it, and its next round is written', async () => {
    const contract = await bills.synced('AP-4', ['10000.00']);
    await bills.bill(contract, [work('1000.00')]);
    await bills.approve('AP-4-01');
    const asked = async (user: string, number: string): Promise<string> =>
      JSON.stringify(await bot.sandbox.type(user, `/sage unlink ${number}`));
    expect(await asked('controller', 'AP-4')).toContain('still stands in Sage');

    await bot.sandbox.changeInSage('subcontracts', (await standing('AP-4')).key, { voided: true });
    const message = await cardSays('AP-4', 'is void or gone there now');
    const refused = await bot.sandbox.click('controller', message, 'Unlink');
    expect(JSON.stringify(refused)).toContain('invoice AP-4-01 still stands on AP-4');

    const [invoice] = await bills.inSage('AP-4-01');
    await bot.sandbox.changeInSage('payable-invoices', invoice?.key ?? '', { status: 5 });
    await cardSays('AP-4-01', 'is void or gone there now');
    expect(await asked('clerk', 'AP-4-01')).toContain('You are not authorised to do this');
    expect(await asked('controller', 'AP-4-01')).toContain('The link is ended');
    expect(await asked('controller', 'AP-4')).toContain('The link is ended');

    await bills.approve('AP-4', ['controller', 'clerk']);
    await bills.approve('AP-4-01', ['controller', 'clerk']);
    expect(await bills.figures('AP-4-01')).toEqual([1_000_00, 100_00, 900_00]);
    const totals = await bills.totals(contract);
    expect(totals.sage).toEqual(totals.procore);
  }, 60_000);
});

describe('what an approver chooses of an invoice', () => {
  it('is another period by the controller, refused to a clerk, and reaches Sage with the number that was typed', async () => {
    const next = await anotherOpenPeriod();
    const contract = await bills.synced('AP-5', ['20000.00']);
    await bills.bill(contract, [work('2610.00')]);
    const { message } = await bot.card('AP-5-01', 'awaiting');
    const label = 'Change period or number';

    await bot.sandbox.click('clerk', message, label);
    const refused = await bot.sandbox.submit('clerk', { period: next, number: 'HAND-5' });
    expect(JSON.stringify(refused)).toContain('You are not authorised to do this');
    expect((await bot.card('AP-5-01', 'awaiting')).card.round).toBe(1);

    await bot.sandbox.click('controller', message, label);
    await bot.sandbox.submit('controller', { period: next, number: 'HAND-5' });
    await bot.card('HAND-5', 'awaiting', 2);
    await bills.approve('HAND-5', ['controller', 'clerk']);

    const [written] = await bills.inSage('HAND-5');
    const { period } = (written ?? {}) as unknown as { period: { year: number; period: number } };
    expect(`${period.year}-${String(period.period).padStart(2, '0')}`).toBe(next);
  }, 40_000);
});

/** An open period beside the one Sage posts to. */
async function anotherOpenPeriod(): Promise<string> {
  const now = new Date();
  const before = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1));
  const [year, month] = [before.getUTCFullYear(), before.getUTCMonth() + 1];
  await bot.sandbox.changeInSage('periods', `${year}-${month}`, { open: true });
  return `${year}-${String(month).padStart(2, '0')}`;
}
