import { transferCard } from '../../src/chat/transfer-card.ts';
import type { ProcoreChangeOrder } from '../../src/ports/change-order.ts';
import { calendarDate, type CalendarDate } from '../../src/shared/dates.ts';
import { operationKey, procoreUserId, recordId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import type { Looked } from '../../src/transfers/flow.ts';
import { changeOrder } from '../../src/workflows/change-order.ts';
import { invoice } from '../../src/workflows/invoice.ts';
import { purchaseOrder } from '../../src/workflows/purchase-order.ts';
import { harbor, people, policy, procoreSubcontract, start } from '../builders.ts';
import { botOf } from '../fakes/bot.ts';
import { inState, states } from '../transfers/transfer-builders.ts';
import { footings, invoiceOffered } from '../workflows/billed-at.ts';
import { alone, orderLookedAt } from '../workflows/looked-at.ts';
import type { NamedCard } from './sample-cards.ts';

const change: ProcoreChangeOrder = {
  ...{ id: recordId('5501'), project: harbor, number: '001', title: 'Deeper footings', status: 'approved' },
  ...{ private: false, commitment: { kind: 'subcontract', record: recordId('4401') }, packageId: recordId('5601') },
  ...{ total: cents(1_500_00), reason: '', originId: undefined, createdBy: procoreUserId('503') },
  ...{ date: calendarDate('2026-05-25') as CalendarDate, createdAt: start, updatedAt: start },
  lines: [
    {
      ...{ id: recordId('5701'), position: 1, description: 'Footings', costCode: '3300', costType: 'S' },
      ...{ amount: cents(1_500_00), quantity: undefined, unitCost: undefined, unit: undefined, taxCode: undefined },
      commitmentLine: recordId(footings),
    },
  ],
};

/** A change that adds to a line of a subcontract which stands in Sage. */
async function changeLookedAt(): Promise<Looked> {
  const bot = botOf();
  const { key } = bot.sage.books.enterByHand({
    ...{ number: 'SC-004', vendorNumber: '217', jobNumber: '1042', status: 4, retainageBasisPoints: 1_000 },
    lines: [
      {
        ...{ lineRef: footings, description: 'Footings', costCode: '3300.000', costType: 4 },
        ...{ cents: 30_000_00, changeCents: 0, billedCents: 12_000_00 },
      },
    ],
    retainageHeldCents: 1_200_00,
  });
  bot.procore.put(procoreSubcontract({ originId: key }));
  bot.procore.changeOrders.set(change.id, change);
  const known = { ...alone, edits: [], operationKey: operationKey('op-1'), now: bot.clock.now() };
  return changeOrder.look(bot.site, { project: harbor, record: change.id }, known);
}

const looks = [
  { workflow: purchaseOrder, looked: await orderLookedAt() },
  { workflow: changeOrder, looked: await changeLookedAt() },
  { workflow: invoice, looked: await invoiceOffered() },
];

/** Each kind beside the subcontract, in each state. */
export const cards: readonly NamedCard[] = looks.flatMap(({ workflow, looked }) => {
  if (looked.kind !== 'ready') throw new Error(`the ${workflow.kind} is ${looked.kind}`);
  const { offer } = looked;
  return states.map((state) => ({
    name: `${workflow.kind}-${state}`,
    card: transferCard(inState(state, { kind: workflow.kind, offer }), {
      ...{ people, policy: policy(), timeZone: 'America/Chicago', workflow },
    }),
  }));
});
