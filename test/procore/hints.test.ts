import { describe, expect, it } from 'vitest';
import { eventOf, liveBot, type LiveBot } from './live-bot.ts';

const reads = ({ bench }: LiveBot): number =>
  bench.calls.filter(({ path }) => /work_order_contracts(\/\d+)?$/.test(path)).length;

describe('webhooks of Procore', () => {
  it('F4: the same webhook a hundred times is one look and one card', async () => {
    const live = await liveBot();
    const record = await live.bench.subcontract();
    const event = eventOf(live, record);

    const answers = await Promise.all(Array.from({ length: 100 }, () => live.deliver(event)));
    await live.bot.work();
    live.bench.clock.advance(60_000);
    const later = await live.deliver(event);
    await live.bot.work();

    expect(new Set([...answers, later].map(({ status }) => status))).toEqual(new Set([200]));
    expect(reads(live)).toBe(1);
    expect(await live.rounds(record)).toHaveLength(1);
    expect(live.bot.chat.messages).toHaveLength(1);
  });

  it('F4: a webhook that was heard before a restart is known after it', async () => {
    const live = await liveBot();
    const record = await live.bench.subcontract();
    const event = eventOf(live, record);
    await live.deliver(event);
    await live.bot.work();
    const restarted = await liveBot({ store: live.bot.store });

    await restarted.deliver(event);
    await restarted.bot.work();

    expect(reads(restarted)).toBe(0);
  });

  it('F5: an update that comes before its create, and an old one after a new one, end at what Procore says now', async () => {
    const live = await liveBot();
    const record = await live.bench.subcontract({ title: 'First' });
    const created = eventOf(live, record, { reason: 'create' });
    live.bench.clock.advance(60_000);
    await live.bench.emulator.change('work_order_contracts', record, { title: 'Second' });
    const updated = eventOf(live, record);

    await live.deliver(updated);
    await live.bot.work();
    live.bench.clock.advance(5_000);
    await live.deliver(created);
    await live.bot.work();

    const rounds = await live.rounds(record);
    expect(rounds.map(({ offer }) => offer.subject.title)).toEqual(['Second']);
  });

  it('F5: a delete that comes late does not take away a record that stands', async () => {
    const live = await liveBot();
    const record = await live.bench.subcontract();

    await live.deliver(eventOf(live, record, { reason: 'delete' }));
    await live.bot.work();

    expect((await live.rounds(record)).map(({ state }) => state)).not.toContain('withdrawn');
  });

  it('F7: a storm of 2,000 events about one record is answered in time and costs a look a second at most', async () => {
    const live = await liveBot();
    const record = await live.bench.subcontract();
    const began = Date.now();
    let slowestMs = 0;
    const storm = { over: false };
    const deliver = async (): Promise<number> => {
      const sentAt = Date.now();
      const { status } = await live.deliver(eventOf(live, record));
      slowestMs = Math.max(slowestMs, Date.now() - sentAt);
      return status;
    };
    const working = (async () => {
      for (; !storm.over; await new Promise((resolve) => setImmediate(resolve))) await live.bot.work();
    })();

    const statuses = new Set<number>();
    for (let wave = 0; wave < 20; wave += 1) {
      for (const status of await Promise.all(Array.from({ length: 100 }, deliver))) statuses.add(status);
    }
    storm.over = true;
    await working;
    live.bench.clock.advance(2_000);
    await live.bot.work();

    expect([...statuses]).toEqual([200]);
    expect(slowestMs).toBeLessThan(5_000);
    expect(reads(live)).toBeLessThanOrEqual(2 + (Date.now() - began) / 1_000);
    expect(live.bot.chat.messages).toHaveLength(1);
  }, 30_000);

  it('drops the echo of its own writes, once Procore has said who it is', async () => {
    const live = await liveBot();
    const record = await live.bench.subcontract();
    const own = live.bench.emulator.company.serviceUserId;
    await live.bot.poll();
    await live.deliver(eventOf(live, record, { user_id: '503' }));
    await expect.poll(() => live.bench.procore.ownUser()).toBe(own);
    live.bench.clock.advance(5_000);
    await live.bot.work();
    const before = reads(live);

    const answer = await live.deliver(eventOf(live, record, { user_id: own }));
    await live.bot.work();

    expect([answer.status, reads(live) - before]).toEqual([200, 0]);
  });

  it('takes what concerns no workflow, another company or the whole project, and looks at no record', async () => {
    const live = await liveBot();
    const record = await live.bench.subcontract();

    const answers = [
      await live.deliver(eventOf(live, record, { company_id: '12345' })),
      await live.deliver(eventOf(live, record, { resource_type: 'RFIs' })),
      await live.deliver(eventOf(live, record, { resource_type: 'Work Order Contract Line Items' })),
    ];
    await live.bot.work();

    expect(answers.map(({ status }) => status)).toEqual([202, 202, 200]);
    expect([reads(live), live.pollsAsked()]).toEqual([0, 1]);
    expect(live.logged()).toContain('procore.webhook_ignored');
  });
});
