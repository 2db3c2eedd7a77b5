import { describe, expect, it } from 'vitest';
import { carla } from '../builders.ts';
import type { Bot } from '../fakes/bot.ts';
import { press, said, snapshot, submit } from '../fakes/pressing.ts';
import { lastIn, lastRound } from '../fakes/reading.ts';
import { approved } from './offered.ts';
import { document } from './transfer-builders.ts';

const reason = { reason: 'The accountant agreed to it' };
const creates = (bot: Bot): number => bot.sage.books.creates.length;
const submits = (bot: Bot): number => bot.sage.calls.get('submit') ?? 0;

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
    const bot = await approved();
    bot.sage.troubles.push({ kind: 'ends', ending: { kind: 'altered', fields: { retainageBasisPoints: 500 } } });
    await bot.work();
    return bot;
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

  it('is read in Sage once more before an acceptance counts, and is not good when it was voided since', async () => {
    const bot = await differing();
    bot.sage.books.change('501', { voided: true });
    await submit(bot, carla, 'Accept as it stands', reason);
    expect(await lastIn(bot.store, 'held')).toMatchObject({ why: 'differs', acceptances: [{ person: carla.id }] });

    await bot.work();

    expect(await lastIn(bot.store, 'held')).toMatchObject({ why: 'voided', acceptances: [] });
    expect(bot.procore.calls.get('stamp') ?? 0).toBe(0);
    expect(bot.chat.told.map(({ note }) => note.paragraphs.join(' '))).toContainEqual(
      expect.stringMatching(/not what you accepted any more/),
    );
  });

  it('is not good when it was accepted and Sage shows another difference now', async () => {
    const bot = await differing();
    bot.sage.books.change('501', { fields: { ...document, description: 'Other' } });
    await submit(bot, carla, 'Accept as it stands', reason);
    await bot.work();

    expect(await lastIn(bot.store, 'held')).toMatchObject({
      why: 'differs',
      differences: [{ field: 'description' }],
      acceptances: [],
    });
    expect(bot.procore.calls.get('stamp') ?? 0).toBe(0);
  });

  it('waits for Sage to answer before an acceptance counts, and takes no second one meanwhile', async () => {
    const bot = await differing();
    const before = snapshot(bot);
    await submit(bot, carla, 'Accept as it stands', reason);
    bot.sage.down = { kind: 'unreachable', retryAfterMs: undefined };
    await bot.work();
    const late = await submit(bot, carla, 'Accept as it stands', reason, before);
    expect(said(late)).toMatch(/Already decided: .* accepted .* as it stands/);
    expect(await lastIn(bot.store, 'held')).toMatchObject({ acceptances: [{ person: carla.id }] });

    bot.sage.down = undefined;
    bot.clock.advance(60_000);
    await bot.work();

    expect(await lastIn(bot.store, 'synced')).toMatchObject({ receipt: { adopted: 'by_person' } });
  });

  it.each(['user-defined 2', undefined])(
    'ends when it was deleted in Sage though the journal has it as committed (key kept in %s)',
    async (traceField) => {
      const bot = await approved();
      bot.sage.books.profile = { ...bot.sage.books.profile, traceField };
      bot.sage.troubles.push({ kind: 'ends', ending: { kind: 'altered', fields: { retainageBasisPoints: 500 } } });
      await bot.work();
      bot.sage.books.remove('501');
      await press(bot, carla, 'Check again');
      await bot.work();
      expect(await lastIn(bot.store, 'held')).toMatchObject({ why: 'voided', found: { key: '501' } });

      await press(bot, carla, 'Unlink');
      await bot.work();
      await press(bot, carla, 'Approve');
      await bot.work();

      expect(await lastIn(bot.store, 'synced')).toMatchObject({ round: 2, receipt: { adopted: 'no' } });
      expect(creates(bot)).toBe(2);
    },
  );

  it('is written again under its approval when it was deleted and the journal knows nothing of it', async () => {
    const bot = await differing();
    bot.sage.books.remove('501');
    bot.sage.forget();
    await press(bot, carla, 'Check again');
    await bot.work();

    expect(await lastIn(bot.store, 'synced')).toMatchObject({ round: 1, attempt: 2, receipt: { adopted: 'no' } });
    expect(bot.sage.books.records).toHaveLength(1);
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
