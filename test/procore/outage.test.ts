import { describe, expect, it } from 'vitest';
import type { RecordId } from '../../src/shared/ids.ts';
import { liveBot, secret, type LiveBot } from './live-bot.ts';

const hourMs = 3_600_000;

/** Procore's own clock goes on while nobody gets through: retries, and at last it gives up. */
async function pass(live: LiveBot, hours: number): Promise<void> {
  for (let minutes = 0; minutes < hours * 60; minutes += 15) {
    live.bench.clock.advance(15 * 60_000);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

async function changedWhileAway(live: LiveBot): Promise<readonly RecordId[]> {
  live.bench.emulator.registerHook({ url: live.webhooksUrl, authorization: secret });
  live.outage.on = true;
  const records: RecordId[] = [];
  for (let n = 0; n < 30; n += 1) {
    records.push(await live.bench.subcontract({ number: `SC-${n}` }));
    await pass(live, 0.25);
  }
  await pass(live, 13);
  return records;
}

async function discarded(live: LiveBot): Promise<number> {
  const read = await live.bench.procore.discardedEvents();
  return read.ok ? read.value.length : -1;
}

describe('after an outage', () => {
  it('F6: a webhook endpoint that was down for 13 hours loses nothing and doubles nothing', async () => {
    const live = await liveBot();
    await live.bot.poll();
    const records = await changedWhileAway(live);
    expect(await discarded(live)).toBeGreaterThanOrEqual(30);
    live.outage.on = false;
    const before = live.calls();

    await live.bot.application.recover(live.bot.site.company.id);
    await live.bot.poll();
    live.bench.clock.advance(2_000);
    await live.bot.work();
    await live.bot.application.recover(live.bot.site.company.id);
    await live.bot.poll();

    const rounds = await Promise.all(records.map((record) => live.rounds(record)));
    expect(rounds.map((each) => each.length)).toEqual(records.map(() => 1));
    expect(live.bot.chat.messages.length).toBeLessThanOrEqual(records.length);
    // lists of every kind, twice, and not a call for each record
    expect(live.calls() - before).toBeLessThan(20);
  }, 60_000);

  it('F6: what Procore gave up telling says who made the change', async () => {
    const live = await liveBot();
    await live.bot.poll();
    const record = await live.bench.subcontract({ number: 'SC-1' });
    live.bench.clock.advance(60_000);
    live.bench.emulator.registerHook({ url: live.webhooksUrl, authorization: secret });
    live.outage.on = true;
    await live.bench.emulator.change('work_order_contracts', record, { title: 'Changed' });
    await pass(live, 14);
    live.outage.on = false;

    await live.bot.application.recover(live.bot.site.company.id);
    live.bench.clock.advance(2_000);
    await live.bot.work();

    const [round] = await live.rounds(record);
    expect(round?.offer.authors.lastEditorKnown).toBe(true);
  }, 60_000);

  it('F6: without leave to read the deliveries the poll alone finds everything', async () => {
    const live = await liveBot();
    await live.bot.poll();
    const records = await changedWhileAway(live);
    live.outage.on = false;

    await live.bot.poll();

    const rounds = await Promise.all(records.map((record) => live.rounds(record)));
    expect(rounds.map((each) => each.length)).toEqual(records.map(() => 1));
  }, 60_000);

  it('hears what was given up once, also over a restart', async () => {
    const live = await liveBot();
    await changedWhileAway(live);
    live.outage.on = false;
    const { id } = live.bot.site.company;
    await live.bot.application.recover(id);
    live.bench.clock.advance(2_000);
    await live.bot.work();
    const restarted = await liveBot({ store: live.bot.store, sites: () => [live.bot.site] });
    live.bench.clock.advance(2 * hourMs);

    await restarted.bot.application.recover(id);

    expect((await live.bot.store.health()).backlog.look).toBe(0);
  }, 60_000);
});
