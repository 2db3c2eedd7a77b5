import { describe, expect, it } from 'vitest';
import { recordId } from '../../src/shared/ids.ts';
import { carla, contractOf, otto, petra, procoreSubcontract } from '../builders.ts';
import { botOf, type Bot } from '../fakes/bot.ts';
import { press, submit } from '../fakes/pressing.ts';
import { lastRound } from '../fakes/reading.ts';
import { approved, hintOf, offered, saved } from '../transfers/offered.ts';

async function ask(bot: Bot, text: string, person = carla): Promise<string> {
  const actor = { platform: 'slack', user: person.slack ?? '' } as const;
  const answer = await bot.application.conversation.ask({ actor, channel: 'C-accounting', text });
  expect(answer.public).toBe(false);
  return answer.note.paragraphs.join('\n');
}

describe('a typed command', () => {
  it('is answered to nobody whom the bot does not know', async () => {
    expect(await ask(await offered(), 'status', { ...carla, slack: 'U-stranger' })).toMatch(/does not know you/);
  });

  it('that is empty shows what waits for the person who typed it', async () => {
    const bot = await offered();

    expect(await ask(bot, '')).toMatch(
      /^One record waits for you:\nWaiting for approval: subcontract SC-004, Ridgeline/,
    );
    expect(await ask(bot, 'queue', petra)).toMatch(/^Nothing waits for you/);
    expect(await ask(bot, 'queue', otto)).toMatch(/^Nothing waits for you/);
  });

  it('counts a record as waiting for nobody who has agreed already', async () => {
    const bot = botOf();
    bot.procore.put(contractOf(60_000_00));
    await bot.poll();
    await press(bot, carla, 'Approve');

    expect(await ask(bot, 'queue')).toMatch(/^Nothing waits for you/);
  });

  it('shows where a record stands, by its number however it is written', async () => {
    const bot = await offered();

    for (const number of ['SC-004', ' sc-004', '“SC-004”'])
      expect(await ask(bot, `status ${number}`)).toMatch(
        /^Waiting for approval: subcontract SC-004.*\(round 1, since Jun 1/,
      );
  });

  it('finds what is under way by job and by vendor', async () => {
    const bot = await offered();

    for (const about of ['', '1042', 'harbor', 'RIDGELINE'])
      expect(await ask(bot, `status ${about}`)).toMatch(/^1 under way:/);
    expect(await ask(bot, 'status Nobody Inc')).toMatch(/Nothing is known of "Nobody Inc"/);
  });

  it('does not find a private record by its vendor, nor show who or how much', async () => {
    const bot = botOf();
    bot.procore.put(procoreSubcontract({ private: true }));
    await bot.poll();

    expect(await ask(bot, 'status Ridgeline')).toMatch(/Nothing is known/);
    expect(await ask(bot, 'status')).toMatch(/SC-004, private, job 1042/);
  });

  it('lists fifteen and says how many more there are', async () => {
    const bot = botOf();
    for (let n = 0; n < 20; n += 1) bot.procore.put(contractOf(1_00, { id: recordId(`9${n}`), number: `SC-9${n}` }));
    await bot.poll();

    const lines = (await ask(bot, 'status')).split('\n');

    expect([lines.length, lines[0], lines.at(-1)]).toEqual([17, '20 under way:', 'and 5 more']);
  });

  it('says why a record is not offered', async () => {
    const bot = botOf();
    bot.procore.put(procoreSubcontract({ status: 'Draft' }));
    await hintOf(bot);
    await bot.work();

    expect(await ask(bot, 'why SC-004')).toMatch(
      /is not offered\.\nIt is "Draft" in Procore, and only approved records go/,
    );
    expect(await ask(bot, 'why SC-999')).toMatch(/Nothing is known of "SC-999"/);
  });

  it('says what stands in the way, with the next step', async () => {
    const bot = botOf();
    bot.procore.put(procoreSubcontract({ contractDate: undefined }));
    await bot.poll();

    expect(await ask(bot, 'why SC-004')).toMatch(/is "Blocked"\.[^]*contract date is missing[^]*Fill it in in Procore/);
  });

  it('tells the history from the ledger: what, by whom, when, over all rounds', async () => {
    const bot = await offered();
    await submit(bot, carla, 'Send back', { reason: 'The retainage is wrong' });
    await bot.work();
    await saved(bot, { retainage: 500 as never });
    await press(bot, carla, 'Approve');
    await bot.work();

    const history = await ask(bot, 'history sc-004');

    expect(history).toMatch(/round 1: Sent back, by Carla Contreras: The retainage is wrong/);
    expect(history).toMatch(/round 2: Approved, by Carla Contreras[^]*round 2: In Sage, by the bot[^]*round 2: Synced/);
  });

  it('retries a refused record, looks again at a blocked one, and asks for one that was sent back', async () => {
    const problems = [{ code: '1', field: '', message: 'no' }];
    const refused = await approved();
    refused.sage.troubles.push({ kind: 'ends', ending: { kind: 'refused', problems } });
    await refused.work();
    const back = await offered();
    await submit(back, carla, 'Send back', { reason: 'The retainage is wrong' });
    await back.work();

    expect(await ask(refused, 'retry SC-004')).toMatch(/Looking again/);
    expect(await ask(back, 'retry SC-004')).toMatch(/Asked again/);
    await refused.work();
    await back.work();

    expect((await lastRound(refused.store)).state).toBe('synced');
    expect(await lastRound(back.store)).toMatchObject({ state: 'awaiting', round: 2 });
  });

  it('retries nothing for who has no right, and nothing that goes by itself', async () => {
    const bot = await offered();
    expect(await ask(bot, 'retry SC-004')).toMatch(/nothing to retry/);
    await submit(bot, carla, 'Send back', { reason: 'The retainage is wrong' });

    expect(await ask(bot, 'retry SC-004', otto)).toMatch(/Only controller, clerk or admin may do this/);
    await bot.work();
    expect((await lastRound(bot.store)).state).toBe('sent_back');
  });

  it('that is none is answered with what was probably meant, shown harmless', async () => {
    const bot = await offered();

    expect(await ask(bot, 'hlep')).toMatch(/Did you mean \/sage help\?/);
    expect(await ask(bot, 'x\u202e<!channel>; rm -rf /')).toMatch(/^"x<!channel>;" is not a command/);
    expect(await ask(bot, 'help')).toMatch(/\/sage status[^]*\/sage history/);
  });

  it('is never an error, however long', async () => {
    const bot = await offered();

    for (const verb of ['status', 'why', 'history', 'retry', ''])
      expect((await ask(bot, `${verb} ${'🏗'.repeat(1_500)}`)).length).toBeLessThan(400);
  });
});
