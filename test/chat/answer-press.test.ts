import { describe, expect, it } from 'vitest';
import type { Answer, Press } from '../../src/ports/conversation.ts';
import { fail } from '../../src/shared/result.ts';
import { procoreUserId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { carla, cleo, otto, people, petra, policy, procoreLine, procoreSubcontract } from '../builders.ts';
import { botOf, type Bot } from '../fakes/bot.ts';
import { lastMessage, press, said, snapshot, submit } from '../fakes/pressing.ts';
import { lastIn, lastRound, ledgerOf, roundsOf } from '../fakes/reading.ts';
import { offered, saved } from '../transfers/offered.ts';

const reason = { reason: 'The retainage is wrong' };
const overBudget = (bot: Bot): void => bot.sage.books.addBudget('1042', '3300.000', 4, 29_000_00);
async function decisions(bot: Bot): Promise<number> {
  return (await ledgerOf(bot.store)).filter(({ entry }) => entry.person !== undefined).length;
}
describe('a press', () => {
  it('says nothing when the card says it, and asks no other system', async () => {
    const bot = await offered();
    const before = [...bot.procore.calls.values(), ...bot.sage.calls.values()];

    const answer = await press(bot, carla, 'Approve');

    expect(answer).toEqual({ kind: 'nothing' });
    expect((await lastRound(bot.store)).state).toBe('approved');
    expect([...bot.procore.calls.values(), ...bot.sage.calls.values()]).toEqual(before);
  });

  it.each<[string, Parameters<typeof press>[1], Parameters<typeof press>[3], RegExp]>([
    ['a stranger', carla, { user: 'U-stranger' }, /does not know you.*add your chat identity/],
    ['somebody without a right', otto, {}, /Only controller or clerk may do this/],
    ['its author without a right', petra, {}, /Only controller or clerk may do this/],
  ])('of %s changes nothing, and he is told what to do', async (_who, person, pressing, words) => {
    const bot = await offered();

    expect(said(await press(bot, person, 'Approve', pressing))).toMatch(words);
    expect(await decisions(bot)).toBe(0);
  });

  it('of an author who has a seat changes nothing', async () => {
    const bot = await offered({
      people: () => ({
        all: people.all.map((one) => (one === cleo ? { ...one, procore: procoreUserId('503') } : one)),
      }),
    });

    expect(said(await press(bot, cleo, 'Approve'))).toMatch(/You created or changed this record/);
    expect(await decisions(bot)).toBe(0);
  });

  it('counts a person once, whichever platform he presses in', async () => {
    const bot = await offered();
    await saved(bot, { lines: [procoreLine({ amount: cents(60_000_00) })], total: cents(60_000_00) });
    await press(bot, carla, 'Approve');
    const { place, card } = lastMessage(bot.chat);
    const [button] = card.buttons;
    const again: Press = {
      ...{ actor: { platform: 'teams', user: carla.teams ?? '' }, message: place, ticks: [] },
      ...{ action: button?.action ?? '', value: button?.value ?? '' },
    };

    expect(said(await bot.application.conversation.press(again))).toMatch(/one person counts once, in Slack and Teams/);
    expect(await lastIn(bot.store, 'awaiting')).toMatchObject({ approvals: { length: 1 } });
  });

  it('that comes second is told by whom and when it was decided', async () => {
    const bot = await offered();
    const seen = snapshot(bot);
    await press(bot, carla, 'Approve');

    const answer = said(await press(bot, cleo, 'Approve', seen));

    expect(answer).toMatch(/Carla Contreras approved it in Slack on Jun 1, 7:00 AM/);
    expect(answer).toMatch(/is now "Approved"\. Your press changed nothing/);
    expect(await lastIn(bot.store, 'approved')).toMatchObject({ approvals: { length: 1 } });
  });

  it('that comes after a send back is told who sent it back', async () => {
    const bot = await offered();
    const seen = snapshot(bot);
    await submit(bot, carla, 'Send back', reason);

    expect(said(await press(bot, cleo, 'Approve', seen))).toMatch(
      /Carla Contreras sent subcontract SC-004 back in Slack/,
    );
  });

  it('of two at the same moment is one decision for each', async () => {
    const bot = await offered();

    const answers = await Promise.all([
      press(bot, carla, 'Approve'),
      press(bot, cleo, 'Approve'),
      press(bot, carla, 'Approve'),
    ]);

    expect(answers.map(({ kind }) => kind).sort()).toEqual(['note', 'note', 'nothing']);
    expect(await decisions(bot)).toBe(1);
  });

  it('on what does not stand there any more is not used, and the card is painted anew', async () => {
    const bot = await offered();
    const seen = snapshot(bot);
    overBudget(bot);
    await saved(bot, { private: false });
    const painted = bot.chat.painted.length;

    expect(said(await press(bot, carla, 'Approve', { ...seen, ticks: [] }))).toMatch(
      /Your press was not used.*review the card/,
    );
    await bot.work();

    expect(await decisions(bot)).toBe(0);
    expect(bot.chat.painted.length).toBe(painted + 1);
  });

  it('on the card of a round that was superseded is told so', async () => {
    const bot = await offered();
    const seen = snapshot(bot);
    await saved(bot, { retainage: 500 as never });

    expect(said(await press(bot, carla, 'Approve', seen))).toMatch(/is now "Superseded"/);
    expect((await roundsOf(bot.store)).map(({ state }) => state)).toEqual(['superseded', 'awaiting']);
  });

  it('without every warning ticked asks for the ticks, and says which', async () => {
    const bot = botOf();
    overBudget(bot);
    bot.procore.put(procoreSubcontract());
    await bot.poll();

    const answer = said(await press(bot, carla, 'Approve', { ticks: [] }));

    expect(answer).toMatch(/Please tick what you accept.*\$1,000\.00 over budget/);
    expect(await press(bot, carla, 'Approve')).toEqual({ kind: 'nothing' });
  });

  it('that could not be recorded is never called a decision', async () => {
    const bot = await offered();
    const store = { ...bot.store, commit: async () => fail({ kind: 'unavailable' } as const) };
    const full = botOf({ world: bot, store });

    for (const label of ['Approve', 'Send back'])
      expect(
        said(label === 'Approve' ? await press(full, carla, label) : await submit(full, carla, label, reason)),
      ).toMatch(/^Not recorded\..*nothing was decided and nothing was sent/);
    expect((await lastRound(bot.store)).state).toBe('awaiting');
  });

  it.each([
    ['approve', 'another-format'],
    ['export', 't1.0123456789abcdef'],
  ])('of an old button (%s %s) is told how to get to the present card', async (action, value) => {
    const bot = await offered();
    const actor = { platform: 'slack', user: carla.slack ?? '' } as const;
    const asked = { actor, message: lastMessage(bot.chat).place, action, value };

    expect(said(await bot.application.conversation.press({ ...asked, ticks: [] }))).toMatch(/older version of the bot/);
    expect(said(await bot.application.conversation.submit({ ...asked, fields: reason }))).toMatch(
      /older version of the bot/,
    );
  });

  it('for a transfer that nobody knows is told so', async () => {
    const bot = await offered();
    const { place } = lastMessage(bot.chat);
    const actor = { platform: 'slack', user: carla.slack ?? '' } as const;
    const actions = ['approve', 'send_back', 'retry_transfer', 'check_again', 'accept', 'unlink'];
    const answers: Answer[] = [];
    for (const action of actions)
      answers.push(
        await bot.application.conversation.press({
          actor,
          message: place,
          action,
          value: `nobody.${'0'.repeat(16)}`,
          ticks: [],
        }),
      );

    for (const answer of answers) expect(said(answer)).toMatch(/does not know this card any more/);
  });

  it('holds to the rights of now: who lost the role since the card was posted may not', async () => {
    const bot = await offered();
    const seen = snapshot(bot);
    const demoted = { all: people.all.map((one) => (one === carla ? { ...one, role: 'viewer' } : one)) };
    const now = botOf({ world: bot, store: bot.store, people: () => demoted });

    expect(said(await press(now, carla, 'Approve', seen))).toMatch(/Only controller or clerk/);
  });

  it('holds to the policy of now', async () => {
    const bot = await offered();
    const now = botOf({ world: bot, store: bot.store, policy: () => policy({ rules: [] }) });

    expect(said(await press(now, carla, 'Approve'))).toMatch(/policy names nobody/);
  });

  it('to look again has the worker look, and says so', async () => {
    const bot = await offered();
    bot.sage.books.vendors.clear();
    await saved(bot, { private: false });
    const asked = bot.procore.calls.get('subcontract') ?? 0;

    const answer = await press(bot, carla, 'Check again');
    await bot.work();

    expect(said(answer)).toMatch(/Looking again/);
    expect(bot.procore.calls.get('subcontract')).toBeGreaterThan(asked);
  });
});
