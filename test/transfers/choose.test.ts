import { describe, expect, it } from 'vitest';
import { adam, carla, cleo } from '../builders.ts';
import type { Bot } from '../fakes/bot.ts';
import { press, said, submit } from '../fakes/pressing.ts';
import { ledgerOf } from '../fakes/reading.ts';
import { approveBill, billed, billIn, cardOf, openPeriods, publish } from './offered-bill.ts';
import { firstBill } from '../workflows/billed-at.ts';

const label = 'Change period or number';
const number = 'SC-004-01';

const chosen = (bot: Bot, fields: { readonly [id: string]: string }, who = carla, of = number) =>
  submit(bot, who, label, fields, { message: cardOf(bot, of) });

/** What reached Sage for the invoice. */
const written = (bot: Bot) => bot.sage.books.creates.at(-1)?.document;

describe('what an approver may choose of an invoice', () => {
  it('is asked for in a form: the open periods, and the number as it stands', async () => {
    const bot = await billed();
    const answer = await press(bot, carla, label, { message: cardOf(bot, number) });

    expect(answer).toMatchObject({
      kind: 'form',
      form: {
        fields: [
          {
            ...{ type: 'choice', id: 'period', initial: '2026-06' },
            options: [
              { value: '2026-05', label: '2026-05' },
              { value: '2026-06', label: '2026-06 (usual)' },
            ],
          },
          { type: 'text', id: 'number', initial: number, minLength: 0, maxLength: 15 },
        ],
      },
    });
  });

  it('reaches Sage when it was approved, and the card and the ledger say who chose it', async () => {
    const bot = await billed();
    await chosen(bot, { period: '2026-05', number });
    await bot.work();

    const { card } = cardOf(bot, number);
    expect(card.lead.join(' ')).toContain('Chosen here: posting period 2026-05 by Carla Contreras');
    expect(card.changes).toEqual([{ what: 'Posting period', before: '6', after: '5' }]);
    expect(cardOf(bot, number).replies.at(-1)?.text).toContain('Carla Contreras chose another posting period');
    await approveBill(bot, number);

    expect((await billIn(bot, 1, 'synced')).inputs).toMatchObject({ period: { value: '2026-05', by: 'carla' } });
    expect(written(bot)).toMatchObject({ period: { year: 2026, period: 5 }, number });
    const entries = (await ledgerOf(bot.store)).filter(({ entry }) => entry.detail?.['decision'] === 'choose');
    expect(entries.map(({ entry }) => entry.person)).toEqual(['carla']);
  });

  it('is another period only by a controller; to a clerk it is refused privately', async () => {
    const bot = await billed();
    const before = await billIn(bot, 1, 'awaiting');
    const answer = await chosen(bot, { period: '2026-05', number: 'INV-7' }, cleo);
    await bot.work();

    expect(said(answer)).toContain('Only controller may do this here');
    expect(await billIn(bot, 1, 'awaiting')).toEqual(before);
  });

  it('is another number by whoever may act, as it is typed', async () => {
    const bot = await billed();
    await chosen(bot, { period: '2026-06', number: 'INV-0042-B' }, cleo);
    await bot.work();
    await approveBill(bot, 'INV-0042-B');

    expect(written(bot)).toMatchObject({ number: 'INV-0042-B', period: { year: 2026, period: 6 } });
    expect(cardOf(bot, 'INV-0042-B').card.metadata.state).toBe('synced');
  });

  it('is never cut: a number that is too long changes nothing', async () => {
    const bot = await billed();
    const before = await billIn(bot, 1, 'awaiting');
    const answer = await chosen(bot, { period: '2026-06', number: 'INV-2026-06-00042' });
    await bot.work();

    expect(said(answer)).toContain('may have 15 characters at most; nothing is cut');
    expect(await billIn(bot, 1, 'awaiting')).toEqual(before);
  });

  it('empties the seats, and tells whoever had agreed', async () => {
    const bot = await billed({ policy: () => twoSeats });
    await press(bot, adam, 'Approve', { message: cardOf(bot, number) });
    expect((await billIn(bot, 1, 'awaiting')).approvals).toHaveLength(1);
    await chosen(bot, { period: '2026-06', number: 'INV-7' });
    await bot.work();

    expect(await billIn(bot, 1, 'awaiting')).toMatchObject({
      approvals: [],
      round: 2,
      previous: { how: 'superseded' },
    });
    const told = bot.chat.told.filter(({ user }) => user === adam.slack).map(({ note }) => note.text);
    expect(told.join(' ')).toContain('Your approval was not used');
  });

  it('needs two people for another period, the one who chose it among them', async () => {
    const bot = await billed();
    await chosen(bot, { period: '2026-05', number });
    await bot.work();
    await press(bot, carla, 'Approve', { message: cardOf(bot, number) });
    await bot.work();
    expect((await billIn(bot, 1, 'awaiting')).approvals).toHaveLength(1);
    await press(bot, cleo, 'Approve', { message: cardOf(bot, number) });
    await bot.work();

    await billIn(bot, 1, 'synced');
  });

  it('cannot be approved before it was looked at in both systems', async () => {
    const bot = await billed();
    const message = { ...cardOf(bot, number) };
    await chosen(bot, { period: '2026-05', number });
    const answer = await press(bot, carla, 'Approve', { message });

    expect(said(answer)).toContain('What stood on that card is not what stands there now');
    expect(bot.sage.books.creates).toHaveLength(1);
  });

  it('is kept over an edit in Procore', async () => {
    const bot = await billed();
    await chosen(bot, { period: '2026-05', number: 'INV-7' });
    await bot.work();
    bot.clock.advance(60_000);
    publish(bot, [{ lines: { '88001': { work: 12_000_00, held: 1_200_00 } } }]);
    await bot.poll();
    await approveBill(bot, 'INV-7');

    expect(written(bot)).toMatchObject({
      number: 'INV-7',
      period: { year: 2026, period: 5 },
      retainageCents: 1_200_00,
    });
  });

  it('stops it with a sentence when the period was closed meanwhile, also after it was approved', async () => {
    const bot = await billed();
    await chosen(bot, { period: '2026-05', number });
    await bot.work();
    for (const person of [carla, cleo]) await press(bot, person, 'Approve', { message: cardOf(bot, number) });
    openPeriods(bot, [6]);
    await bot.work();

    await billIn(bot, 1, 'blocked');
    const { card } = cardOf(bot, number);
    expect(card.notices.map(({ text }) => text).join(' ')).toContain('Period 2026-05 is closed to the bot');
    expect(bot.sage.books.creates).toHaveLength(1);

    await chosen(bot, { period: '2026-06', number });
    await bot.work();
    await approveBill(bot, number);
    expect(written(bot)).toMatchObject({ period: { year: 2026, period: 6 } });
  });

  it('is taken back by leaving the number empty, and asks for nothing where it is what stands there', async () => {
    const bot = await billed();
    await chosen(bot, { period: '2026-06', number: 'INV-7' });
    await bot.work();
    await chosen(bot, { period: '2026-06', number: '' }, carla, 'INV-7');
    await bot.work();
    expect((await billIn(bot, 1, 'awaiting')).inputs).toEqual({});

    expect(said(await chosen(bot, { period: '2026-06', number }))).toContain('what stands there already');
  });

  it('saves an invoice that Sage refused for its number, under a try of its own', async () => {
    const bot = await billed();
    bot.sage.troubles.push({
      ...{ kind: 'turned_away' },
      failure: { kind: 'duplicate', problems: [{ code: '14201', field: 'number', message: 'Already exists' }] },
    });
    await approveBill(bot, number);
    await billIn(bot, 1, 'refused');
    await chosen(bot, { period: '2026-06', number: 'INV-7' });
    await bot.work();
    await approveBill(bot, 'INV-7');

    expect(written(bot)).toMatchObject({ number: 'INV-7' });
  });

  it('offers no period where Sage takes none but its own', async () => {
    const bot = await billed({ periods: [] });
    bot.sage.books.profile = { ...bot.sage.books.profile, canSetPeriod: false };
    publish(bot, [firstBill]);
    await bot.poll();

    expect(cardOf(bot, number).card.buttons.map((button) => button.label)).toContain('Change number');
  });
});

const twoSeats = {
  ...{ version: 'p2', unknownAuthor: 'allow' as const },
  rules: [
    {
      ...{ kinds: '*' as const, jobs: '*' as const },
      bands: [{ from: 0 as never, below: undefined, seats: [{ roles: ['controller'] }, { roles: ['admin'] }] }],
    },
  ],
};
