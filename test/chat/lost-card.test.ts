import { describe, expect, it } from 'vitest';
import { adam, carla, people, procoreSubcontract } from '../builders.ts';
import { botOf, type Bot } from '../fakes/bot.ts';
import { lastMessage, press } from '../fakes/pressing.ts';
import { lastRound } from '../fakes/reading.ts';
import { offered } from '../transfers/offered.ts';
import { ready } from './flooded.ts';

const notInChannel = { kind: 'gone', what: 'channel', reason: 'not_in_channel' } as const;
const told = (bot: Bot): readonly string[] =>
  bot.chat.told.map(({ user, note }) => `${user}: ${note.paragraphs.join(' ')}`);
const ask = (bot: Bot, text: string): ReturnType<Bot['application']['conversation']['ask']> =>
  bot.application.conversation.ask({ actor: { platform: 'slack', user: carla.slack ?? '' }, channel: 'C-x', text });

/** Nothing can be said in channels; people can be told. */
async function withoutChannel(records: number): Promise<Bot> {
  const bot = botOf();
  const { chat } = bot.chat;
  const fail = { ok: false, failure: notInChannel } as const;
  const shut = { ...chat, post: async () => fail, update: async () => fail };
  const away = botOf({ world: bot, store: bot.store, chats: new Map([['slack', shut]]) });
  ready(away, 1, records - 1);
  await away.poll();
  await away.workFor(60_000);
  away.clock.advance(3_600_000);
  ready(away, records, 1);
  await away.poll();
  await away.workFor(60_000);
  return { ...bot, errors: away.errors };
}

describe('a card that can be shown nowhere', () => {
  it('F31: is posted once more when it was deleted, and when that one is deleted too the administrators are told, never a loop', async () => {
    const bot = await offered();
    lastMessage(bot.chat).deleted = true;
    const { id } = await lastRound(bot.store);
    const paint = async (): Promise<void> => {
      await bot.store.commit({
        enqueue: [{ queue: 'paint', key: id, runAt: bot.clock.now(), payload: { transfer: id, force: true } }],
      });
      await bot.workFor(60_000);
    };
    await paint();
    expect(bot.chat.messages).toHaveLength(2);
    expect(told(bot)).toEqual([]);

    lastMessage(bot.chat).deleted = true;
    await paint();
    await paint();
    await paint();

    expect(bot.chat.messages).toHaveLength(2);
    expect(told(bot)).toEqual([
      expect.stringMatching(/^U-adam: .*SC-004 was deleted in #accounting.*\/sage why SC-004/),
    ]);
    expect(bot.errors).toEqual([expect.stringContaining('card.not_shown')]);
  });

  it('F31: comes back when somebody asks about the record, and can be approved', async () => {
    const bot = await offered();
    for (let posts = 0; posts < 2; posts += 1) {
      lastMessage(bot.chat).deleted = true;
      const { id } = await lastRound(bot.store);
      await bot.store.commit({
        enqueue: [{ queue: 'paint', key: id, runAt: bot.clock.now(), payload: { transfer: id, force: true } }],
      });
      await bot.work();
    }

    const answer = await ask(bot, 'why SC-004');
    await bot.work();

    expect(answer.note.paragraphs.join(' ')).toContain('Its card comes into #accounting now.');
    await press(bot, carla, 'Approve');
    await bot.work();
    expect(lastMessage(bot.chat).card.stateLabel).toBe('Synced');
  });

  it('F31: is told to the administrators once a day for a channel that the bot was removed from, however many cards there are', async () => {
    const bot = await withoutChannel(15);

    expect(told(bot)).toEqual([
      expect.stringMatching(/^U-adam: .*#accounting \(not_in_channel\).*No record is lost.*invite the bot/),
    ]);
    expect(bot.errors.filter((line) => line.includes('card.not_shown'))).toHaveLength(15);
    expect((await bot.store.health()).backlog.paint).toBe(0);
  });

  it('F31: is posted when the bot is back and somebody asks about the record', async () => {
    const bot = await withoutChannel(1);

    await ask(bot, 'why SC-1');
    await bot.work();

    expect(bot.chat.messages.map(({ card }) => card.stateLabel)).toEqual(['Waiting for approval']);
  });

  it('is told by the log alone where nobody is an administrator', async () => {
    const bot = botOf({ people: () => ({ all: people.all.filter(({ id }) => id !== adam.id) }) });
    bot.procore.put(procoreSubcontract());
    bot.chat.troubles.push({ failure: { kind: 'refused', reason: 'invalid_blocks' }, done: false });
    await bot.poll();

    expect(bot.errors).toEqual([
      expect.stringContaining('card.not_shown'),
      expect.stringContaining('administrators.not_told'),
    ]);
  });
});
