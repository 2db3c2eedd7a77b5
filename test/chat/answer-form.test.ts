import { describe, expect, it } from 'vitest';
import { adam, carla, otto } from '../builders.ts';
import { press, said, snapshot, submit } from '../fakes/pressing.ts';
import { lastIn, lastRound } from '../fakes/reading.ts';
import { approved, offered } from '../transfers/offered.ts';

const reason = { reason: 'The retainage is wrong' };

describe('a form', () => {
  it('asks for a reason and where to, before a send back', async () => {
    const bot = await offered();

    const answer = await press(bot, carla, 'Send back');

    expect(answer).toMatchObject({
      kind: 'form',
      form: { title: 'Send back', fields: [{ id: 'reason' }, { id: 'to' }] },
    });
    expect((await lastRound(bot.store)).state).toBe('awaiting');
  });

  it.each([
    ['', /at least ten/],
    ['too short', /at least ten/],
    ['   spaces   ', /at least ten/],
    ['x'.repeat(501), /under 500/],
  ])('stays open for the reason %j', async (text, words) => {
    const bot = await offered();

    const answer = await submit(bot, carla, 'Send back', { reason: text });

    expect(answer).toMatchObject({ kind: 'errors', errors: { reason: expect.stringMatching(words) } });
    expect((await lastRound(bot.store)).state).toBe('awaiting');
  });

  it('takes a target that it does not offer for none', async () => {
    const bot = await offered();
    await submit(bot, carla, 'Send back', { ...reason, to: 'subcontractor' });

    expect(await lastIn(bot.store, 'sent_back')).toMatchObject({
      to: 'project_manager',
      reason: reason.reason,
      by: 'carla',
    });
  });

  it('does not open for who may not, or once it is too late', async () => {
    const bot = await approved();
    await bot.work('paint');
    const seen = snapshot(bot);

    expect(said(await press(bot, otto, 'Send back', seen))).toMatch(/Only controller, clerk or admin/);
    await bot.work();

    expect(said(await press(bot, carla, 'Send back', seen))).toMatch(/is now "Synced"/);
    expect(said(await submit(bot, carla, 'Send back', reason, seen))).toMatch(/is now "Synced"/);
  });

  it('for accepting is bound to the difference it was opened on', async () => {
    const bot = await approved();
    bot.sage.troubles.push({ kind: 'ends', ending: { kind: 'altered', fields: { retainageBasisPoints: 500 } } });
    await bot.work();
    const seen = snapshot(bot);
    bot.sage.books.change('501', { fields: { ...bot.sage.books.records[0]?.fields, description: 'Other' } });
    await press(bot, carla, 'Check again');
    await bot.work();

    expect(said(await press(bot, carla, 'Accept as it stands', seen))).toMatch(/not used/);
    expect(await press(bot, carla, 'Accept as it stands')).toMatchObject({
      kind: 'form',
      form: { fields: [{ id: 'reason' }] },
    });
    expect(said(await submit(bot, adam, 'Accept as it stands', reason))).toMatch(/Only controller or clerk/);
  });

  it('of a stranger changes nothing', async () => {
    const bot = await offered();

    expect(said(await submit(bot, { ...carla, slack: 'U-stranger' }, 'Send back', reason))).toMatch(
      /does not know you/,
    );
  });
});
