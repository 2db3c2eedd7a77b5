import { expect, it } from 'vitest';
import { recordId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import type { CalendarDate } from '../../src/shared/dates.ts';
import { actApprove } from '../../src/transfers/act.ts';
import { memoryKey } from '../../src/transfers/keys.ts';
import { carla, company, contractOf, harbor, policy, start } from '../builders.ts';
import { botOf } from '../fakes/bot.ts';
import { lastRound } from '../fakes/reading.ts';

it('has what waits for a commitment looked at again by the commitment itself, without another poll', async () => {
  const bot = botOf();
  const contract = contractOf(10_000_00);
  const record = recordId('9901');
  bot.procore.put(contract);
  bot.procore.changeOrders.set(record, {
    ...{ id: record, project: harbor, number: '001', title: 'More concrete', status: 'approved', private: false },
    commitment: { kind: 'subcontract', record: contract.id },
    ...{ packageId: recordId('9902'), total: cents(500_00), reason: '', originId: undefined },
    ...{ date: '2026-06-01' as CalendarDate, createdBy: undefined, createdAt: start, updatedAt: start, lines: [] },
  });
  await bot.poll();
  // a look that has to be tried again comes a moment later
  await bot.workFor(5_000);
  const key = memoryKey(company().id, 'change_order', record);
  const codes = async (): Promise<readonly unknown[]> => {
    const { items } = await bot.store.find({ index: 'transfers.record', key });
    const { offer } = items.at(-1)?.value as unknown as { offer: { checks: readonly { code: string }[] } };
    return offer.checks.map(({ code }) => code);
  };
  expect(await codes()).toContain('commitment_not_linked');

  const { id, offer } = await lastRound(bot.store);
  const act = { person: carla, platform: 'slack', at: bot.clock.now(), policy: policy() } as const;
  const pressed = await actApprove(bot.talk, id, { terms: offer.terms, ticks: [] }, act);
  await bot.work();

  expect(pressed.ok).toBe(true);
  expect(await codes()).not.toContain('commitment_not_linked');
});
