import { describe, expect, it } from 'vitest';
import { recordId, type RecordId } from '../../src/shared/ids.ts';
import { actApprove } from '../../src/transfers/act.ts';
import { carla, contractOf, policy } from '../builders.ts';
import { botOf, type Bot } from '../fakes/bot.ts';
import { lastRound } from '../fakes/reading.ts';

const hourMs = 3_600_000;
const count = 500;
const ids: readonly RecordId[] = Array.from({ length: count }, (_, n) => recordId(String(10_000 + n)));
/** No card is needed to decide, and posting 500 is another test's business. */
const silent = { channels: (): [] => [] };

async function approve(bot: Bot, record: RecordId): Promise<boolean> {
  const { id, offer } = await lastRound(bot.store, record);
  const act = { person: carla, platform: 'slack', at: bot.clock.now(), policy: policy() } as const;
  return (await actApprove(bot.talk, id, { terms: offer.terms, ticks: [] }, act)).ok;
}

/** 500 subcontracts of 1.00, each approved while Sage is away. */
async function queued(): Promise<Bot> {
  const bot = botOf(silent);
  for (const [n, id] of ids.entries()) {
    bot.procore.put(contractOf(1_00, { id, number: `D-${n}` }));
  }
  await bot.poll();
  bot.sage.down = { kind: 'unreachable', retryAfterMs: undefined };
  for (const id of ids) expect(await approve(bot, id)).toBe(true);
  expect((await lastRound(bot.store, ids[0])).state).toBe('approved');
  await bot.work('transfer');
  return bot;
}

describe('a day without Sage', () => {
  it('F25: leaves 500 approvals in the queue, and each of them in Sage once when it is back', async () => {
    const bot = await queued();
    for (let hour = 0; hour < 24; hour += 1) {
      bot.clock.advance(hourMs);
      await bot.work('transfer');
    }
    expect(bot.sage.books.creates).toHaveLength(0);
    const states = await Promise.all(ids.map(async (id) => (await lastRound(bot.store, id)).state));
    expect(new Set(states)).toEqual(new Set(['approved']));

    bot.sage.down = undefined;
    await bot.workFor(hourMs);

    const numbers = bot.sage.books.creates.map(({ document }) => document['number']);
    expect(numbers).toHaveLength(count);
    expect(new Set(numbers).size).toBe(count);
    expect((await lastRound(bot.store, ids[0])).state).toBe('synced');
    expect(bot.errors).toEqual([]);
  }, 120_000);

  it('F25: sends nothing that changed, or met a new warning, while Sage was away', async () => {
    const bot = await queued();
    const [changed = recordId('0'), warned = recordId('0')] = ids;
    bot.clock.advance(12 * hourMs);
    bot.procore.edit(changed, { title: 'Other works' });
    const job = bot.sage.books.jobs.get('1042');
    if (job !== undefined) bot.sage.books.jobs.set('1042', { ...job, status: 5 });

    bot.sage.down = undefined;
    await bot.workFor(hourMs);

    expect(bot.sage.books.creates).toHaveLength(0);
    expect((await lastRound(bot.store, changed)).state).toBe('awaiting');
    expect((await lastRound(bot.store, warned)).state).toBe('awaiting');
  }, 120_000);
});
