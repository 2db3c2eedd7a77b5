import { describe, expect, it } from 'vitest';
import { recordId } from '../../src/shared/ids.ts';
import { fail } from '../../src/shared/result.ts';
import { company, contractOf, harbor, petra, procoreSubcontract } from '../builders.ts';
import { botOf } from '../fakes/bot.ts';
import { lastRound, roundsOf } from '../fakes/reading.ts';
import { offered, saved } from './offered.ts';

const second = recordId('4402');

describe('a webhook', () => {
  it('counts once, however often it is delivered', async () => {
    const bot = botOf();
    bot.procore.put(procoreSubcontract());
    const heard = { company: company().id, kind: 'subcontract', delivery: '01ARZ', user: '503' } as const;
    for (let times = 0; times < 100; times += 1)
      await bot.application.hint({ ...heard, ref: { project: harbor, record: recordId('4401') }, at: bot.clock.now() });
    await bot.work();

    expect(bot.procore.calls.get('subcontract')).toBe(1);
    expect(await roundsOf(bot.store)).toHaveLength(1);
  });

  it('F7: 2,000 events about one record within a second are two looks: one at once, one for all the rest', async () => {
    const bot = botOf();
    bot.procore.put(procoreSubcontract());
    const ref = { project: harbor, record: recordId('4401') };
    for (let wave = 0; wave < 20; wave += 1) {
      const storm = Array.from({ length: 100 }, (_, n) =>
        bot.application.hint({
          ...{ company: company().id, kind: 'subcontract', ref, user: '503', at: bot.clock.now() },
          delivery: `${wave}/${n}`,
        }),
      );
      expect((await Promise.all(storm)).every(({ ok }) => ok)).toBe(true);
      await bot.work();
    }
    bot.clock.advance(1_000);
    await bot.work();

    expect(bot.procore.calls.get('subcontract')).toBe(2);
    expect(bot.chat.messages).toHaveLength(1);
  });

  it('names the last editor, and without one a seat more is needed', async () => {
    const bot = await offered();
    await saved(bot, { retainage: 500 as never });
    const known = await lastRound(bot.store);
    bot.clock.advance(60_000);
    bot.procore.edit(recordId('4401'), { retainage: 600 as never });
    await bot.poll();

    expect(known.offer.authors).toMatchObject({ lastEditor: petra.procore, lastEditorKnown: true });
    expect((await lastRound(bot.store)).offer.authors).toMatchObject({ lastEditorKnown: false });
  });

  it('asks to be delivered again when it could not be recorded', async () => {
    const bot = botOf();
    const store = { ...bot.store, commit: async () => fail({ kind: 'unavailable' } as const) };
    const full = botOf({ world: bot, store });
    const ref = { project: harbor, record: recordId('4401') };
    const heard = { company: company().id, kind: 'subcontract', ref, delivery: 'x', user: undefined } as const;

    expect(await full.application.hint({ ...heard, at: bot.clock.now() })).toEqual(fail({ kind: 'unavailable' }));
  });
});

describe('the poll', () => {
  it('finds what changed while no webhook came, and asks no record twice for one change', async () => {
    const bot = await offered();
    bot.clock.advance(13 * 3_600_000);
    bot.procore.put(contractOf(5_000_00, { id: second, number: 'SC-005', updatedAt: bot.clock.now() }));
    for (let times = 0; times < 3; times += 1) {
      await bot.poll();
      bot.clock.advance(60_000);
    }

    expect(await roundsOf(bot.store, second)).toHaveLength(1);
    expect(bot.procore.calls.get('subcontract')).toBeLessThanOrEqual(3);
  });

  it('looks again at what blocks, for Sage tells nobody that it was put right', async () => {
    const bot = botOf();
    const vendor = bot.sage.books.vendors.get('217');
    bot.sage.books.vendors.clear();
    bot.procore.put(procoreSubcontract());
    await bot.poll();
    expect((await lastRound(bot.store)).state).toBe('blocked');

    if (vendor !== undefined) bot.sage.books.vendors.set('217', vendor);
    await bot.poll();

    expect((await lastRound(bot.store)).state).toBe('awaiting');
  });
});
