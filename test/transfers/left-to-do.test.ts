import { describe, expect, it } from 'vitest';
import type { Bot } from '../fakes/bot.ts';
import { billed, billIn, approveBill, cardOf, publish } from './offered-bill.ts';
import type { Period } from '../workflows/pay-application.ts';

const line = '88001';
/** 8,000.00 of work with 10 % held. */
const first: Period = { lines: { [line]: { work: 8_000_00, held: 800_00 } } };
/** The final bill: 2,000.00 of work, and the 800.00 of the bill before are released. */
const final: Period = { lines: { [line]: { work: 2_000_00, held: 200_00, released: 800_00 } } };
const releaseOnly: Period = { lines: { [line]: { work: 0, released: 800_00 } } };
const task = { releasedRetainage: 'task' } as const;

/** What the accountant does in 4-2: less is held on the first invoice. */
function release(bot: Bot, number: string, left: number): void {
  const record = bot.sage.books.records.find((one) => one.number === number);
  if (record === undefined) throw new Error(`${number} is not in Sage`);
  bot.sage.books.change(record.key, { fields: { ...record.fields, retainageCents: left } });
}

async function afterTheFirst(settings: Parameters<typeof billed>[0] = {}): Promise<Bot> {
  const bot = await billed({ periods: [first], ...settings });
  await approveBill(bot, 'SC-004-01');
  await billIn(bot, 1, 'synced');
  return bot;
}

describe('a bill that releases retainage', () => {
  it('posts its work and leaves the release on its card, until Sage shows that it was made', async () => {
    const bot = await afterTheFirst({ settings: task });
    publish(bot, [first, final]);
    await bot.poll();
    await approveBill(bot, 'SC-004-02');

    // held on both: 800.00 + 200.00 = 1,000.00; less 800.00 released leaves 200.00
    expect((await billIn(bot, 2, 'synced')).offer.byHand).toEqual({
      ...{ vendor: 'Ridgeline Concrete', commitment: 'SC-004' },
      ...{ release: 800_00, before: 1_000_00, after: 200_00, invoices: [{ number: 'SC-004-01', held: 800_00 }] },
    });
    expect(bot.sage.books.creates.at(-1)?.document).toMatchObject({ number: 'SC-004-02', retainageCents: 200_00 });
    const lead = () => cardOf(bot, 'SC-004-02').card.lead.join(' ');
    expect(lead()).toContain('release $800.00 of retainage of Ridgeline Concrete on SC-004');
    expect(lead()).toContain('Open invoices with retainage: SC-004-01 $800.00');
    expect(cardOf(bot, 'SC-004-02').replies.at(-1)?.text).toContain('Left to do in Sage by hand');

    release(bot, 'SC-004-01', 300_00);
    await bot.workFor(3_600_000);
    expect((await billIn(bot, 2, 'synced')).byHand).toBeUndefined();

    release(bot, 'SC-004-01', 0);
    await bot.workFor(3_600_000);
    expect((await billIn(bot, 2, 'synced')).byHand).toMatchObject({ before: 1_000_00, after: 200_00 });
    expect(lead()).toContain('$1,000.00 was held on SC-004 before, $200.00 is held now');
    expect(cardOf(bot, 'SC-004-02').replies.at(-1)?.text).toContain('The retainage was released in Sage');
    expect(bot.sage.books.creates).toHaveLength(3);
  });

  it('holds up the next one until it is made, and that one goes on by itself', async () => {
    const bot = await afterTheFirst({ settings: task });
    publish(bot, [first, final]);
    await bot.poll();
    await approveBill(bot, 'SC-004-02');
    publish(bot, [first, final, { lines: { [line]: { work: 500_00, held: 50_00 } } }]);
    await bot.poll();
    const { offer } = await billIn(bot, 3, 'blocked');
    expect(offer.checks.map(({ code }) => code)).toEqual(['retainage_differs']);

    release(bot, 'SC-004-01', 0);
    await bot.workFor(3_600_000);

    await billIn(bot, 3, 'awaiting');
  });

  it('that bills nothing posts nothing, and is done when Sage shows the release', async () => {
    const bot = await afterTheFirst({ settings: task });
    publish(bot, [first, releaseOnly]);
    await bot.poll();
    const { offer } = await billIn(bot, 2, 'blocked');
    expect(offer.checks.map(({ code }) => code)).toEqual(['release_only']);

    release(bot, 'SC-004-01', 0);
    await bot.poll();
    bot.clock.advance(60_000);
    await bot.poll();

    // 800.00 were held, and 800.00 are released: nothing is left
    expect((await billIn(bot, 2, 'done_by_hand')).seen).toMatchObject({ before: 800_00, after: 0 });
    const { card } = cardOf(bot, 'SC-004-02');
    expect(card.lead.join(' ')).toContain('$800.00 was held before, $0.00 is held now');
    expect(bot.sage.books.creates).toHaveLength(2);
  });

  it('that releases more than is held is blocked, whatever the setting', async () => {
    const bot = await afterTheFirst({ settings: task });
    publish(bot, [first, { lines: { [line]: { work: 2_000_00, held: 200_00, released: 1_000_01 } } }]);
    await bot.poll();

    const { offer } = await billIn(bot, 2, 'blocked');
    expect(offer.checks.map(({ code }) => code)).toContain('release_above_held');
  });

  it('is blocked by default', async () => {
    const bot = await afterTheFirst();
    publish(bot, [first, final]);
    await bot.poll();

    const { offer } = await billIn(bot, 2, 'blocked');
    expect(offer.checks.map(({ code }) => code)).toEqual(['retainage_released']);
    expect(offer.byHand).toBeUndefined();
  });
});
