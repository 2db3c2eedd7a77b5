import { describe, expect, it } from 'vitest';
import type { ProcoreChangeOrder } from '../../src/ports/change-order.ts';
import { calendarDate, type CalendarDate } from '../../src/shared/dates.ts';
import { procoreUserId, recordId } from '../../src/shared/ids.ts';
import { cents, type BasisPoints } from '../../src/shared/money.ts';
import { carla, company, harbor, procorePurchaseOrder, orderLine, start } from '../builders.ts';
import { botOf, type Bot } from '../fakes/bot.ts';
import { press, said } from '../fakes/pressing.ts';
import { atOnce } from '../../src/shared/steps.ts';
import { changedAfterPosting } from '../../src/transfers/drift.ts';
import { changeOrder } from '../../src/workflows/change-order.ts';
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

describe('a record that is void in Sage and on which something stands', () => {
  it('is not unlinked before what stands on it, and is then', async () => {
    const bot = await billed();
    await approveBill(bot, 'SC-004-01');
    const { receipt } = await billIn(bot, 1, 'synced');
    bot.sage.books.change('501', { voided: true });
    for (let polls = 0; polls < 5; polls += 1) await bot.poll();
    const unlink = async (of: string) => said(await press(bot, carla, 'Unlink', { message: cardOf(bot, of) }));
    expect(await unlink('SC-004')).toContain('In Sage invoice SC-004-01 still stands on SC-004');

    bot.sage.books.change(receipt.key, { voided: true });
    for (let polls = 0; polls < 5; polls += 1) await bot.poll();
    expect(await unlink('SC-004-01')).toBe('nothing');
    expect(await unlink('SC-004')).toBe('nothing');
  });
});

describe('a change order that was changed after it was posted', () => {
  /** What its document had: two lines of Procore's went to Sage as one of 750.25, one as a line of its own. */
  const line = (lineRef: string, amount: number) => ({
    ...{ lineRef, description: 'More footings', costCode: '3300.000', costType: 4, cents: amount },
    ...{ vendorNumber: '217', subcontractNumber: 'SC-004', changeNumber: 'SC-004-1', status: 1 },
  });
  const document = {
    ...{ number: 'SC-004-1', jobNumber: '1042', status: 1 },
    lines: [line('5701+5702', 750_25), line('5703', 100_00)],
  };
  const differencesOf = async (amounts: readonly number[], changes: Partial<ProcoreChangeOrder> = {}) => {
    const bot = botOf();
    const order = changeTo(0);
    const [first] = order.lines;
    if (first === undefined) throw new Error('it has no line');
    const lines = amounts.map((amount, index) => ({
      ...{ ...first, id: recordId(String(5_701 + index)), position: index + 1 },
      amount: cents(amount),
    }));
    bot.procore.changeOrders.set(order.id, { ...order, lines, ...changes });
    const restated = await changeOrder.restate(bot.site, { project: harbor, record: order.id }, document);
    if (restated.kind !== 'restated') throw new Error(restated.kind);
    return atOnce(changedAfterPosting(document, restated.fields));
  };

  it('is the same while the lines that were summed add up to what was posted', async () => {
    // 500.00 + 250.25 = 750.25
    expect(await differencesOf([500_00, 250_25, 100_00])).toEqual([]);
  });

  it('differs by its sums, and by its own lines', async () => {
    // 500.00 + 250.26 = 750.26
    expect(await differencesOf([500_00, 250_26, 90_00])).toEqual([
      { line: '5701+5702', field: 'cents', before: 750_25, after: 750_26 },
      { line: '5703', field: 'cents', before: 100_00, after: 90_00 },
    ]);
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
