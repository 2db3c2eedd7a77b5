import { describe, expect, it } from 'vitest';
import { instant } from '../../src/shared/dates.ts';
import { procoreVendor } from '../builders.ts';
import { lastMessage } from '../fakes/pressing.ts';
import { lastIn, lastRound, roundsOf } from '../fakes/reading.ts';
import { approved, offered, saved } from './offered.ts';

const dayMs = 86_400_000;

describe('while a record is on its way', () => {
  it('F14: credentials that Procore refuses pause the queue and say so, and no item is marked failed', async () => {
    const bot = await approved();
    bot.procore.trouble = { kind: 'denied' };
    await bot.workFor(dayMs);

    const waiting = await lastIn(bot.store, 'approved');
    expect(waiting).toMatchObject({ waiting: { for: 'administrator', reason: 'denied' } });
    expect(JSON.stringify(lastMessage(bot.chat).card)).toMatch(/administrator/i);
    expect(bot.sage.books.creates).toEqual([]);

    bot.procore.trouble = undefined;
    await bot.workFor(3_600_000);
    expect((await lastRound(bot.store)).state).toBe('synced');
    expect(bot.sage.books.creates).toHaveLength(1);
  });

  it('F30: a vendor that was renamed in Procore goes to the same vendor in Sage, by its link and not by its name', async () => {
    const bot = await approved();
    bot.procore.vendors.set('3001', procoreVendor({ name: 'Ridgeline Concrete Holding' }));
    await bot.workFor(3_600_000);

    expect((await lastRound(bot.store)).state).toBe('synced');
    expect(bot.sage.books.creates[0]?.document).toMatchObject({ vendorNumber: '217' });
  });

  it('F30: a vendor that was merged into another is not sent under the approval of the one before', async () => {
    const bot = await approved();
    bot.clock.advance(60_000);
    await saved(bot, { vendor: undefined });
    await bot.workFor(3_600_000);

    expect((await roundsOf(bot.store)).map(({ state }) => state)).not.toContain('synced');
    expect(bot.sage.books.creates).toEqual([]);
  });

  it('F13: a clock that is set back an hour between card and press doubles nothing and loses nothing', async () => {
    const bot = await offered();
    bot.clock.advance(-3_600_000);
    await saved(bot, { title: 'Other works', updatedAt: instant(bot.clock.now()) });
    await bot.poll();

    expect((await roundsOf(bot.store)).map(({ state }) => state)).toEqual(['superseded', 'awaiting']);
  });
});
