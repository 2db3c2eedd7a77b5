import { describe, expect, it } from 'vitest';
import type { ProcoreSubcontract } from '../../src/ports/procore.ts';
import { recordId } from '../../src/shared/ids.ts';
import { cents, type BasisPoints } from '../../src/shared/money.ts';
import { documentKey } from '../../src/transfers/keys.ts';
import { carla, cleo, company, procoreLine, procoreSubcontract } from '../builders.ts';
import type { Bot } from '../fakes/bot.ts';
import { lastMessage, press, said } from '../fakes/pressing.ts';
import { lastIn, lastRound, ledgerOf, roundsOf } from '../fakes/reading.ts';
import { approved, hintOf, saved } from './offered.ts';

async function synced(): Promise<Bot> {
  const bot = await approved();
  await bot.work();
  await bot.poll();
  return bot;
}

const footings = (amount: number, changes = {}) => procoreLine({ amount: cents(amount), ...changes });
const slab = procoreLine({
  ...{ id: recordId('88002'), position: 2, description: 'Slab on grade', costCode: '3310' },
  amount: cents(10_000_00),
});

const rows = (bot: Bot): readonly string[] =>
  lastMessage(bot.chat).card.changes.map(({ what, before, after }) => `${what}: ${before} → ${after}`);

describe('a record that is changed in Procore after it was posted', () => {
  const stillNamed = { id: recordId('3001'), name: 'Ridgeline Concrete LLC', originId: '217' };
  it.each<[string, Partial<ProcoreSubcontract>, string]>([
    ['an amount', { lines: [footings(31_000_00), slab] }, 'Line 1, amount: $30,000.00 → $31,000.00'],
    ['a code', { lines: [footings(30_000_00, { costCode: '3350' }), slab] }, 'Line 1, cost code: 3300.000 → 3350.000'],
    ['a description', { lines: [footings(30_000_00, { description: 'Piers' }), slab] }, 'Line 1, description'],
    ['a line less', { lines: [footings(30_000_00)] }, 'Line 2, amount: $10,000.00 → not there'],
    [
      'a line more',
      { lines: [footings(30_000_00), slab, footings(5_00, { id: recordId('88003'), position: 3 })] },
      'Line with Procore id 88003, amount: not there → $5.00',
    ],
    ['the retainage', { retainage: 500 as BasisPoints }, 'Retainage: 10% → 5%'],
    ['the status', { status: 'Void' }, 'Status in Procore: Approved → Void'],
    ['the vendor', { vendor: { ...stillNamed, id: recordId('3999'), name: 'Other Co' } }, 'Other Co (not linked)'],
    ['the vendor, away', { vendor: undefined }, 'Vendor: 217 → none'],
  ])('shows on its card, under it and to whoever asks: %s', async (_what, changes, row) => {
    const bot = await synced();
    const before = await lastIn(bot.store, 'synced');
    await saved(bot, changes);

    expect(rows(bot).join('; ')).toContain(row);
    const message = lastMessage(bot.chat);
    expect(message.card.metadata).toMatchObject({ state: 'synced', round: 1, revision: before.revision + 1 });
    expect(message.card.lead.join(' ')).toContain('changed in Procore after it was posted');
    expect(message.replies.at(-1)?.paragraphs.join(' ')).toContain(row);
    for (const word of ['why', 'status']) {
      const actor = { platform: 'slack', user: carla.slack ?? '' } as const;
      const told = await bot.application.conversation.ask({ actor, channel: 'C', text: `${word} SC-004` });
      expect(told.note.text).toContain('changed in Procore after it was posted');
    }
    expect(bot.sage.books.creates).toHaveLength(1);
    expect(await roundsOf(bot.store)).toHaveLength(1);
    const { entry } = (await ledgerOf(bot.store, before.id)).at(-1) ?? {};
    expect(entry).toMatchObject({ from: 'synced', to: 'synced', detail: { afterPosting: { procore: 'changed' } } });
  });

  it('is told when it was deleted there', async () => {
    const bot = await synced();
    bot.procore.lose(recordId('4401'));
    await hintOf(bot);
    await bot.workFor(5_000);

    expect(await lastIn(bot.store, 'synced')).toMatchObject({ drift: { procore: 'gone', sage: 'stands' } });
    expect(lastMessage(bot.chat).card.lead.join(' ')).toContain('deleted in Procore after it was posted');
  });

  it('is as it was again when that is undone, and says so once', async () => {
    const bot = await synced();
    await saved(bot, { lines: [footings(31_000_00), slab] });
    await saved(bot, { lines: [footings(30_000_00), slab] });
    await bot.poll();

    expect((await lastIn(bot.store, 'synced')).drift).toBeUndefined();
    expect(rows(bot)).toEqual([]);
    const told = lastMessage(bot.chat).replies.filter(({ text }) => text.includes('as it was posted again'));
    expect(told).toHaveLength(1);
    expect((await ledgerOf(bot.store)).at(-1)?.entry.detail).toEqual({ afterPosting: 'undone' });
  });

  it.each<[string, Partial<ProcoreSubcontract>]>([
    ['our own stamp', {}],
    ['the title', { title: 'Concrete works' }],
    ['who may see it', { private: true }],
    ['the order of the lines', { lines: [{ ...slab, position: 1 }, footings(30_000_00, { position: 2 })] }],
  ])('is not one by %s', async (_what, changes) => {
    const bot = await synced();
    const before = await lastIn(bot.store, 'synced');
    await saved(bot, changes);
    await bot.poll();

    expect(await lastIn(bot.store, 'synced')).toEqual(before);
  });

  it('is held against the fields its document has, whatever documents have come to hold since', async () => {
    const bot = await synced();
    const { offer } = await lastIn(bot.store, 'synced');
    const id = documentKey(company().id, offer.fingerprint);
    const { retainageBasisPoints: _later, ...older } = (await bot.store.get('documents', id))?.value ?? {};
    await bot.store.commit({ put: [{ collection: 'documents', id, value: older }] });
    await saved(bot, { retainage: 500 as BasisPoints });

    expect((await lastIn(bot.store, 'synced')).drift).toBeUndefined();
  });

  it('is not judged while Sage cannot be asked, and is then', async () => {
    const bot = await synced();
    bot.sage.down = { kind: 'unreachable', retryAfterMs: undefined };
    await saved(bot, { lines: [footings(31_000_00), slab] });
    expect((await lastIn(bot.store, 'synced')).drift).toBeUndefined();
    bot.sage.down = undefined;
    await bot.workFor(600_000);

    expect((await lastIn(bot.store, 'synced')).drift).toMatchObject({ procore: 'changed' });
  });
});

describe('a record that is void in Sage after it was posted', () => {
  const voided = async (): Promise<Bot> => {
    const bot = await synced();
    bot.sage.books.change('501', { voided: true });
    for (let polls = 0; polls < 5; polls += 1) await bot.poll();
    return bot;
  };

  it.each([
    ['voided', (bot: Bot) => bot.sage.books.change('501', { voided: true })],
    ['deleted', (bot: Bot) => bot.sage.books.remove('501')],
  ])('is seen to be gone when it was %s, and its card says what can be done', async (_how, change) => {
    const bot = await synced();
    change(bot);
    bot.clock.advance(24 * 3_600_000);
    for (let polls = 0; polls < 5; polls += 1) await bot.poll();

    expect(await lastIn(bot.store, 'synced')).toMatchObject({ drift: { procore: 'same', sage: 'voided' } });
    const { card } = lastMessage(bot.chat);
    expect(card.lead.join(' ')).toContain('is void or gone there now');
    expect(card.buttons.map(({ label }) => label)).toEqual(['Check again', 'Unlink']);
  });

  it('is unlinked by a controller and by nobody else, and its next round is written and marked', async () => {
    const bot = await voided();
    expect(said(await press(bot, cleo, 'Unlink'))).toContain('Only controller may do this');
    await press(bot, carla, 'Unlink');
    await bot.work();
    expect(await lastRound(bot.store)).toMatchObject({ state: 'awaiting', round: 2, previous: { how: 'unlinked' } });

    // nobody is named who saved the record last, for that was our own mark: one seat more
    for (const person of [carla, cleo]) await press(bot, person, 'Approve');
    await bot.work();

    const { receipt, stamp } = await lastIn(bot.store, 'synced');
    expect(stamp).toEqual({ kind: 'stamped' });
    expect(bot.procore.record(recordId('4401'))?.originId).toBe(receipt.key);
    expect(bot.sage.books.creates).toHaveLength(2);
  });

  it('is as it was when it is restored there before anybody unlinks it', async () => {
    const bot = await voided();
    bot.sage.books.change('501', { voided: false });
    await press(bot, carla, 'Check again');
    await bot.work();

    expect((await lastIn(bot.store, 'synced')).drift).toBeUndefined();
  });

  it('leaves a mark alone that is of no link of ours', async () => {
    const bot = await voided();
    bot.procore.edit(recordId('4401'), { originId: 'theirs' });
    await press(bot, carla, 'Unlink');
    await bot.work();

    expect(await roundsOf(bot.store)).toHaveLength(1);
    expect(bot.procore.record(recordId('4401'))?.originId).toBe('theirs');
  });
});

describe('the command unlink', () => {
  const ask = async (bot: Bot, user = carla.slack ?? ''): Promise<string> => {
    const typed = { actor: { platform: 'slack', user }, channel: 'C', text: 'unlink SC-004' } as const;
    return (await bot.application.conversation.ask(typed)).note.text;
  };

  it('is refused as long as the record stands in Sage, and has it looked at', async () => {
    const bot = await synced();
    bot.sage.books.change('501', { voided: true });

    expect(await ask(bot)).toContain('SC-004 still stands in Sage');
    await bot.work();
    expect(await ask(bot, cleo.slack ?? '')).toContain('Only controller may do this');
    expect(await ask(bot)).toContain('The link is ended');
    await bot.work();

    expect(await lastRound(bot.store)).toMatchObject({ state: 'awaiting', round: 2 });
  });

  it('has nothing to do with a record that was never posted', async () => {
    const bot = await synced();
    bot.procore.put(procoreSubcontract({ id: recordId('4402'), number: 'SC-005', updatedAt: bot.clock.now() }));
    await bot.poll();
    const typed = {
      actor: { platform: 'slack', user: carla.slack ?? '' },
      channel: 'C',
      text: 'unlink SC-005',
    } as const;

    expect((await bot.application.conversation.ask(typed)).note.text).toContain('it has no link that could end');
  });
});
