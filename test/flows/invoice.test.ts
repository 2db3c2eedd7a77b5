import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { billsOf, work, type Bills } from './bills.ts';
import { botInSandbox, said, type BotInSandbox } from './bot-in-sandbox.ts';

let bot: BotInSandbox;
let bills: Bills;
beforeAll(async () => {
  bot = await botInSandbox();
  bills = billsOf(bot);
}, 30_000);
afterAll(() => bot.stop());

describe('an invoice on a subcontract that was in both books before', () => {
  it('travels from Procore through the card into Sage and back', async () => {
    const bill = await bot.sandbox.bill({ status: 'approved', items: [work('10000.00'), work('5000.00')] });
    const { message } = await bot.card('SC-001-01', 'awaiting');

    const press = await bot.sandbox.click('clerk', message, 'Approve');
    const done = await bot.card('SC-001-01', 'synced');

    expect(press).toMatchObject({ delivered: true, status: 200 });
    const [record, ...others] = await bills.inSage('SC-001-01');
    expect(others).toEqual([]);
    expect(record).toMatchObject({ subcontractNumber: 'SC-001', retainageCents: 1_500_00 });
    expect(record?.lines.map(({ cents }) => cents).sort()).toEqual([10_000_00, 5_000_00].sort());
    const world = await bot.sandbox.world();
    expect(world.procore.requisitions.find(({ id }) => id === bill.id)?.origin_id).toBe(record?.key);
    expect(done.message.ts).toBe(message.ts);
    expect(said(done.message)).toContain('stands in Sage as SC-001-01');
  });

  it('repeats in the confirm what it creates', async () => {
    await bot.sandbox.bill({ status: 'approved', items: [work('1000.00')] });
    const { message } = await bot.card('SC-001-02', 'awaiting');

    const press = await bot.sandbox.click('clerk', message, 'Approve');
    await bot.card('SC-001-02', 'synced');

    expect(press).toMatchObject({
      confirm: {
        text: expect.stringMatching(
          /Cedar Ridge Concrete: gross \$1,000\.00, retainage \$100\.00, net \$900\.00\. Job 214, subcontract SC-001.*period \d{4}-\d{2}\. It creates a payable in Sage, and the bot cannot undo it\./,
        ) as string,
      },
    });
  });
});

describe('bills of one subcontract, one after the other', () => {
  it('post stored materials once: stored in #1, part moved in #2, the rest in #3', async () => {
    const contract = await bills.synced('I-10', ['30000.00', '10000.00']);
    // #1: 8,000.00 installed and 6,000.00 stored, 10 % of both held
    await bills.bill(contract, [work('8000.00', { materials_presently_stored: '6000.00' })]);
    await bills.approve('I-10-01');
    // #2: 4,000.00 of the store and 1,500.00 besides are installed: 5,500 + 2,000 - 6,000 = 1,500.00, and 700.25 more
    await bills.bill(contract, [work('5500.00', { materials_presently_stored: '2000.00' }), work('700.25')]);
    await bills.approve('I-10-02');
    // #3: the rest of 2,000.00 and 300.00 besides: 2,300 - 2,000 = 300.00
    await bills.bill(contract, [work('2300.00', { materials_presently_stored: '0.00' })]);
    await bills.approve('I-10-03');

    expect(await bills.figures('I-10-01')).toEqual([14_000_00, 1_400_00, 12_600_00]);
    expect(await bills.figures('I-10-02')).toEqual([2_200_25, 220_03, 1_980_22]);
    expect(await bills.figures('I-10-03')).toEqual([300_00, 30_00, 270_00]);
    const { procore, sage } = await bills.totals(contract);
    expect(sage).toEqual(procore);
    expect(sage).toEqual({ billed: 16_500_25, held: 1_650_03 });
  }, 30_000);

  it('hold what each says: another rate in mid-job, another one on what is stored', async () => {
    const contract = await bills.synced('I-11', ['20000.00']);
    await bills.bill(contract, [
      work('5000.00', {
        materials_presently_stored: '1000.00',
        materials_stored_retainage_percent_this_period: '5.00',
      }),
    ]);
    await bills.approve('I-11-01');
    const five = { work_completed_retainage_percent_this_period: '5.00' };
    await bills.bill(contract, [work('5000.00', { ...five, materials_stored_retainage_percent_this_period: '5.00' })]);
    await bills.approve('I-11-02');

    // 10 % of 5,000.00 and 5 % of 1,000.00; then 5 % of 5,000.00, and the store as it was
    expect(await bills.figures('I-11-01')).toEqual([6_000_00, 550_00, 5_450_00]);
    expect(await bills.figures('I-11-02')).toEqual([5_000_00, 250_00, 4_750_00]);
    const { procore, sage } = await bills.totals(contract);
    expect(sage).toEqual(procore);
  }, 30_000);

  it('go in their order: the second waits for the first and goes on by itself', async () => {
    const contract = await bills.synced('I-12', ['20000.00']);
    await bills.bill(contract, [work('1111.00')]);
    await bills.bill(contract, [work('2222.00')]);
    const waiting = await bot.card('I-12-02', 'blocked');
    expect(said(waiting.message)).toContain('Waiting. Invoice 1 of I-12 comes first and is not in Sage yet.');

    await bills.approve('I-12-01');
    await bills.approve('I-12-02');

    expect(await bills.figures('I-12-02')).toEqual([2_222_00, 222_20, 1_999_80]);
  }, 30_000);

  it('go in their order also past one that was sent back', async () => {
    const contract = await bills.synced('I-13', ['20000.00']);
    const first = await bills.bill(contract, [work('1333.00')]);
    await bills.bill(contract, [work('2444.00')]);
    const { message } = await bot.card('I-13-01', 'awaiting');
    await bot.sandbox.click('controller', message, 'Send back');
    await bot.sandbox.submit('controller', { reason: 'The amount was not agreed upon.', to: 'reopen' });
    await bot.card('I-13-01', 'sent_back');
    await bot.until('Under Review in Procore', ({ procore }) =>
      procore.requisitions.find(({ id, status }) => id === first.id && status === 'under_review'),
    );
    await bot.card('I-13-02', 'blocked');

    await bot.sandbox.changeBill(first.id, { status: 'approved', items: [work('933.00')], user: 'pm' });
    const again = await bot.card('I-13-01', 'awaiting', 2);
    expect(said(again.message)).toMatch(/1,333\.00.*933\.00/);
    await bills.approve('I-13-01');
    await bills.approve('I-13-02');

    expect(await bills.figures('I-13-01')).toEqual([933_00, 93_30, 839_70]);
    expect(await bills.figures('I-13-02')).toEqual([2_444_00, 244_40, 2_199_60]);
  }, 30_000);
});

describe('an invoice whose commitment is not in Sage', () => {
  it('says so, and goes on by itself once it is', async () => {
    const contract = await bot.approved('I-20', ['5000.00']);
    await bills.bill(contract, [work('1555.00')]);
    const waiting = await bot.card('I-20-01', 'blocked');
    expect(said(waiting.message)).toContain('Waiting. I-20 is not in Sage yet');

    await bills.approve('I-20');
    await bills.approve('I-20-01');

    expect(await bills.figures('I-20-01')).toEqual([1_555_00, 155_50, 1_399_50]);
  }, 30_000);
});
