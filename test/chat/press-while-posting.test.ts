import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/ports/conversation.ts';
import type { Store } from '../../src/ports/store.ts';
import { carla, procoreSubcontract } from '../builders.ts';
import { botOf } from '../fakes/bot.ts';
import { press } from '../fakes/pressing.ts';
import { lastRound } from '../fakes/reading.ts';

describe('a card that is pressed while its place is being recorded', () => {
  it.each([1, 2, 3])('is the live one, also when that is done after the press has read %i times', async (reads) => {
    const bot = botOf();
    bot.procore.put(procoreSubcontract());
    await bot.application.poll(bot.site.company.id);
    await bot.work('look');
    const pressed = new Promise<Answer>((resolve) => {
      const slow = { ...bot.chat.chat };
      const posting = botOf({ world: bot, store: bot.store, chats: new Map([['slack', slow]]) });
      let placed: Promise<void> = Promise.resolve();
      let left = reads;
      const readSlowly = async <T>(read: () => Promise<T>): Promise<T> => {
        const answer = await read();
        left -= 1;
        if (left === 0) await placed;
        return answer;
      };
      const store: Store = {
        ...bot.store,
        get: (...asked) => readSlowly(() => bot.store.get(...asked)),
        find: (query) => readSlowly(() => bot.store.find(query)),
      };
      const pressing = botOf({ world: bot, store });
      slow.post = async (...posted) => {
        const answer = await bot.chat.chat.post(...posted);
        resolve(press(pressing, carla, 'Approve'));
        return answer;
      };
      placed = posting.work('paint');
    });

    expect(await pressed).toEqual({ kind: 'nothing' });
    expect((await lastRound(bot.store)).state).toBe('approved');
    await bot.work();
    expect(bot.chat.messages.map(({ card }) => card.stateLabel)).toEqual(['Synced']);
  });
});
