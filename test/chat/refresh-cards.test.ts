import { describe, expect, it } from 'vitest';
import { carla, channel, procoreSubcontract } from '../builders.ts';
import { botOf, type Bot } from '../fakes/bot.ts';
import { lastMessage, press, said, submit } from '../fakes/pressing.ts';
import { lastRound, roundsOf } from '../fakes/reading.ts';
import { offered, saved } from '../transfers/offered.ts';

const unknown = { kind: 'unknown' } as const;
const labels = (bot: Bot): readonly string[] => bot.chat.messages.map(({ card }) => card.stateLabel);
const shown = (bot: Bot): readonly string[] => bot.chat.painted.map(({ card }) => card.metadata.state);

/** The card was posted, the answer was lost, and it was posted once more. */
async function postedTwice(): Promise<Bot> {
  const bot = botOf();
  bot.procore.put(procoreSubcontract());
  bot.chat.troubles.push({ failure: unknown, done: true });
  await bot.poll();
  await bot.workFor(5_000);
  return bot;
}

describe('a card', () => {
  it('stands once in each channel that asks for its job and kind', async () => {
    const channels = [
      channel(),
      channel({ id: 'C-job', jobs: ['1042'] }),
      channel({ id: 'C-other', jobs: ['7'] }),
      channel({ id: 'C-bills', kinds: ['invoice'] }),
      channel({ id: 'C-teams', platform: 'teams' }),
      channel({ id: 'C-foreign', company: 'other' as never }),
    ];
    const bot = await offered({ channels: () => channels });

    expect(bot.chat.messages.map(({ place }) => place.channel)).toEqual(['C-accounting', 'C-job']);
  });

  it('F17: is the newest state when the chat is back after hours, whatever was missed in between', async () => {
    const bot = await offered();
    bot.chat.down = unknown;
    await press(bot, carla, 'Approve');
    await bot.workFor(30_000);
    expect((await lastRound(bot.store)).state).toBe('synced');

    bot.chat.down = undefined;
    await bot.workFor(1_000_000);

    expect(shown(bot)).toEqual(['awaiting', 'synced']);
    expect(labels(bot)).toEqual(['Synced']);
  });

  it('F17: does not hold up what is written while the chat is away', async () => {
    const bot = await offered();
    await press(bot, carla, 'Approve');
    bot.chat.down = { kind: 'rate_limited', retryAfterMs: 3_600_000 };
    await bot.work();

    expect((await lastRound(bot.store)).state).toBe('synced');
  });

  it('F16: is right in the end when the platform says to wait, and waits as long as it says', async () => {
    const bot = await offered();
    bot.chat.troubles.push({ failure: { kind: 'rate_limited', retryAfterMs: 30_000 }, done: false });
    await press(bot, carla, 'Approve');
    await bot.work();
    expect(labels(bot)).toEqual(['Waiting for approval']);

    bot.clock.advance(29_999);
    await bot.work();
    expect(labels(bot)).toEqual(['Waiting for approval']);
    bot.clock.advance(1);
    await bot.work();
    expect(labels(bot)).toEqual(['Synced']);
  });

  it('is taken over by the next round: the same message shows the new content', async () => {
    const bot = await offered();
    await saved(bot, { retainage: 500 as never });

    const [message, ...others] = bot.chat.messages;

    expect(others).toEqual([]);
    expect(message?.card).toMatchObject({
      metadata: { round: 2, state: 'awaiting' },
      changes: [{ what: 'Retainage', before: '10%', after: '5%' }],
    });
    expect(message?.replies.map(({ paragraphs }) => paragraphs[0])).toEqual([
      expect.stringMatching(/Petra Mann changed subcontract SC-004 in Procore: Retainage: 10% → 5%/),
    ]);
  });

  it('is a new one when a round was sent back and comes again', async () => {
    const bot = await offered();
    await saved(bot, { status: 'Draft' });
    await saved(bot, { status: 'Approved' });

    expect(labels(bot)).toEqual(['Withdrawn', 'Waiting for approval']);
  });

  it('is posted once more when somebody deleted it, and only once', async () => {
    const bot = await offered();
    lastMessage(bot.chat).deleted = true;
    await press(bot, carla, 'Approve');
    await bot.work();
    expect(bot.chat.messages.map(({ deleted, card }) => [deleted, card.stateLabel])).toEqual([
      [true, 'Waiting for approval'],
      [false, 'Synced'],
    ]);

    lastMessage(bot.chat).deleted = true;
    const { id } = await lastRound(bot.store);
    await bot.store.commit({
      enqueue: [{ queue: 'paint', key: id, runAt: bot.clock.now(), payload: { transfer: id, force: true } }],
    });
    await bot.workFor(60_000);

    expect(bot.chat.messages).toHaveLength(2);
  });

  it('is given up, and said so, where the platform refuses it', async () => {
    const bot = botOf();
    bot.procore.put(procoreSubcontract());
    bot.chat.troubles.push({ failure: { kind: 'refused', reason: 'invalid_blocks' }, done: false });
    await bot.poll();

    expect(bot.chat.messages).toEqual([]);
    expect(bot.errors).toEqual([expect.stringContaining('card.not_shown')]);
  });
});

describe('a card that was posted twice', () => {
  it('is twice at most, and the last one lives on', async () => {
    const bot = await postedTwice();

    expect(bot.chat.messages).toHaveLength(2);
    expect(await press(bot, carla, 'Approve')).toEqual({ kind: 'nothing' });
    await bot.work();
    expect(labels(bot)).toEqual(['Waiting for approval', 'Synced']);
  });

  it('answers a press on the older one with the way to the live one, decides nothing, and takes its buttons away', async () => {
    const bot = await postedTwice();
    const [older, live] = bot.chat.messages;
    if (older === undefined || live === undefined) throw new Error('it was posted once');

    const answer = await press(bot, carla, 'Approve', { message: older });
    await bot.work();

    expect(said(answer)).toMatch(/Your press was not used.*use the live card/);
    expect(answer).toMatchObject({
      note: { links: [{ url: `https://chat.test/C-accounting/${live.place.message}` }] },
    });
    expect((await lastRound(bot.store)).state).toBe('awaiting');
    expect([older.card.buttons.length, live.card.buttons.length]).toEqual([0, 2]);
    expect(older.card.lead[0]).toMatch(/out of date/);
  });

  it('answers a form that is sent from the older one in the same way', async () => {
    const bot = await postedTwice();
    const [older, live] = bot.chat.messages;
    if (older === undefined || live === undefined) throw new Error('it was posted once');

    const answer = await submit(bot, carla, 'Send back', { reason: 'The retainage is wrong' }, { message: older });

    expect(said(answer)).toMatch(/Your press was not used.*use the live card/);
    expect((await lastRound(bot.store)).state).toBe('awaiting');
  });

  it('stays stale when the next round takes the live one over', async () => {
    const bot = await postedTwice();
    const [older, live] = bot.chat.messages;
    if (older === undefined || live === undefined) throw new Error('it was posted once');
    await press(bot, carla, 'Approve', { message: older });
    await bot.work();

    await saved(bot, { retainage: 500 as never });

    expect([older.card.metadata.round, live.card.metadata.round]).toEqual([1, 2]);
    expect(said(await press(bot, carla, 'Approve', { message: older, card: live.card }))).toMatch(/use the live card/);
  });

  it('can be pressed while its own place is not known yet', async () => {
    const bot = botOf();
    bot.procore.put(procoreSubcontract());
    bot.chat.troubles.push({ failure: unknown, done: true });
    await bot.poll();

    expect(await press(bot, carla, 'Approve')).toEqual({ kind: 'nothing' });
    expect((await lastRound(bot.store)).state).toBe('approved');
  });
});

describe('a record that changes while its card is being posted', () => {
  it('has one live card in the end', async () => {
    const bot = botOf();
    bot.procore.put(procoreSubcontract());
    await bot.application.poll(bot.site.company.id);
    await bot.work('look');
    const slow = { ...bot.chat.chat };
    slow.post = async (...posted) => {
      const answer = await bot.chat.chat.post(...posted);
      slow.post = bot.chat.chat.post;
      await saved(bot, { retainage: 500 as never });
      return answer;
    };
    const posting = botOf({ world: bot, store: bot.store, chats: new Map([['slack', slow]]) });

    await posting.work('paint');
    await bot.workFor(600_000);

    expect((await roundsOf(bot.store)).map(({ state }) => state)).toEqual(['superseded', 'awaiting']);
    expect(bot.chat.messages.filter(({ card }) => card.buttons.length > 0)).toHaveLength(1);
  });
});
