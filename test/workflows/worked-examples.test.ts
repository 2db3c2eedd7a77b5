import { describe, expect, it } from 'vitest';
import type { ProcoreChangeOrder } from '../../src/ports/change-order.ts';
import { calendarDate, type CalendarDate } from '../../src/shared/dates.ts';
import { operationKey, procoreUserId, recordId } from '../../src/shared/ids.ts';
import type { JsonObject } from '../../src/shared/json.ts';
import { cents } from '../../src/shared/money.ts';
import type { Built } from '../../src/transfers/flow.ts';
import { changeOrder } from '../../src/workflows/change-order.ts';
import { carla, harbor, procoreSubcontract, start } from '../builders.ts';
import { botOf, type Bot, type World } from '../fakes/bot.ts';
import { press } from '../fakes/pressing.ts';
import { approveBill, billed, billIn, cardOf, publish } from '../transfers/offered-bill.ts';
import { footings, invoiceOffered, slab } from './billed-at.ts';
import type { Period } from './pay-application.ts';

/** Bills one after the other, each approved and posted, and what reached Sage: gross of each line, and held. */
async function posted(periods: readonly Period[]): Promise<readonly (readonly [gross: number[], held: number])[]> {
  const bot = await billed({ periods: periods.slice(0, 1) });
  for (const [index] of periods.entries()) {
    bot.clock.advance(60_000);
    publish(bot, periods.slice(0, index + 1));
    await bot.poll();
    await approveBill(bot, `SC-004-0${index + 1}`);
    await billIn(bot, index + 1, 'synced');
  }
  return bot.sage.books.creates.slice(1).map(({ document }) => {
    const lines = document['lines'] as readonly JsonObject[];
    return [lines.map((line) => Number(line['cents'])), Number(document['retainageCents'])] as const;
  });
}

describe('worked examples: stored materials and retainage', () => {
  it('stored in #1, part of it moved in #2, the rest in #3', async () => {
    const all = await posted([
      // #1: 8,000.00 installed + 6,000.00 in store = 14,000.00; 10 % of each held: 800.00 + 600.00 = 1,400.00
      { lines: { [footings]: { work: 8_000_00, held: 800_00, stored: 6_000_00, storedRetained: 600_00 } } },
      // #2: 5,500.00 installed, 4,000.00 of it from the store; 2,000.00 stay in store.
      //     gross 5,500.00 + 2,000.00 - 6,000.00 = 1,500.00; held 550.00 + 200.00 - 600.00 = 150.00
      { lines: { [footings]: { work: 5_500_00, held: 550_00, stored: 2_000_00, storedRetained: 200_00 } } },
      // #3: the last 2,000.00 of the store and 300.00 besides installed; nothing stays in store.
      //     gross 2,300.00 + 0.00 - 2,000.00 = 300.00; held 230.00 + 0.00 - 200.00 = 30.00
      { lines: { [footings]: { work: 2_300_00, held: 230_00 } } },
    ]);

    // 14,000.00 + 1,500.00 + 300.00 = 15,800.00 billed; 1,400.00 + 150.00 + 30.00 = 1,580.00 held
    expect(all).toEqual([
      [[14_000_00], 1_400_00],
      [[1_500_00], 150_00],
      [[300_00], 30_00],
    ]);
  });

  it('the retainage rate changed in mid-job', async () => {
    const all = await posted([
      // #1: 10 % of 10,000.00 = 1,000.00
      { lines: { [footings]: { work: 10_000_00, held: 1_000_00 } } },
      // #2: from here on 5 %; what is held of #1 stays as it is: 5 % of 8,000.00 = 400.00
      { lines: { [footings]: { work: 8_000_00, held: 400_00 } } },
    ]);

    expect(all).toEqual([
      [[10_000_00], 1_000_00],
      [[8_000_00], 400_00],
    ]);
  });

  it('another retainage on stored materials than on work', async () => {
    const all = await posted([
      // 10 % of 5,000.00 = 500.00 and 5 % of 1,234.56 = 61.73, half a cent up: 561.73; gross 6,234.56
      { lines: { [footings]: { work: 5_000_00, held: 500_00, stored: 1_234_56, storedRetained: 61_73 } } },
      // the store is installed at 10 %: gross 1,234.56 - 1,234.56 + 1,000.00 = 1,000.00 (2,234.56 of work);
      // held 223.46 - 61.73 = 161.73
      { lines: { [footings]: { work: 2_234_56, held: 223_46 } } },
    ]);

    expect(all).toEqual([
      [[6_234_56], 561_73],
      [[1_000_00], 161_73],
    ]);
  });
});

const change = (amount: number, line: string | undefined): ProcoreChangeOrder => ({
  ...{ id: recordId('5501'), project: harbor, number: '001', title: 'Less footings', status: 'approved' },
  ...{ private: false, commitment: { kind: 'subcontract', record: recordId('4401') }, packageId: recordId('5601') },
  ...{ total: cents(amount), reason: '', originId: undefined, createdBy: procoreUserId('503') },
  ...{ date: calendarDate('2026-05-25') as CalendarDate, createdAt: start, updatedAt: start },
  lines: [
    {
      ...{ id: recordId('5701'), position: 1, description: 'Footings', costCode: '3300', costType: 'S' },
      ...{ amount: cents(amount), quantity: undefined, unitCost: undefined, unit: undefined, taxCode: undefined },
      commitmentLine: line === undefined ? undefined : recordId(line),
    },
  ],
});

describe('worked examples: change orders', () => {
  /** A deduction on the footings of 30,000.00, of which 12,000.00 are billed in Sage and more is on its way there. */
  async function deducted(amount: number, onTheWay: number) {
    const bot = botOf();
    const record = bot.sage.books.enterByHand({
      ...{ number: 'SC-004', vendorNumber: '217', jobNumber: '1042', status: 4, retainageBasisPoints: 1_000 },
      retainageHeldCents: 1_200_00,
      lines: [
        {
          ...{ lineRef: footings, description: 'Footings', costCode: '3300.000', costType: 4 },
          ...{ cents: 30_000_00, changeCents: 0, billedCents: 12_000_00 },
        },
      ],
    });
    bot.sage.sage.preview = async () => ({ ok: true, value: { warnings: [], errors: [] } });
    bot.procore.put(procoreSubcontract({ originId: record.key }));
    bot.procore.changeOrders.set('5501', change(amount, footings));
    const invoice: Built = {
      ...{ kind: 'invoice', record: recordId('9002'), number: 'SC-004-02', state: 'awaiting' },
      document: { lines: [{ lineRef: footings, commitmentLine: 1, cents: onTheWay }] },
    };
    const looked = await changeOrder.look(
      bot.site,
      { project: harbor, record: recordId('5501') },
      {
        ...{ edits: [], operationKey: operationKey('op-1'), now: bot.clock.now() },
        standing: async () => ({}),
        builtOn: async () => [invoice],
      },
    );
    if (looked.kind !== 'ready') throw new Error(looked.kind);
    const { cents: off = 0 } = looked.offer.checks.find(({ code }) => code === 'below_billed') ?? {};
    return { off, lines: looked.document?.['lines'] };
  }

  it('a deduction down to the floor, and not a cent below', async () => {
    // floor: 12,000.00 billed in Sage + 3,000.00 approved and on its way = 15,000.00
    // 30,000.00 - 15,000.00 = 15,000.00 stays exactly at it
    expect(await deducted(-15_000_00, 3_000_00)).toMatchObject({
      off: 0,
      lines: [{ commitmentLine: 1, cents: -15_000_00 }],
    });
    // 30,000.00 - 15,000.01 = 14,999.99, one cent below
    expect((await deducted(-15_000_01, 3_000_00)).off).toBe(1);
  });

  it('a change that is billed before it was posted', async () => {
    const added = '5701';
    // 9,000.00 on the contract's line and 1,000.00 on the line that the change adds: 10,000.00, 10 % held
    const periods: Period[] = [
      { lines: { [footings]: { work: 9_000_00, held: 900_00 }, [added]: { work: 1_000_00, held: 100_00 } } },
    ];
    const document = { lines: [{ lineRef: added, cents: 2_000_00 }] };
    const built = (changes: Partial<Built>): readonly Built[] => [
      {
        ...{ kind: 'change_order', record: recordId('5501'), number: 'SC-004-1', state: 'awaiting', document },
        ...changes,
      },
    ];
    const before = await invoiceOffered({ periods, built: built({}), otherwise: billsChange });
    expect(before.offer.checks).toMatchObject([
      { code: 'change_not_posted', line: '1', values: { change: { type: 'text', text: 'SC-004-1' } } },
    ]);
    expect(before.document).toBeUndefined();

    const receipt = {
      ...{ key: '900', id: 'id-900', number: 'SC-004-1', readAt: start, adopted: 'no' as const },
      lineMap: [{ lineRef: added, line: '1', groundLine: '3' }],
    };
    const line = { lineRef: '', description: '', costCode: '3300.000', costType: 4, cents: 0, changeCents: 2_000_00 };
    const after = await invoiceOffered({
      ...{ periods, built: built({ state: 'synced', receipt }), otherwise: billsChange },
      inSage: {
        lines: [
          ...[30_000_00, 10_000_00].map((cents, index) => ({
            ...{ lineRef: [footings, slab][index] ?? '', description: '', costType: 4, changeCents: 0, billedCents: 0 },
            ...{ costCode: ['3300.000', '3310.000'][index] ?? '', cents },
          })),
          { ...line, billedCents: 0 },
        ],
      },
    });
    expect(after.offer.checks).toEqual([]);
    expect(after.document).toMatchObject({
      retainageCents: 1_000_00,
      lines: [
        { lineRef: added, commitmentLine: 3, cents: 1_000_00 },
        { lineRef: footings, commitmentLine: 1, cents: 9_000_00 },
      ],
    });
  });
});

/** The item that bills the change is one of a change order. */
function billsChange({ procore }: Pick<World, 'procore'>): void {
  for (const [id, requisition] of procore.requisitions) {
    const items = requisition.items.map((item) =>
      item.line === recordId('5701') ? { ...item, type: 'change_order_item' } : item,
    );
    procore.requisitions.set(id, { ...requisition, items });
  }
}

describe('worked examples: books that differ', () => {
  it('an invoice whose books differ shows both sides, and nothing is built on them', async () => {
    // Procore: 10,000.00 billed before. Sage: 10,000.00 and 1,234.56 that somebody entered by hand = 11,234.56
    const second: Period = { lines: { [footings]: { work: 5_000_00, held: 500_00 } } };
    const { offer } = await invoiceOffered({
      periods: [{ lines: { [footings]: { work: 10_000_00, held: 1_000_00 } } }, second],
      sageLines: { 1: { billedCents: 11_234_56 } },
    });

    expect(offer.checks).toMatchObject([
      {
        ...{ code: 'books_differ', severity: 'blocks', cents: 1_234_56 },
        values: { procore: { cents: 10_000_00 }, sage: { cents: 11_234_56 } },
      },
    ]);
  });

  it('an invoice after a void waits for the one before, which is unlinked, posted again and followed', async () => {
    const first: Period = { lines: { [footings]: { work: 10_000_00, held: 1_000_00 } } };
    const second: Period = { lines: { [footings]: { work: 5_000_00, held: 500_00 } } };
    const bot = await billed({ periods: [first] });
    await approveBill(bot, 'SC-004-01');
    const { receipt } = await billIn(bot, 1, 'synced');
    bot.sage.books.change(receipt.key, { voided: true });
    publish(bot, [first, second]);
    for (let polls = 0; polls < 5; polls += 1) await bot.poll();
    // Procore: 10,000.00 billed and 1,000.00 held before. Sage, after the void: nothing of either
    const { offer } = await billIn(bot, 2, 'blocked');
    expect(offer.checks.map(({ code, cents: amount }) => [code, amount])).toEqual([
      ['books_differ', 10_000_00],
      ['retainage_differs', 1_000_00],
    ]);

    await press(bot, carla, 'Unlink', { message: cardOf(bot, 'SC-004-01') });
    await bot.work();
    await approveBill(bot, 'SC-004-01');
    expect(await billIn(bot, 1, 'synced')).toMatchObject({ round: 2 });
    await approveBill(bot, 'SC-004-02');
    await billIn(bot, 2, 'synced');

    // standing in Sage: 10,000.00 + 5,000.00 = 15,000.00 billed, 1,000.00 + 500.00 = 1,500.00 held
    expect(await standing(bot)).toEqual([15_000_00, 1_500_00]);
  });
});

describe('worked examples: the end of a job', () => {
  it('a final bill that bills and releases', async () => {
    const first: Period = { lines: { [footings]: { work: 27_000_00, held: 2_700_00 } } };
    // the last 3,000.00 with 300.00 held, and all 3,000.00 released at once:
    // payment due 3,000.00 - 300.00 + 3,000.00 = 5,700.00; to be held in Sage 2,700.00 + 300.00 - 3,000.00 = 0.00
    const final: Period = { lines: { [footings]: { work: 3_000_00, held: 300_00, released: 3_000_00 } } };
    const bot = await billed({ periods: [first], settings: { releasedRetainage: 'task' } });
    await approveBill(bot, 'SC-004-01');
    publish(bot, [first, final]);
    await bot.poll();
    await approveBill(bot, 'SC-004-02');

    const { offer } = await billIn(bot, 2, 'synced');
    expect(offer.byHand).toMatchObject({ release: 3_000_00, before: 3_000_00, after: 0 });
    expect(offer.subject.amount).toBe(5_700_00);
    expect(await standing(bot)).toEqual([30_000_00, 3_000_00]);

    for (const record of bot.sage.books.records.filter(({ fields }) => 'dueDate' in fields))
      bot.sage.books.change(record.key, { fields: { ...record.fields, retainageCents: 0 } });
    await bot.workFor(3_600_000);
    expect((await billIn(bot, 2, 'synced')).byHand).toMatchObject({ before: 3_000_00, after: 0 });
  });
});

/** Billed and held on the subcontract, as Sage says. */
async function standing(bot: Bot): Promise<readonly [billed: number, held: number]> {
  const found = await bot.sage.sage.findByNumber('subcontracts', 'SC-004');
  const [record] = found.ok ? found.value : [];
  const lines = (record?.fields['lines'] ?? []) as readonly JsonObject[];
  const billedCents = lines.reduce((sum, line) => sum + Number(line['billedCents']), 0);
  return [billedCents, Number(record?.fields['retainageHeldCents'])];
}
