import { describe, expect, it } from 'vitest';
import { carla, channel, cleo, people } from '../builders.ts';
import type { Bot } from '../fakes/bot.ts';
import { fakeChat } from '../fakes/fake-chat.ts';
import { lastMessage, press, submit } from '../fakes/pressing.ts';
import { recordId } from '../../src/shared/ids.ts';
import { approved, hintOf, offered, saved } from '../transfers/offered.ts';

const toldTo = (bot: Bot): readonly string[] =>
  bot.chat.told.map(({ user, note }) => `${user}: ${note.paragraphs.join(' ')}`);
const under = (bot: Bot): readonly string[] =>
  lastMessage(bot.chat).replies.map(({ paragraphs }) => paragraphs.join(' '));
const unknown = { failure: { kind: 'unknown' }, done: false } as const;

describe('people are told', () => {
  it('what came back and why, when they wrote it', async () => {
    const bot = await offered();
    await submit(bot, carla, 'Send back', { reason: 'The retainage is wrong' });
    await bot.work();

    expect(toldTo(bot)).toEqual([
      expect.stringMatching(/^U-petra: .*Carla Contreras sent it back.*The retainage is wrong/),
    ]);
  });

  it('what arrived, when they wrote it', async () => {
    const bot = await approved();
    await bot.work();

    expect(toldTo(bot)).toEqual([expect.stringMatching(/^U-petra: .*It stands in Sage as SC-004/)]);
  });

  it('privately and each, that an approval was not used and what changed', async () => {
    const bot = await approved();
    await saved(bot, { retainage: 500 as never });

    expect(toldTo(bot)).toEqual([
      expect.stringMatching(
        /^U-carla: Your approval was not used\. Petra Mann changed subcontract SC-004.*Retainage: 10% → 5%/,
      ),
    ]);
    expect(under(bot)).toEqual([expect.stringMatching(/Carla Contreras had approved the version before/)]);
  });

  it('under the card, that somebody must act', async () => {
    const bot = await approved();
    bot.sage.troubles.push({ kind: 'ends', ending: { kind: 'altered', fields: { retainageBasisPoints: 500 } } });
    await bot.work();

    expect(under(bot)).toEqual([expect.stringMatching(/It IS in Sage as SC-004/)]);
  });

  it('on one platform only, the first that they have', async () => {
    const teams = fakeChat('teams');
    const slack = fakeChat();
    const onTeams = { ...cleo, slack: undefined, procore: people.all[2]?.procore };
    const bot = await offered({
      chats: new Map([
        ['slack', slack.chat],
        ['teams', teams.chat],
      ]),
      channels: () => [channel()],
      people: () => ({ all: [carla, onTeams] }),
    });
    const [message] = slack.messages;
    if (message === undefined) throw new Error('nothing was posted');
    await submit(bot, carla, 'Send back', { reason: 'The retainage is wrong' }, { message });
    await bot.work();

    expect([slack.told.length, teams.told.map(({ user }) => user)]).toEqual([0, ['29:cleo']]);
  });

  it('again when the answer was lost, and after the pause that the platform asks for', async () => {
    const bot = await offered();
    await submit(bot, carla, 'Send back', { reason: 'The retainage is wrong' });
    await bot.work('paint');
    bot.chat.troubles.push(unknown, { failure: { kind: 'rate_limited', retryAfterMs: 20_000 }, done: false });
    await bot.work();
    expect(bot.chat.told).toEqual([]);

    await bot.workFor(60_000);

    expect(bot.chat.told).toHaveLength(1);
  });

  it('once each, also when the second of two must wait', async () => {
    const [first, second] = [channel(), channel({ id: 'C-job', name: 'job' })];
    const bot = await offered({ channels: () => [first, second] });
    bot.clock.advance(60_000);
    bot.procore.edit(recordId('4401'), { retainage: 500 as never });
    await hintOf(bot, '503');
    await bot.work('look', 'paint');
    const { chat } = bot.chat;
    const { reply } = chat;
    let waits = true;
    chat.reply = async (place, note) => {
      const late = waits && place.channel === 'C-job';
      if (late) waits = false;
      return late ? { ok: false, failure: { kind: 'rate_limited', retryAfterMs: 5_000 } } : reply(place, note);
    };
    await bot.workFor(20_000);

    expect(bot.chat.messages.map(({ replies }) => replies.length)).toEqual([1, 1]);
  });

  it('nothing more where the platform will not take it', async () => {
    const bot = await offered();
    await submit(bot, carla, 'Send back', { reason: 'The retainage is wrong' });
    await bot.work('paint');
    bot.chat.troubles.push({ failure: { kind: 'gone', what: 'channel', reason: 'user_not_found' }, done: false });
    await bot.workFor(60_000);

    expect(bot.chat.told).toEqual([]);
    expect((await bot.store.health()).backlog.notice).toBe(0);
  });

  it('nothing when nobody of the configuration wrote it', async () => {
    const bot = await offered({ people: () => ({ all: [carla] }) });
    await press(bot, carla, 'Approve');
    await bot.work();

    expect(bot.chat.told).toEqual([]);
  });
});

it('keeps amounts and vendor of a private record out of what is said under its card', async () => {
  const bot = await offered();
  await saved(bot, { private: true });
  await press(bot, carla, 'Approve');
  const lines = bot.procore.record(bot.chat.messages[0]?.card.metadata.record as never)?.lines ?? [];
  await saved(bot, { lines: lines.slice(0, 1), total: lines[0]?.amount ?? (0 as never) });

  expect(under(bot).join(' ')).toContain('(private)');
  expect(under(bot).join(' ')).not.toMatch(/\$\d|Ridgeline/);
});
