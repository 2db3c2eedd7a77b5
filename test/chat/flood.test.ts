import { describe, expect, it } from 'vitest';
import { instant } from '../../src/shared/dates.ts';
import { recordId } from '../../src/shared/ids.ts';
import { adam, carla, channel, otto, petra } from '../builders.ts';
import { press, said } from '../fakes/pressing.ts';
import { lastRound, roundsOf } from '../fakes/reading.ts';
import { hintOf, saved } from '../transfers/offered.ts';
import { flooded, numbers, ready, show, summary } from './flooded.ts';

describe('many records that become ready at once', () => {
  it('are cards of their own as long as they are few', async () => {
    const bot = await flooded(20);

    expect(numbers(bot)).toHaveLength(20);
    expect(bot.chat.summaries).toEqual([]);
  });

  it('F29: are twenty cards and one summary that is kept up to date, however many they are', async () => {
    const bot = await flooded(300);
    ready(bot, 301, 50);
    await bot.poll();
    await bot.workFor(20_000);

    expect(numbers(bot)).toHaveLength(20);
    expect(bot.chat.summaries).toHaveLength(1);
    expect(summary(bot).summary).toMatchObject({
      title: '330 records wait for their cards',
      table: { more: 'and 320 more' },
    });
    expect(summary(bot).summary.table?.rows).toHaveLength(10);
  });

  it('G9: cost at most a tenth of a call each', async () => {
    const bot = await flooded(500);

    expect(bot.chat.calls / 500).toBeLessThanOrEqual(0.1);
  });

  it('lose nobody: a press brings the next five cards, in the order in which they became ready, until none waits', async () => {
    const bot = await flooded(32);
    const first = numbers(bot);
    const waiting = summary(bot).summary.table?.rows.map(([record]) => record?.replace('Subcontract ', ''));

    const answer = await show(bot, carla, 'Show the next 5');

    expect(said(answer)).toMatch(/^5 cards come into this channel now: subcontract SC-/);
    expect(numbers(bot).slice(first.length)).toEqual(waiting?.slice(0, 5));
    expect(summary(bot).summary.title).toBe('7 records wait for their cards');
    await show(bot, carla, 'Show the next 5');
    await show(bot, carla, 'Show the next 5');
    expect(new Set(numbers(bot)).size).toBe(32);
    expect(summary(bot).summary).toMatchObject({ title: 'Nothing waits here', buttons: [] });
    expect(bot.chat.summaries).toHaveLength(1);
  });

  it('can each be approved once their card was asked for, by the usual rules', async () => {
    const bot = await flooded(22);
    await show(bot, carla, 'Show mine');
    const message = bot.chat.messages.at(-1);
    if (message === undefined) throw new Error('nothing was posted');

    await press(bot, carla, 'Approve', { message });
    await bot.workFor(5_000);

    expect(message.card.metadata.state).toBe('synced');
  });

  it('show a person those that need this person, and say so when there are none', async () => {
    const bot = await flooded(30);

    expect(said(await show(bot, adam, 'Show mine'))).toMatch(/^None of the records without a card waits for you/);
    expect(said(await show(bot, otto, 'Show the next 5'))).toMatch(/^5 cards come/);
    expect(said(await show(bot, petra, 'Show mine'))).toMatch(/^None/);
    expect(numbers(bot)).toHaveLength(25);
  });

  it('are shown to nobody who is not known', async () => {
    const bot = await flooded(30);

    await show(bot, { ...carla, slack: 'U-stranger' }, 'Show the next 5');

    expect(numbers(bot)).toHaveLength(20);
  });

  it('are each one press away for twenty who press at the same moment, and none comes twice', async () => {
    const bot = await flooded(60);

    await Promise.all(Array.from({ length: 20 }, () => show(bot, carla, 'Show the next 5')));
    await bot.workFor(30_000);

    expect(numbers(bot)).toHaveLength(new Set(numbers(bot)).size);
    expect(20 + 40 - numbers(bot).length).toBe(summary(bot).summary.title === 'Nothing waits here' ? 0 : -1);
  });

  it('change the summary at most every fifteen seconds, however fast they come', async () => {
    const bot = await flooded(30);
    const calls = bot.chat.calls;
    for (let second = 0; second < 30; second += 1) {
      ready(bot, 100 + second, 1);
      await bot.poll();
      await bot.workFor(1_000);
    }

    expect(bot.chat.calls - calls).toBeLessThanOrEqual(3);
    await bot.workFor(20_000);
    expect(summary(bot).summary.title).toBe('40 records wait for their cards');
  });

  it('are counted rightly when several people ask for different ones at the same moment', async () => {
    const bot = await flooded(30);
    const actor = { platform: 'slack', user: carla.slack ?? '' } as const;
    const waiting = summary(bot).summary.table?.rows.map(([record]) => record?.replace('Subcontract ', '') ?? '') ?? [];

    await Promise.all(
      waiting
        .slice(0, 6)
        .map((record) => bot.application.conversation.ask({ actor, channel: 'C-accounting', text: `why ${record}` })),
    );
    await bot.workFor(20_000);

    expect(numbers(bot)).toHaveLength(26);
    expect(summary(bot).summary.title).toBe('4 records wait for their cards');
  });

  it('keep their place when the card of an old round is painted before the next round has taken it over', async () => {
    const bot = await flooded(21);
    const before = await lastRound(bot.store, recordId('10021'));
    const [copy] = (await bot.store.find({ index: 'copies.transfer', key: before.id })).items;
    bot.clock.advance(60_000);
    const id = copy?.id ?? '';
    const runAt = instant(bot.clock.now() + 1);
    await bot.store.commit({ enqueue: [{ queue: 'paint', key: `copy/${id}`, runAt, payload: { copy: id } }] });
    bot.procore.edit(recordId('10021'), { retainage: 500 as never });
    await hintOf(bot, '503', recordId('10021'));
    await bot.work('look');
    bot.clock.advance(1);
    await bot.work();

    await show(bot, carla, 'Show the next 5');
    expect(bot.chat.messages.at(-1)?.card.metadata).toMatchObject({ number: 'SC-21', round: 2 });
  });

  it('B3: come once for a press that is heard twice', async () => {
    const bot = await flooded(60);

    await show(bot, carla, 'Show the next 5', 'the-same');
    expect(await show(bot, carla, 'Show the next 5', 'the-same')).toEqual({ kind: 'nothing' });

    expect(numbers(bot)).toHaveLength(25);
  });

  it('bring the card of one that somebody asks about by its number', async () => {
    const bot = await flooded(40);
    const record = summary(bot).summary.table?.rows[7]?.[0]?.replace('Subcontract ', '') ?? '';
    const actor = { platform: 'slack', user: carla.slack ?? '' } as const;

    const queue = await bot.application.conversation.ask({ actor, channel: 'C-accounting', text: 'queue' });
    const why = await bot.application.conversation.ask({ actor, channel: 'C-accounting', text: `why ${record}` });
    await bot.work();

    expect(queue.note.paragraphs.join(' ')).toContain('40 records wait for you');
    expect(queue.note.paragraphs.join(' ')).toContain('Some records have no card yet');
    expect(why.note.paragraphs.join(' ')).toContain('Its card comes into #accounting now.');
    expect(numbers(bot).at(-1)).toBe(record);
    expect(summary(bot).summary.title).toBe('19 records wait for their cards');
  });

  it('post nothing when one of those that wait is changed in Procore, and show its new amount', async () => {
    const bot = await flooded(25);
    const waiting = recordId('10025');
    const lines = bot.procore.record(waiting)?.lines ?? [];
    const calls = bot.chat.calls;

    await saved(
      bot,
      { lines: lines.map((line) => ({ ...line, amount: 9_999_00 as never })), total: 9_999_00 as never },
      waiting,
    );
    await bot.workFor(20_000);

    expect((await roundsOf(bot.store, waiting)).map(({ state }) => state)).toEqual(['superseded', 'awaiting']);
    expect(numbers(bot)).toHaveLength(20);
    expect(bot.chat.calls - calls).toBe(1);
    expect(JSON.stringify(summary(bot).summary.table)).toContain('$9,999.00');
    await show(bot, carla, 'Show the next 5');
    expect(bot.chat.messages.at(-1)?.card.metadata.round).toBe(2);
  });

  it('need no card any more once they have ended', async () => {
    const bot = await flooded(23);
    await saved(bot, { status: 'Draft' }, recordId('10023'));
    await bot.workFor(20_000);

    expect((await lastRound(bot.store, recordId('10023'))).state).toBe('withdrawn');
    expect(numbers(bot)).toHaveLength(20);
    expect(summary(bot).summary.title).toBe('2 records wait for their cards');
  });

  it('keep what is private out of the summary', async () => {
    const bot = await flooded(21);
    await saved(bot, { private: true }, recordId('10021'));
    await bot.workFor(20_000);

    expect(summary(bot).summary.table?.rows).toEqual([['Subcontract SC-21', 'private', '1042', 'private']]);
  });

  it('are followed by cards at once again when it has been quiet', async () => {
    const bot = await flooded(30);
    bot.clock.advance(600_000);
    ready(bot, 31, 1);
    await bot.poll();

    expect(numbers(bot).at(-1)).toBe('SC-31');
    expect(bot.chat.summaries).toHaveLength(1);
  });

  it('fill one channel and leave the others as they are', async () => {
    const channels = [channel({ cardsAtOnce: 3 }), channel({ id: 'C-all', name: 'all', cardsAtOnce: 100 })];
    const bot = await flooded(10, { channels: () => channels });

    const per = (id: string): number => bot.chat.messages.filter(({ place }) => place.channel === id).length;
    expect([per('C-accounting'), per('C-all')]).toEqual([3, 10]);
    expect(summary(bot).summary.title).toBe('7 records wait for their cards');
  });

  it('get a new summary when the one before was deleted, and a new one below when a later flood comes', async () => {
    const bot = await flooded(25);
    summary(bot).deleted = true;
    await show(bot, carla, 'Show the next 5').catch(() => undefined);
    ready(bot, 26, 1);
    await bot.poll();
    await bot.workFor(60_000);
    expect(bot.chat.summaries.map(({ deleted }) => deleted)).toEqual([true, false]);
    await show(bot, carla, 'Show the next 5');
    await show(bot, carla, 'Show the next 5');

    ready(bot, 100, 30);
    await bot.poll();
    await bot.workFor(20_000);

    expect(bot.chat.summaries).toHaveLength(3);
  });

  it('wait for the chat when it is away, and then stand in one summary all the same', async () => {
    const bot = await flooded(0);
    bot.chat.down = { kind: 'unknown' };
    ready(bot, 1, 60);
    await bot.poll();
    await bot.workFor(600_000);
    bot.chat.down = undefined;
    await bot.workFor(2_000_000);

    expect(new Set(numbers(bot)).size).toBe(20);
    expect(summary(bot).summary.title).toBe('40 records wait for their cards');
    expect(bot.chat.summaries).toHaveLength(1);
  });
});
