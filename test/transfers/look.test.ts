import { describe, expect, it } from 'vitest';
import { fail, ok } from '../../src/shared/result.ts';
import { recordId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { carryOut, look, see } from '../../src/transfers/look.ts';
import { subcontract } from '../../src/workflows/subcontract.ts';
import { carla, company, contractOf, harbor, procoreLine, procoreSubcontract } from '../builders.ts';
import { botOf } from '../fakes/bot.ts';
import { lastMessage, press, submit } from '../fakes/pressing.ts';
import { lastIn, lastRound, memoryOf, roundsOf } from '../fakes/reading.ts';
import { approved, hintOf, offered, saved } from './offered.ts';

const second = recordId('4402');
const line = procoreLine({ amount: cents(41_000_00) });

describe('a record', () => {
  it('is offered once, however often it is looked at', async () => {
    const bot = await offered();

    for (let times = 0; times < 5; times += 1) await hintOf(bot);
    await bot.work();
    await bot.poll();

    expect(await roundsOf(bot.store)).toHaveLength(1);
    expect(bot.chat.messages).toHaveLength(1);
  });

  it('is offered once when two workers look at the same moment', async () => {
    const bot = botOf();
    bot.procore.put(procoreSubcontract());
    const ref = { project: harbor, record: recordId('4401') };

    const looked = await Promise.all(
      [1, 2, 3].map(() => look(bot.talk, bot.site, subcontract, ref, { asOf: bot.clock.now(), unchanged: false })),
    );

    expect(looked.filter((each) => each.ok)).toEqual([ok()]);
    expect(looked).toContainEqual(fail({ kind: 'again' }));
    expect(await roundsOf(bot.store)).toHaveLength(1);
  });

  it('is offered once when what one worker saw is carried out after another was done', async () => {
    const bot = botOf();
    bot.procore.put(procoreSubcontract());
    const ref = { project: harbor, record: recordId('4401') };
    const seen = [1, 2].map(() => see(bot.talk, bot.site, subcontract, ref));

    const done: unknown[] = [];
    for (const scene of await Promise.all(seen)) if (scene.ok) done.push(await carryOut(bot.talk, scene.value));

    expect(done).toEqual([ok(), fail({ kind: 'again' })]);
    expect(await roundsOf(bot.store)).toHaveLength(1);
  });

  it('is not offered as long as its job is not live, it is not approved, or another connector runs', async () => {
    for (const bot of [botOf({ site: { company: company({ liveProjects: new Set() }) } }), botOf(), botOf()].map(
      (each, index) => Object.assign(each, { index }),
    )) {
      bot.procore.put(procoreSubcontract(bot.index === 1 ? { status: 'Draft' } : {}));
      if (bot.index === 2) bot.procore.project = { ...bot.procore.project, erpIntegrated: true };
      await hintOf(bot);
      await bot.work();

      expect(await roundsOf(bot.store)).toEqual([]);
      expect((await memoryOf(bot.store))?.resting?.why).toBe(['not_live', 'status', 'erp_integrated'][bot.index]);
    }
  });

  it('is not offered when it carries a mark already, also a foreign one', async () => {
    const bot = botOf();
    bot.procore.put(procoreSubcontract({ originId: 'theirs' }));
    await bot.poll();

    expect(await roundsOf(bot.store)).toEqual([]);
    expect((await memoryOf(bot.store))?.resting).toEqual({ why: 'linked', detail: 'theirs' });
  });

  it('is never offered again once it is synced, whatever happens to it in Procore', async () => {
    const bot = await approved();
    await bot.work();

    await saved(bot, { lines: [line], total: line.amount });
    await saved(bot, { originId: undefined });
    await saved(bot, { status: 'Draft' });
    await saved(bot, { status: 'Approved' });

    expect((await roundsOf(bot.store)).map(({ state }) => state)).toEqual(['synced']);
    expect(bot.sage.books.creates).toHaveLength(1);
  });

  it('opens its next round when it changes, which names the one before, who had approved, and the difference', async () => {
    const bot = await offered();
    await saved(bot, { retainage: 500 as never });
    await press(bot, carla, 'Approve');
    await saved(bot, { lines: [line], total: line.amount });

    const [first, middle, last] = await roundsOf(bot.store);

    expect([first?.state, middle?.state]).toEqual(['superseded', 'superseded']);
    expect(last).toMatchObject({ state: 'awaiting', round: 3, approvals: [] });
    expect(last?.previous).toMatchObject({ transfer: middle?.id, round: 2, how: 'superseded', approvedBy: ['carla'] });
    expect(last?.previous?.differences).toContainEqual({
      ...{ line: '88001', field: 'cents', before: 30_000_00, after: 41_000_00 },
    });
    expect(new Set([first, middle, last].map((round) => round?.operationKey)).size).toBe(3);
  });

  it('comes back after it was sent back only when it differs', async () => {
    const bot = await offered();
    await submit(bot, carla, 'Send back');
    await bot.work();

    await saved(bot, { private: false });
    expect(await roundsOf(bot.store)).toHaveLength(1);
    await saved(bot, { retainage: 500 as never });

    expect(await lastRound(bot.store)).toMatchObject({
      ...{
        state: 'awaiting',
        round: 2,
        previous: { how: 'sent_back', differences: [{ field: 'retainageBasisPoints' }] },
      },
    });
  });

  it('comes back as it is when a person asks', async () => {
    const bot = await offered();
    await submit(bot, carla, 'Send back');
    await bot.work();

    const actor = { platform: 'slack', user: carla.slack ?? '' } as const;
    await bot.application.conversation.ask({ actor, channel: 'C-accounting', text: 'retry SC-004' });
    await bot.work();

    expect(await lastRound(bot.store)).toMatchObject({ state: 'awaiting', round: 2 });
  });

  it('comes back as it is when its author took it back and approves it again', async () => {
    const bot = await offered();
    await submit(bot, carla, 'Send back', { reason: 'Please check the retainage', to: 'reopen' });
    await bot.work();
    await hintOf(bot);
    await bot.work();
    expect(bot.procore.record(recordId('4401'))?.status).toBe('Draft');

    await saved(bot, { status: 'Approved' });

    expect(await lastRound(bot.store)).toMatchObject({ state: 'awaiting', round: 2 });
  });

  it('is withdrawn when it is deleted or taken back, and comes back when it is ready again', async () => {
    const bot = await offered();
    await saved(bot, { status: 'Draft' });
    expect(await lastIn(bot.store, 'withdrawn')).toMatchObject({ why: 'not_ready' });

    await saved(bot, { status: 'Approved' });
    expect(await lastIn(bot.store, 'awaiting')).toMatchObject({ round: 2, previous: { how: 'withdrawn' } });

    bot.clock.advance(60_000);
    bot.procore.remove(recordId('4401'));
    await hintOf(bot);
    await bot.work();
    expect(await lastIn(bot.store, 'withdrawn')).toMatchObject({ why: 'gone' });
  });

  it('waits with its number while another record goes to it, and goes on when that one ends', async () => {
    const bot = await offered();
    bot.procore.put(contractOf(5_000_00, { id: second, number: ' sc-004' }));
    await bot.poll();
    const waiting = await lastIn(bot.store, 'blocked', second);
    expect(waiting.offer.checks.map(({ code }) => code)).toEqual(['number_reserved']);

    await submit(bot, carla, 'Send back', undefined, { message: bot.chat.messages[0] ?? lastMessage(bot.chat) });
    await bot.work();
    await bot.poll();

    expect(await lastRound(bot.store, second)).toMatchObject({ state: 'awaiting', round: 1 });
  });

  it('is looked at again once Sage is back, when it changed while Sage was away', async () => {
    const bot = await offered();
    bot.sage.down = { kind: 'unreachable', retryAfterMs: undefined };
    await saved(bot, { retainage: 500 as never });
    expect(await roundsOf(bot.store)).toHaveLength(1);

    bot.sage.down = undefined;
    await bot.workFor(120_000);

    expect(await lastRound(bot.store)).toMatchObject({ state: 'awaiting', round: 2 });
  });

  it('is asked for ever less often while Procore does not answer, and never forgotten', async () => {
    const bot = await offered();
    bot.procore.trouble = { kind: 'unavailable', retryAfterMs: undefined };
    await saved(bot, { retainage: 500 as never });
    await bot.workFor(3_600_000);
    const asked = bot.procore.calls.get('subcontract') ?? 0;

    bot.procore.trouble = undefined;
    await bot.workFor(1_200_000);

    expect(asked).toBeLessThan(25);
    expect(await lastRound(bot.store)).toMatchObject({ round: 2 });
  });

  it.each(['denied', 'not_permitted'] as const)('is found once Procore permits it again after %s', async (kind) => {
    const bot = botOf();
    bot.procore.put(procoreSubcontract());
    bot.procore.trouble = { kind };
    await hintOf(bot);
    await bot.work();

    bot.procore.trouble = undefined;
    await bot.workFor(10_000);

    expect(await lastRound(bot.store)).toMatchObject({ state: 'awaiting' });
  });
});
