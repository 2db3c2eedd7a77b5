import { describe, expect, it } from 'vitest';
import type { World } from '../../adapters/sandbox/tour/sandbox-client.ts';
import { totalsOf, totalsTable } from '../../adapters/sandbox/tour/totals.ts';

/** One commitment over 100.00, billed for 40.00 with 4.00 held, as both systems would show it. */
function world(sage: { readonly committed: number; readonly billed: number; readonly held: number }): World {
  const line = { id: '11', amount: '100.00', cost_code: { full_code: '3310.000' }, line_item_type: { code: 'S' } };
  return {
    procore: {
      projects: [],
      work_order_contracts: [
        { id: '1', number: 'SC-1', status: 'Approved', origin_id: 'K1', line_items: [line] },
        { id: '2', number: 'SC-2', status: 'Approved', origin_id: null, line_items: [{ ...line, id: '21' }] },
      ],
      requisitions: [
        {
          ...{ id: '5', number: 1, status: 'approved', commitment_id: '1', origin_id: 'A1' },
          summary: {
            current_payment_due: '36.00',
            total_completed_and_stored_to_date: '40.00',
            total_retainage: '4.00',
          },
          items: [{ line_item_id: '11', total_completed_and_stored_to_date: '40.00' }],
        },
      ],
    },
    sage: {
      subcontracts: [
        {
          ...{ key: 'K1', number: 'SC-1', jobNumber: '9', retainageBasisPoints: 1_000, lines: [] },
          retainageHeldCents: sage.held,
        },
      ],
      payable_invoices: [],
      totals: [
        {
          ...{ job: '9', costCode: '3310.000', costType: 4, fromCcoCents: 0 },
          ...{ committedCents: sage.committed, invoicedCents: sage.billed },
        },
      ],
      writes: 0,
    },
    slack: { messages: [] },
    teams: { messages: [] },
  };
}

const apart = (sage: Parameters<typeof world>[0]): readonly string[] =>
  totalsOf(world(sage), { S: 4 })
    .filter(({ amount }) => amount.procore !== amount.sage)
    .map(({ what }) => what);

describe('the totals of both books', () => {
  it('are equal when they are, what is not in Sage left out', () => {
    expect(apart({ committed: 100_00, billed: 40_00, held: 4_00 })).toEqual([]);
  });

  it.each([
    ['commitments', { committed: 100_01, billed: 40_00, held: 4_00 }],
    ['billed', { committed: 100_00, billed: 39_99, held: 4_00 }],
    ['retainage', { committed: 100_00, billed: 40_00, held: 3_99 }],
  ] as const)('show a cent that %s are apart', (what, sage) => {
    expect(apart(sage)).toEqual([what]);
    const table = totalsTable(totalsOf(world(sage), { S: 4 }));
    expect(table.filter((line) => line.endsWith('apart'))).toHaveLength(1);
  });
});

/** A purchase order over 50.00 with 7.50 added by its change order, and 2.50 on the subcontract's code by another. */
function changedWorld(added: { readonly order: number; readonly subcontract: number }): World {
  const standing = world({ committed: 160_00, billed: 40_00, held: 4_00 });
  const code = { costCode: '3310.000', costType: 4 };
  const coded = { cost_code: { full_code: '3310.000' }, line_item_type: { code: 'S' } };
  const wbs = { wbs_code: { flat_code: '3310.000.S' } };
  const order = { id: '3', number: 'PO-1', status: 'Approved', origin_id: 'P1' };
  return {
    ...standing,
    procore: {
      ...standing.procore,
      purchase_order_contracts: [{ ...order, line_items: [{ id: '31', amount: '50.00', ...coded }] }],
      commitment_change_orders: [
        { origin_id: 'P1/2', line_items: [{ id: '41', amount: '7.50', ...wbs }] },
        { origin_id: 'C1', line_items: [{ id: '42', amount: '2.50', ...wbs }] },
        { origin_id: null, line_items: [{ id: '43', amount: '99.00', ...wbs }] },
      ],
    },
    sage: {
      ...standing.sage,
      purchase_orders: [
        {
          ...{ key: 'P1', jobNumber: '9' },
          lines: [
            { ...code, cents: 50_00 },
            { ...code, cents: added.order, operationKey: 'k' },
          ],
        },
      ],
      totals: [{ job: '9', ...code, fromCcoCents: added.subcontract, committedCents: 160_00, invoicedCents: 40_00 }],
    },
  };
}

describe('changes in the totals of both books', () => {
  const changes = (added: Parameters<typeof changedWorld>[0]): object | undefined =>
    totalsOf(changedWorld(added), { S: 4 }).find(({ what }) => what === 'changes')?.amount;

  it('are those of subcontracts and the lines added to purchase orders, beside what was committed at first', () => {
    const rows = totalsOf(changedWorld({ order: 7_50, subcontract: 2_50 }), { S: 4 });

    expect(rows.find(({ what }) => what === 'changes')?.amount).toEqual({ procore: 10_00, sage: 10_00 });
    expect(rows.find(({ what }) => what === 'commitments')?.amount).toEqual({ procore: 150_00, sage: 150_00 });
  });

  it.each([
    ['a purchase order', { order: 7_51, subcontract: 2_50 }],
    ['a subcontract', { order: 7_50, subcontract: 2_51 }],
  ])('show a cent too much on %s', (_of, added) => {
    expect(changes(added)).toEqual({ procore: 10_00, sage: 10_01 });
  });
});
