import { describe, expect, it } from 'vitest';
import type { Home } from '../../src/ports/home.ts';
import { recordId } from '../../src/shared/ids.ts';
import { adam, carla, contractOf, petra, procoreSubcontract } from '../builders.ts';
import { botOf, type Bot } from '../fakes/bot.ts';
import { press, submit } from '../fakes/pressing.ts';
import { offered } from '../transfers/offered.ts';

const homeOf = (bot: Bot, person = carla): Promise<Home> =>
  bot.application.conversation.home({ platform: 'slack', user: person.slack ?? '' });
const titles = (home: Home): readonly (readonly string[])[] =>
  home.lists.map(({ items }) => items.map(({ title }) => title));

describe("a person's own page", () => {
  it('lists what waits for a seat that this person may fill, with the way to the card', async () => {
    const home = await homeOf(await offered());

    expect(home.lead[0]).toBe('One record waits for you, the longest waiting first.');
    expect(titles(home)).toEqual([[expect.stringMatching(/^Subcontract SC-004, Ridgeline.*, \$/)]]);
    const [item] = home.lists[0]?.items ?? [];
    expect(item?.lines[0]).toMatch(/^Since Jun 1, .* CDT · Job 1042 [^·]*$/);
    expect(item?.link).toMatchObject({ label: 'Open card', accessibilityLabel: 'Open card: subcontract SC-004' });
    expect(item?.link?.url).toMatch(/^https?:/);
    expect(home.asOf).toMatch(/^As of Jun 1/);
  });

  it('shows the same as a bare /sage, the longest waiting first', async () => {
    const bot = botOf();
    for (const number of ['SC-010', 'SC-009', 'SC-008']) {
      bot.procore.put(procoreSubcontract({ id: recordId(number.slice(3)), number }));
      await bot.poll();
      bot.clock.advance(60_000);
    }

    const [queue = []] = titles(await homeOf(bot));
    const typed = await bot.application.conversation.ask({
      actor: { platform: 'slack', user: carla.slack ?? '' },
      channel: 'C-accounting',
      text: '',
    });

    const numbers = (texts: readonly string[]) => texts.map((text) => /SC-\d+/.exec(text)?.[0]);
    expect(numbers(queue)).toEqual(['SC-010', 'SC-009', 'SC-008']);
    expect(numbers(typed.note.paragraphs.slice(1))).toEqual(numbers(queue));
  });

  it('shows neither amount nor vendor of a private record', async () => {
    const bot = botOf();
    bot.procore.put(procoreSubcontract({ private: true }));
    await bot.poll();
    const waiting = await homeOf(bot);
    await press(bot, carla, 'Approve');
    const decided = await homeOf(bot);

    expect(titles(waiting)).toEqual([['Subcontract SC-004, private']]);
    expect(JSON.stringify([waiting, decided])).not.toMatch(/\$|Ridgeline/);
    expect(titles(decided)).toEqual([['You approved subcontract SC-004, private']]);
  });

  it('says how many seats are filled where there are several', async () => {
    const bot = botOf();
    bot.procore.put(contractOf(60_000_00));
    await bot.poll();

    expect((await homeOf(bot)).lists[0]?.items[0]?.lines[0]).toMatch(/ · 0 of 2 seats filled$/);
    await press(bot, carla, 'Approve');
    expect((await homeOf(bot, adam)).lists[0]?.items[0]?.lines[0]).toMatch(/ · 1 of 2 seats filled$/);
  });

  it('says that nothing waits, and tells somebody without a seat that nothing will', async () => {
    const bot = await offered();
    await press(bot, carla, 'Approve');

    expect((await homeOf(bot)).lead[0]).toBe('Nothing waits for you.');
    expect((await homeOf(bot, petra)).lead[0]).toMatch(/nothing will: no seat of the policy is for your role/);
    expect((await homeOf(bot, petra)).lists).toEqual([]);
  });

  it('tells somebody it does not know why there is nothing, and shows nothing', async () => {
    const home = await homeOf(await offered(), { ...carla, slack: 'U-stranger' });

    expect(home.lead.join(' ')).toMatch(/does not know you.*ask an administrator/);
    expect(home.lists).toEqual([]);
    expect(JSON.stringify(home)).not.toContain('SC-004');
  });

  it('lists what the person did last, newest first, and where it stands now', async () => {
    const bot = await offered();
    await submit(bot, carla, 'Send back');
    bot.clock.advance(60_000);
    bot.procore.put(contractOf(40_000_00, { id: recordId('77'), number: 'SC-077' }));
    await bot.poll();
    await press(bot, carla, 'Approve');
    await bot.work();

    const home = await homeOf(bot);
    const done = home.lists.find(({ heading }) => heading === 'What you did last')?.items ?? [];

    expect(done.map(({ title }) => title)).toEqual([
      expect.stringMatching(/^You approved subcontract SC-077/),
      expect.stringMatching(/^You sent back subcontract SC-004/),
    ]);
    expect(done.map(({ lines }) => lines[0])).toEqual([
      expect.stringMatching(/now "(Sending to Sage|In Sage|Synced)"$/),
      expect.stringMatching(/now "Sent back"$/),
    ]);
    expect((await homeOf(bot, petra)).lists).toEqual([]);
  });

  it('lists no more than fits, and says how many more there are', async () => {
    const bot = botOf();
    for (let n = 0; n < 30; n += 1)
      bot.procore.put(procoreSubcontract({ id: recordId(`${100 + n}`), number: `N-${n}` }));
    await bot.poll();

    const [queue] = (await homeOf(bot)).lists;

    expect(queue?.items).toHaveLength(25);
    expect(queue?.more).toMatch(/^and 5 more/);
  });
});
