import { describe, expect, it } from 'vitest';
import type { ProcoreChangeOrder } from '../../src/ports/change-order.ts';
import { calendarDate, type CalendarDate } from '../../src/shared/dates.ts';
import { procoreUserId, recordId } from '../../src/shared/ids.ts';
import { cents, type BasisPoints } from '../../src/shared/money.ts';
import { carla, company, harbor, procorePurchaseOrder, orderLine, start } from '../builders.ts';
import { botOf, type Bot } from '../fakes/bot.ts';
import { press } from '../fakes/pressing.ts';
import { approveBill, billed, billIn, cardOf, publish } from './offered-bill.ts';
import { firstBill } from '../workflows/billed-at.ts';

const commitment = recordId('4401');

async function edited(bot: Bot, changes: Parameters<Bot['procore']['edit']>[1]): Promise<void> {
  bot.clock.advance(60_000);
  bot.procore.edit(commitment, changes);
  await bot.application.poll(company().id);
}

const changeTo = (amount: number, changes: Partial<ProcoreChangeOrder> = {}): ProcoreChangeOrder => ({
  ...{ id: recordId('5501'), project: harbor, number: '001', title: 'More footings', status: 'approved' },
  ...{ private: false, commitment: { kind: 'subcontract', record: commitment }, packageId: recordId('5601') },
  ...{ total: cents(amount), reason: '', originId: undefined, createdBy: procoreUserId('503') },
  ...{ date: calendarDate('2026-05-25') as CalendarDate, createdAt: start, updatedAt: start },
  lines: [
    {
      ...{ id: recordId('5701'), position: 1, description: 'More footings', costCode: '3300', costType: 'S' },
      ...{ amount: cents(amount), quantity: undefined, unitCost: undefined, unit: undefined, taxCode: undefined },
      commitmentLine: undefined,
    },
  ],
  ...changes,
});

const blockedBy = async (bot: Bot): Promise<readonly string[]> =>
  (await billIn(bot, 1, 'blocked')).offer.checks.map(({ code }) => code);

describe('what builds on a record that was changed after it was posted', () => {
  it('loses an approval that was given before the change was seen, and nothing of it leaves', async () => {
    const bot = await billed();
    await press(bot, carla, 'Approve', { message: cardOf(bot, 'SC-004-01') });
    await edited(bot, { retainage: 500 as BasisPoints });
    await bot.work('look');
    await bot.work();

    expect(await blockedBy(bot)).toEqual(['ground_changed']);
    expect(bot.sage.books.creates).toHaveLength(1);
    expect(bot.chat.told.map(({ note }) => note.text).join(' ')).toContain('SC-004 was changed in Procore');
  });

  it('goes on by itself when that is undone, without another poll', async () => {
    const bot = await billed();
    await edited(bot, { retainage: 500 as BasisPoints });
    await bot.work();
    expect(await blockedBy(bot)).toEqual(['ground_changed']);
    await edited(bot, { retainage: 1_000 as BasisPoints });
    await bot.work();
    await approveBill(bot, 'SC-004-01');

    await billIn(bot, 1, 'synced');
  });

  it('is told apart from what builds on a record that was deleted', async () => {
    const bot = await billed();
    bot.procore.lose(commitment);
    await bot.application.hint({
      ...{ company: company().id, kind: 'subcontract', ref: { project: harbor, record: commitment } },
      ...{ delivery: 'd1', user: undefined, at: bot.clock.now() },
    });
    await bot.workFor(5_000);

    expect(await blockedBy(bot)).toContain('commitment_gone');
  });

  it('is a next invoice too, where an earlier one was changed', async () => {
    const bot = await billed();
    await approveBill(bot, 'SC-004-01');
    const second = { lines: { '88001': { work: 1_000_00, held: 100_00 } } };
    bot.clock.advance(60_000);
    publish(bot, [firstBill], { status: 'under_review' });
    await bot.poll();
    expect((await billIn(bot, 1, 'synced')).drift).toMatchObject({
      differences: [{ field: 'procoreStatus', before: 'approved or approved_as_noted', after: 'under_review' }],
    });
    publish(bot, [firstBill, second]);
    await bot.poll();
    expect((await billIn(bot, 2, 'blocked')).offer.checks.map(({ code }) => code)).toEqual(['ground_changed']);

    bot.clock.advance(60_000);
    publish(bot, [firstBill]);
    await bot.poll();
    await billIn(bot, 2, 'awaiting');
  });
});

describe('a change order that was changed after it was posted', () => {
  const posted = async (): Promise<Bot> => {
    const bot = await billed({ periods: [] });
    bot.procore.changeOrders.set('5501', changeTo(2_000_00));
    await bot.poll();
    await approveBill(bot, 'SC-004-1');
    expect(cardOf(bot, 'SC-004-1').card.metadata.state).toBe('synced');
    return bot;
  };

  it('shows it on its card, and is as it was when that is undone', async () => {
    const bot = await posted();
    const standing = bot.procore.changeOrders.get('5501');
    for (const [amount, rows] of [
      [2_500_00, [{ what: 'Line 1, amount', before: '$2,000.00', after: '$2,500.00' }]],
      [2_000_00, []],
    ] as const) {
      bot.clock.advance(60_000);
      const { lines, total } = changeTo(amount);
      bot.procore.changeOrders.set('5501', {
        ...changeTo(amount),
        ...standing,
        lines,
        total,
        updatedAt: bot.clock.now(),
      });
      await bot.poll();
      expect(cardOf(bot, 'SC-004-1').card.changes).toEqual(rows);
    }
  });
});

describe('a purchase order that was changed after it was posted', () => {
  it('shows quantity and unit cost, also where the amount is the same', async () => {
    const bot = botOf();
    bot.sage.books.addBudget('1042', '3300.000', 2, 500_000_00);
    bot.procore.purchaseOrders.set('4501', procorePurchaseOrder());
    await bot.poll();
    await approveBill(bot, 'PO-007');
    expect(cardOf(bot, 'PO-007').card.metadata.state).toBe('synced');

    bot.clock.advance(60_000);
    const { originId } = bot.procore.purchaseOrders.get('4501') ?? {};
    bot.procore.purchaseOrders.set('4501', {
      ...procorePurchaseOrder({ lines: [orderLine({ quantity: '50', unitCost: '250.00' })] }),
      ...{ originId, updatedAt: bot.clock.now() },
    });
    await bot.poll();

    expect(cardOf(bot, 'PO-007').card.changes).toEqual([
      { what: 'Line 1, quantity', before: '100', after: '50' },
      { what: 'Line 1, unit cost', before: '125', after: '250' },
    ]);
  });
});
