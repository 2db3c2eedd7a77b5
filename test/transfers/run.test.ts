import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/ports/sage.ts';
import { fail } from '../../src/shared/result.ts';
import type { Bot } from '../fakes/bot.ts';
import type { SubmitTrouble } from '../fakes/fake-sage.ts';
import { lastIn, lastRound, ledgerOf } from '../fakes/reading.ts';
import { adam, carla } from '../builders.ts';
import { press, submit } from '../fakes/pressing.ts';
import { approved } from './offered.ts';
import { document } from './transfer-builders.ts';

const problems: readonly Problem[] = [{ code: '14050', field: 'description', message: 'Invalid data' }];
const reason = { reason: 'The accountant agreed to it' };

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
    const { botOf } = await import('../fakes/bot.ts');

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

describe('a look before the write', () => {
  /** An accountant is faster, between the checks and the write. */
  async function beaten(bot: Bot, fields: object = {}): Promise<void> {
    bot.sage.before.set('operation', () => void bot.sage.books.enterByHand({ ...document, ...fields }));
    await bot.work();
  }

  it('adopts what stands under the number with every field equal', async () => {
    const bot = await approved();
    await beaten(bot);

    expect(await lastIn(bot.store, 'synced')).toMatchObject({ receipt: { key: '501', adopted: 'by_number' } });
    expect(submits(bot)).toBe(0);
  });

  it('holds anything else under the number, and writes nothing', async () => {
    const bot = await approved();
    await beaten(bot, { vendorNumber: '900' });

    expect(await lastIn(bot.store, 'held')).toMatchObject({
      why: 'found_other',
      differences: [{ field: 'vendorNumber' }],
    });
    expect(submits(bot)).toBe(0);
  });

  it('holds two records under the number', async () => {
    const bot = await approved();
    bot.sage.before.set('operation', () => {
      bot.sage.books.enterByHand(document);
      bot.sage.books.enterByHand(document);
    });
    await bot.work();

    expect(await lastIn(bot.store, 'held')).toMatchObject({ why: 'several' });
    expect(submits(bot)).toBe(0);
  });

  it('writes once the other record is gone, and not before', async () => {
    const bot = await approved();
    await beaten(bot, { vendorNumber: '900' });
    bot.sage.books.remove('501');
    await press(bot, carla, 'Check again');
    await bot.work();

    expect(await lastIn(bot.store, 'synced')).toMatchObject({ attempt: 2 });
    expect(creates(bot)).toBe(1);
  });
});

describe('a held record', () => {
  async function differing(): Promise<Bot> {
    return sent({ kind: 'ends', ending: { kind: 'altered', fields: { retainageBasisPoints: 500 } } });
  }

  it('is good once it was corrected in Sage', async () => {
    const bot = await differing();
    bot.sage.books.change('501', { fields: { ...document } });
    await press(bot, carla, 'Check again');
    await bot.work();

    expect(await lastIn(bot.store, 'synced')).toMatchObject({ receipt: { key: '501' } });
  });

  it('is good as it stands when everybody who is needed says so', async () => {
    const bot = await differing();
    await submit(bot, carla, 'Accept as it stands', reason);
    await bot.work();

    expect(await lastIn(bot.store, 'synced')).toMatchObject({ receipt: { adopted: 'by_person' } });
    expect(creates(bot)).toBe(1);
  });

  it('needs a new decision when the difference is another one now', async () => {
    const bot = await differing();
    const { card } = bot.chat.messages[0] ?? {};
    bot.sage.books.change('501', { fields: { ...document, description: 'Other' } });
    await press(bot, carla, 'Check again');
    await bot.work();

    const answer = await submit(bot, carla, 'Accept as it stands', reason, card === undefined ? {} : { card });

    expect(answer.kind).toBe('note');
    expect((await lastRound(bot.store)).state).toBe('held');
  });

  it.each(['user-defined 2', undefined])(
    'ends when it is void in Sage (key kept in %s), and may be offered anew',
    async (traceField) => {
      const bot = await approved();
      bot.sage.books.profile = { ...bot.sage.books.profile, traceField };
      bot.sage.troubles.push({ kind: 'ends', ending: { kind: 'altered', fields: { retainageBasisPoints: 500 } } });
      await bot.work();
      bot.sage.books.change('501', { voided: true });
      await press(bot, carla, 'Check again');
      await bot.work();
      expect(await lastIn(bot.store, 'held')).toMatchObject({ why: 'voided' });

      await press(bot, carla, 'Unlink');
      await bot.work();

      expect(await lastRound(bot.store)).toMatchObject({ state: 'awaiting', round: 2, previous: { how: 'unlinked' } });
      expect(adam.role).toBe('admin');
    },
  );

  it('still IS the bot’s own record when Sage keeps no key and it is read again', async () => {
    const bot = await approved();
    bot.sage.books.profile = { ...bot.sage.books.profile, traceField: undefined };
    bot.sage.troubles.push({ kind: 'ends', ending: { kind: 'altered', fields: { retainageBasisPoints: 500 } } });
    await bot.work();
    await press(bot, carla, 'Check again');
    await bot.work();

    expect(await lastIn(bot.store, 'held')).toMatchObject({ why: 'differs' });
  });
});

describe('a store that does not record', () => {
  it('lets nothing leave', async () => {
    const bot = await approved();
    const { id } = await lastRound(bot.store);
    const store = { ...bot.store, commit: async () => fail({ kind: 'unavailable' } as const) };
    const { botOf } = await import('../fakes/bot.ts');

    const step = await botOf({ world: bot, store }).run(id);

    expect(step.then).toBe('again');
    expect(submits(bot)).toBe(0);
  });
});
