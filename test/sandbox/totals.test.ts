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
