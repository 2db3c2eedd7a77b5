import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Invoice } from '../../adapters/sandbox/tour/sandbox-client.ts';
import { botInSandbox, said, type BotInSandbox } from './bot-in-sandbox.ts';

let bot: BotInSandbox;
beforeAll(async () => {
  bot = await botInSandbox();
}, 30_000);
afterAll(() => bot.stop());

async function invoicesNumbered(number: string): Promise<readonly Invoice[]> {
  return (await bot.sandbox.world()).sage.payable_invoices.filter((invoice) => invoice.number === number);
}

const work = (amount: string, more: object = {}): object => ({ work_completed_this_period: amount, ...more });

describe('an invoice on a subcontract that is in both books', () => {
  it('travels from Procore through the card into Sage and back', async () => {
    const bill = await bot.sandbox.bill({ status: 'approved', items: [work('10000.00'), work('5000.00')] });
    const { message } = await bot.card('SC-001-01', 'awaiting');

    const press = await bot.sandbox.click('clerk', message, 'Approve');
    const done = await bot.card('SC-001-01', 'synced');

    expect(press).toMatchObject({ delivered: true, status: 200 });
    const [record, ...others] = await invoicesNumbered('SC-001-01');
    expect(others).toEqual([]);
    expect(record).toMatchObject({ subcontractNumber: 'SC-001', retainageCents: 1_500_00, voided: false });
    expect(record?.lines.map(({ cents }) => cents).sort()).toEqual([10_000_00, 5_000_00].sort());
    const world = await bot.sandbox.world();
    expect(world.procore.requisitions.find(({ id }) => id === bill.id)?.origin_id).toBe(record?.key);
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
