import { describe, expect, it } from 'vitest';
import { recordId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { carla, company, procoreLine } from '../builders.ts';
import { botOf } from '../fakes/bot.ts';
import { fillable, fused } from '../fakes/fuse.ts';
import { lastMessage, press } from '../fakes/pressing.ts';
import { lastIn, lastRound, roundsOf } from '../fakes/reading.ts';
import { approved, hintOf } from './offered.ts';

const contract = recordId('4401');
const line = procoreLine({ amount: cents(41_000_00) });

describe('just before the write', () => {
  it('F11: a record that was edited between card and write is not sent, and each approver is told what changed', async () => {
    const bot = await approved();
    bot.clock.advance(60_000);
    bot.procore.edit(contract, { lines: [line], total: line.amount });
    await bot.work();

    expect((await roundsOf(bot.store)).map(({ state }) => state)).toEqual(['superseded', 'awaiting']);
    expect(bot.sage.books.creates).toEqual([]);
    expect(bot.chat.told.map(({ user, note }) => [user, note.paragraphs[0]])).toEqual([
      ['U-carla', expect.stringMatching(/not used.*\$30,000\.00 → \$41,000\.00/)],
    ]);
  });

  it('a new warning empties the seats and asks again', async () => {
    const bot = await approved();
    bot.sage.books.addBudget('1042', '3300.000', 4, 10_00);
    await bot.work();

    expect(await lastIn(bot.store, 'awaiting')).toMatchObject({
      approvals: [],
      offer: { checks: [{ code: 'over_budget' }] },
    });
    expect(bot.chat.told).toHaveLength(1);
    expect(lastMessage(bot.chat).card.stateLabel).toBe('Waiting for approval');
  });

  it('a warning about less than was ticked changes nothing', async () => {
    const bot = await approved();
    await bot.work('look');
    expect((await lastRound(bot.store)).state).toBe('approved');
    await bot.work();
    expect((await lastRound(bot.store)).state).toBe('synced');
  });

  it('a check that blocks stops it', async () => {
    const bot = await approved();
    bot.sage.books.jobs.set('1042', { key: '1042', number: '1042', name: 'Harbor', status: 6 });
    await bot.work();

    expect(await lastIn(bot.store, 'blocked')).toMatchObject({ offer: { checks: [{ code: 'job_closed' }] } });
    expect(bot.sage.calls.get('submit')).toBeUndefined();
  });

  it('an approval of somebody who turned out to be the author does not count', async () => {
    const bot = await approved();
    await hintOf(bot, carla.procore);
    await bot.work();

    expect(await lastIn(bot.store, 'awaiting')).toMatchObject({ approvals: [] });
  });

  it('a record that is gone or taken back is withdrawn', async () => {
    const gone = await approved();
    gone.procore.remove(contract);
    await gone.work();
    const back = await approved();
    back.procore.edit(contract, { status: 'Draft' });
    await back.work();

    expect(await lastIn(gone.store, 'withdrawn')).toMatchObject({ why: 'gone' });
    expect(await lastIn(back.store, 'withdrawn')).toMatchObject({ why: 'not_ready' });
  });

  it('a company that is not in direct mode any more writes nothing', async () => {
    const bot = await approved();

    await botOf({ world: bot, store: bot.store, site: { company: company({ mode: 'companion' }) } }).work();

    expect(bot.sage.calls.get('submit')).toBeUndefined();
    expect((await lastRound(bot.store)).state).toBe('approved');
  });
});

describe('waiting', () => {
  it.each([
    ['unreachable', 'sage'],
    ['busy', 'sage'],
    ['denied', 'administrator'],
  ] as const)('for a Sage that is %s says so once, and goes on by itself', async (kind, what) => {
    const bot = await approved();
    bot.sage.down = { kind, reason: 'x', retryAfterMs: undefined };
    await bot.workFor(3_600_000);
    const waiting = await lastIn(bot.store, 'approved');
    expect(waiting).toMatchObject({ revision: 3, waiting: { for: what, reason: kind } });

    bot.sage.down = undefined;
    await bot.workFor(1_000_000);

    expect((await lastRound(bot.store)).state).toBe('synced');
  });

  it.each([
    [{ kind: 'unavailable', retryAfterMs: undefined }, 'procore'],
    [{ kind: 'not_permitted' }, 'administrator'],
    [{ kind: 'denied' }, 'administrator'],
  ] as const)('for a Procore that answers %j does so too', async (trouble, what) => {
    const bot = await approved();
    bot.procore.trouble = trouble;
    await bot.workFor(600_000);
    expect(await lastIn(bot.store, 'approved')).toMatchObject({ waiting: { for: what } });

    bot.procore.trouble = undefined;
    await bot.workFor(1_000_000);

    expect((await lastRound(bot.store)).state).toBe('synced');
  });

  it('F26: keeps the same attempt when the bridge turns the operation away, and tries ever less often', async () => {
    const bot = await approved();
    const failure = { kind: 'busy', reason: 'no free licence', retryAfterMs: undefined } as const;
    for (let times = 0; times < 1_000; times += 1) bot.sage.troubles.push({ kind: 'turned_away', failure });
    await bot.workFor(3_600_000);
    const tried = bot.sage.calls.get('submit');
    expect(await lastIn(bot.store, 'approved')).toMatchObject({ attempt: 1, waiting: { for: 'sage', reason: 'busy' } });

    bot.sage.troubles.length = 0;
    await bot.workFor(1_000_000);

    expect(tried).toBeLessThan(25);
    expect(await lastIn(bot.store, 'synced')).toMatchObject({ attempt: 1 });
  });
});

describe('a mark in Procore', () => {
  it('leaves a foreign one alone and says so', async () => {
    const bot = await approved();
    bot.sage.before.set('submit', () => bot.procore.edit(contract, { originId: 'theirs' }));
    await bot.work();

    expect(await lastIn(bot.store, 'synced')).toMatchObject({
      stamp: { kind: 'unstamped', reason: { kind: 'foreign', originId: 'theirs' } },
    });
    expect(bot.procore.record(contract)?.originId).toBe('theirs');
  });

  it('is done without where the record is gone, or Procore refuses it', async () => {
    const gone = await approved();
    gone.sage.before.set('submit', () => gone.procore.remove(contract));
    await gone.work();
    const refused = await approved();
    refused.procore.refuseStamp = { kind: 'refused', messages: ['origin_id', 'is locked'] };
    await refused.work();

    expect(await lastIn(gone.store, 'synced')).toMatchObject({ stamp: { reason: { kind: 'gone' } } });
    expect(await lastIn(refused.store, 'synced')).toMatchObject({
      stamp: { reason: { kind: 'refused', message: 'origin_id is locked' } },
    });
  });

  it('waits for Procore as long as it takes, and writes nothing again', async () => {
    const bot = await approved();
    bot.sage.before.set('submit', () => (bot.procore.trouble = { kind: 'unavailable', retryAfterMs: undefined }));
    await bot.workFor(3_600_000);
    expect(await lastIn(bot.store, 'posted')).toMatchObject({ waiting: { for: 'procore' } });

    bot.procore.trouble = undefined;
    await bot.workFor(1_000_000);

    expect(await lastIn(bot.store, 'synced')).toMatchObject({ stamp: { kind: 'stamped' } });
    expect(bot.sage.books.creates).toHaveLength(1);
  });
});

describe('a process that ends', () => {
  /** Counts what a whole run asks of everything outside. */
  async function callsOfARun(): Promise<number> {
    const bot = await approved();
    const fuse = { left: 1_000 };
    const { id } = await lastRound(bot.store);
    await dying(bot, fuse).run(id);
    return 1_000 - fuse.left;
  }
  function dying(bot: Awaited<ReturnType<typeof approved>>, fuse: { left: number }): ReturnType<typeof botOf> {
    return botOf({
      world: bot,
      store: fused(fillable(bot.store, { full: false }), fuse, ['onWork']),
      site: { procore: fused(bot.procore.procore, fuse, ['link']), sage: fused(bot.sage.sage, fuse) },
    });
  }

  it('leaves a transfer whose truth is looked for, never one that is sent again', async () => {
    const calls = await callsOfARun();
    expect(calls).toBeGreaterThan(30);
    for (let after = 1; after <= calls; after += 1) {
      const bot = await approved();
      const { id } = await lastRound(bot.store);
      await expect(dying(bot, { left: after }).run(id)).rejects.toThrow();

      await bot.workFor(120_000);

      expect((await lastRound(bot.store)).state, `died after ${after} calls`).toBe('synced');
      expect(bot.sage.books.creates).toHaveLength(1);
    }
  });

  it('never submits in the run that finds a transfer on its way', async () => {
    const bot = await approved();
    const { id } = await lastRound(bot.store);
    bot.sage.before.set('submit', () => {
      throw new Error('the process ends here');
    });
    await expect(bot.run(id)).rejects.toThrow('ends here');
    const before = bot.sage.calls.get('submit');
    expect((await lastRound(bot.store)).state).toBe('sending');

    await bot.run(id);

    expect((await lastRound(bot.store)).state).toBe('unconfirmed');
    expect(bot.sage.calls.get('submit')).toBe(before);
  });
});

it('sends nothing to the books before the press', async () => {
  const bot = await approved();
  expect(bot.sage.calls.get('submit')).toBeUndefined();
  expect(await press(bot, carla, 'Approve')).toMatchObject({ kind: 'note' });
});
