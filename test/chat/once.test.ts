import { describe, expect, it } from 'vitest';
import { carla, otto } from '../builders.ts';
import { botOf, type Bot } from '../fakes/bot.ts';
import { press, said, snapshot, submit } from '../fakes/pressing.ts';
import { lastRound, ledgerOf } from '../fakes/reading.ts';
import { approved, offered } from '../transfers/offered.ts';

const delivery = 'slack/T1/first';

/** The same world with another process on the same store. */
function restarted(bot: Bot): Bot {
  return botOf({ store: bot.store, world: bot });
}

async function decisions(bot: Bot): Promise<readonly unknown[]> {
  return (await ledgerOf(bot.store))
    .filter(({ entry }) => entry.person !== undefined)
    .map(({ entry }) => entry.detail?.['decision']);
}

async function refused(): Promise<Bot> {
  const bot = await approved();
  const problems = [{ field: 'description', code: 'locked', message: 'Locked by another user.' }];
  const no = { kind: 'ends', ending: { kind: 'refused', problems } } as const;
  bot.sage.troubles.push(no, no);
  await bot.workFor(30_000);
  expect((await lastRound(bot.store)).state).toBe('refused');
  return bot;
}

describe('B3: a request that was answered by a process that has ended', () => {
  it('B3: does not try a second time what a person asked to be tried once', async () => {
    const bot = await refused();
    const seen = { ...snapshot(bot), delivery };
    await press(bot, carla, 'Retry', seen);
    await bot.workFor(30_000);
    expect((await lastRound(bot.store)).state).toBe('refused');

    const again = restarted(bot);

    expect(await press(again, carla, 'Retry', seen)).toEqual({ kind: 'nothing' });
    expect((await lastRound(again.store)).state).toBe('refused');
    expect(await decisions(again)).toEqual(['approve', 'retry']);
  });

  it('B3: is answered with nothing, though a press of now would be told that it comes too late', async () => {
    const bot = await offered();
    const seen = { ...snapshot(bot), delivery };
    await press(bot, carla, 'Approve', seen);

    expect(await press(restarted(bot), carla, 'Approve', seen)).toEqual({ kind: 'nothing' });
    expect(said(await press(bot, carla, 'Approve', { ...seen, delivery: 'slack/T1/second' }))).toMatch(/already/i);
    expect(await decisions(bot)).toEqual(['approve']);
  });

  it('B3: is answered with nothing when it was refused before', async () => {
    const bot = await offered();

    expect(said(await press(bot, otto, 'Approve', { delivery }))).toMatch(/Only controller or clerk/);
    expect(await press(restarted(bot), otto, 'Approve', { delivery })).toEqual({ kind: 'nothing' });
  });

  it('B3: opens no second form, and sends nothing back twice', async () => {
    const bot = await offered();
    const seen = snapshot(bot);
    const reason = { reason: 'The retainage is wrong' };

    expect(await press(bot, carla, 'Send back', { ...seen, delivery })).toMatchObject({ kind: 'form' });
    expect(await press(restarted(bot), carla, 'Send back', { ...seen, delivery })).toEqual({ kind: 'nothing' });

    const sent = { ...seen, delivery: 'slack/T1/form' };
    await submit(bot, carla, 'Send back', reason, sent);
    expect(await submit(restarted(bot), carla, 'Send back', reason, sent)).toEqual({ kind: 'nothing' });
    expect(await decisions(bot)).toEqual(['send_back']);
  });

  it('B3: a typed retry counts once for each record of that number', async () => {
    const bot = await refused();
    const ask = (process: Bot) =>
      process.application.conversation.ask({
        actor: { platform: 'slack', user: carla.slack ?? '' },
        channel: 'C1',
        text: 'retry SC-004',
        delivery,
      });
    await ask(bot);
    await bot.workFor(30_000);

    expect((await ask(restarted(bot))).note.text).toMatch(/was answered before/);
    expect(await decisions(bot)).toEqual(['approve', 'retry']);
  });
});
