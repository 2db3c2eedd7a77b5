import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/ports/sage.ts';
import { fail } from '../../src/shared/result.ts';
import { botOf, type Bot } from '../fakes/bot.ts';
import type { SubmitTrouble } from '../fakes/fake-sage.ts';
import { lastIn, lastRound, ledgerOf } from '../fakes/reading.ts';
import { carla } from '../builders.ts';
import { press } from '../fakes/pressing.ts';
import { approved } from './offered.ts';
import { document } from './transfer-builders.ts';

const problems: readonly Problem[] = [{ code: '14050', field: 'description', message: 'Invalid data' }];

/** Approved, and this is what befalls the write. */
async function sent(...troubles: SubmitTrouble[]): Promise<Bot> {
  const bot = await approved();
  bot.sage.troubles.push(...troubles);
  await bot.work();
  return bot;
}
const creates = (bot: Bot): number => bot.sage.books.creates.length;
const submits = (bot: Bot): number => bot.sage.calls.get('submit') ?? 0;
async function path(bot: Bot): Promise<string> {
  const { id } = await lastRound(bot.store);
  return (await ledgerOf(bot.store, id)).map(({ entry }) => entry.to).join(' ');
}

describe('a write', () => {
  it('is sent once with the stored document, read back, and marked in Procore', async () => {
    const bot = await sent();

    expect(await path(bot)).toBe('awaiting approved sending posted synced');
    const { receipt, stamp } = await lastIn(bot.store, 'synced');
    expect(receipt).toMatchObject({ number: 'SC-004', adopted: 'no', lineMap: [{ lineRef: '88001', line: '1' }, {}] });
    expect(stamp).toEqual({ kind: 'stamped' });
    expect(bot.sage.books.creates).toMatchObject([{ document, approvedBy: ['Carla Contreras'] }]);
    expect([...bot.chat.messages]).toHaveLength(1);
  });

  it('has its intent on disk before anything leaves', async () => {
    const bot = await approved();
    let standing: string | undefined;
    const watched = { ...bot.sage.sage };
    watched.submit = async (operation) => {
      standing = (await lastRound(bot.store)).state;
      return bot.sage.sage.submit(operation);
    };

    await botOf({ world: bot, store: bot.store, site: { sage: watched } }).work();

    expect(standing).toBe('sending');
  });

  it('is held when Sage stored something else, and marks nothing', async () => {
    const bot = await sent({ kind: 'ends', ending: { kind: 'altered', fields: { retainageBasisPoints: 500 } } });

    expect(await lastIn(bot.store, 'held')).toMatchObject({
      ...{ why: 'differs', differences: [{ field: 'retainageBasisPoints', before: 1_000, after: 500 }] },
      found: { number: 'SC-004' },
    });
    expect(bot.procore.calls.get('stamp')).toBeUndefined();
    expect(creates(bot)).toBe(1);
  });

  it('is refused when Sage says no, at once or later, and says why', async () => {
    for (const trouble of [
      { kind: 'turned_away', failure: { kind: 'needs_fix', problems } },
      { kind: 'turned_away', failure: { kind: 'duplicate', problems } },
      { kind: 'ends', ending: { kind: 'refused', problems } },
    ] as const) {
      const bot = await sent(trouble);

      expect(await lastIn(bot.store, 'refused')).toMatchObject({ problems });
      expect(creates(bot)).toBe(0);
    }
  });

  it('runs again after a refusal only under a higher attempt, when a person says so', async () => {
    const bot = await sent({ kind: 'ends', ending: { kind: 'refused', problems } });
    await bot.workFor(3_600_000);
    expect(submits(bot)).toBe(1);

    await press(bot, carla, 'Retry');
    await bot.work();

    expect(await lastIn(bot.store, 'synced')).toMatchObject({ attempt: 2, approvals: [{ person: 'carla' }] });
  });
});

describe('an answer that is lost', () => {
  it('is found in the journal, and nothing is sent twice', async () => {
    const bot = await sent({ kind: 'lost_after' });
    await bot.workFor(30_000);

    expect(await path(bot)).toBe('awaiting approved sending unconfirmed posted synced');
    expect([submits(bot), creates(bot)]).toEqual([1, 1]);
  });

  it('is found by our key when the bridge has lost its journal, and under its number where Sage keeps no key', async () => {
    for (const traceField of ['user-defined 2', undefined]) {
      const bot = await approved();
      bot.sage.books.profile = { ...bot.sage.books.profile, traceField };
      bot.sage.troubles.push({ kind: 'forgets' });
      await bot.workFor(30_000);

      expect(await lastRound(bot.store)).toMatchObject({ state: 'synced', receipt: { key: '501' } });
      expect([submits(bot), creates(bot)]).toEqual([1, 1]);
    }
  });

  it('is closed at the promised time when nothing is found, and written by the next attempt', async () => {
    const bot = await sent({ kind: 'lost_before' });
    const { reportBy } = await lastIn(bot.store, 'unconfirmed');
    await bot.workFor(reportBy - bot.clock.now() - 2_000);
    expect([(await lastRound(bot.store)).state, bot.sage.calls.get('close')]).toEqual(['unconfirmed', undefined]);

    await bot.workFor(10_000);

    expect(await lastIn(bot.store, 'synced')).toMatchObject({ attempt: 2 });
    expect(creates(bot)).toBe(1);
  });

  it('is closed before another try, so that a write that arrives late is refused', async () => {
    const bot = await sent({ kind: 'late', calls: 400 });
    await bot.workFor(120_000);
    bot.sage.settle();
    await bot.workFor(120_000);

    expect(await lastIn(bot.store, 'synced')).toMatchObject({ attempt: 2 });
    expect(creates(bot)).toBe(1);
  });

  it('is closed before a record that somebody entered meanwhile is taken for it', async () => {
    const bot = await sent({ kind: 'late', calls: 400 });
    bot.sage.books.uniqueNumbers = false;
    bot.sage.books.enterByHand(document);
    await bot.workFor(20_000);
    bot.sage.settle();

    expect(await lastIn(bot.store, 'synced')).toMatchObject({ receipt: { adopted: 'by_number' } });
    expect(creates(bot)).toBe(0);
  });

  it('is looked for as long as the bridge is away, and nothing is sent', async () => {
    const bot = await approved();
    bot.sage.troubles.push({ kind: 'lost_after' });
    bot.sage.before.set('submit', () =>
      bot.sage.before.set('operation', () => (bot.sage.down = { kind: 'unreachable', retryAfterMs: undefined })),
    );
    await bot.workFor(3_600_000);
    expect((await lastRound(bot.store)).state).toBe('unconfirmed');

    bot.sage.down = undefined;
    await bot.workFor(1_000_000);

    expect((await lastRound(bot.store)).state).toBe('synced');
    expect(creates(bot)).toBe(1);
  });

  it('is held in front of a person when nobody can tell, and goes on when the bridge can', async () => {
    const bot = await sent({ kind: 'lost_before' });
    const { operationKey } = await lastRound(bot.store);
    bot.sage.journal.mute.add(operationKey);
    await bot.workFor(120_000);
    expect(await lastIn(bot.store, 'held')).toMatchObject({ why: 'untold' });
    await press(bot, carla, 'Check again');
    await bot.work();
    expect((await lastRound(bot.store)).state).toBe('held');

    bot.sage.journal.mute.clear();
    await press(bot, carla, 'Check again');
    await bot.work();

    expect(await lastIn(bot.store, 'synced')).toMatchObject({ attempt: 2 });
    expect(creates(bot)).toBe(1);
  });

  it.each([true, false])('is no proof of anything: the bridge never learned it, written %s', async (written) => {
    const bot = await sent({ kind: 'ends', ending: { kind: 'untold', written } });
    await bot.workFor(120_000);

    expect((await lastRound(bot.store)).state).toBe('synced');
    expect(creates(bot)).toBe(1);
  });
});

describe('a store that does not record', () => {
  it('lets nothing leave', async () => {
    const bot = await approved();
    const { id } = await lastRound(bot.store);
    const store = { ...bot.store, commit: async () => fail({ kind: 'unavailable' } as const) };

    const step = await botOf({ world: bot, store }).run(id);

    expect(step.then).toBe('again');
    expect(submits(bot)).toBe(0);
  });
});
