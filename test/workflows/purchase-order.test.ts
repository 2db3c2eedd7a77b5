import { describe, expect, it } from 'vitest';
import type { ProcoreOrderLine, ProcorePurchaseOrder } from '../../src/ports/procore.ts';
import { recordId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import type { Settings } from '../../src/transfers/settings.ts';
import { orderLine } from '../builders.ts';
import { profile } from '../fakes/fake-books.ts';
import type { World } from '../fakes/bot.ts';
import { orderLookedAt } from './looked-at.ts';

/** An installation that holds four decimals of a quantity and six of a price, and rounds half up. */
const fine = { decimals: { quantity: 4, unitPrice: 6 }, rounding: 'half_up' as const };

async function looked(
  lines: readonly Partial<ProcoreOrderLine>[],
  around: {
    readonly profile?: Partial<typeof profile>;
    readonly settings?: Partial<Settings>;
    readonly order?: Partial<ProcorePurchaseOrder>;
  } = {},
) {
  const answer = await orderLookedAt({
    record: {
      ...around.order,
      lines: lines.map((line, index) =>
        orderLine({ id: recordId(String(89_001 + index)), position: index + 1, ...line }),
      ),
    },
    settings: around.settings ?? {},
    otherwise: (world: World) => {
      world.sage.books.profile = { ...profile, ...fine, ...around.profile };
      world.sage.books.addBudget('1042', '3300.000', 2, 500_000_00);
    },
  });
  if (answer.kind !== 'ready') throw new Error(`the order is ${answer.kind}`);
  return answer;
}

const checksOf = async (...asked: Parameters<typeof looked>) =>
  (await looked(...asked)).offer.checks.map(({ code, severity, line }) => `${severity} ${code} ${line}`);

describe('a purchase order', () => {
  it('goes to Sage with quantity, unit cost and the amount of Procore on each line', async () => {
    const { document, offer } = await looked([{}]);

    expect(offer.checks).toEqual([]);
    expect(document).toMatchObject({
      number: 'PO-007',
      vendorNumber: '217',
      jobNumber: '1042',
      status: 1,
      lines: [
        {
          lineRef: '89001',
          quantity: '100',
          unitPrice: '125',
          unit: 'cy',
          costCode: '3300.000',
          costType: 2,
          cents: 12_500_00,
        },
      ],
    });
  });

  it('shows what its card must say, most important first', async () => {
    const { offer } = await looked([{}]);

    expect(offer.facts.map(({ name }) => name).slice(0, 4)).toEqual(['vendor', 'amount', 'job', 'number_in_sage']);
    expect(offer.facts).toContainEqual({
      name: 'rounding',
      value: { type: 'text', text: 'exact to the cent on every line' },
    });
    expect(offer.facts).toContainEqual({ name: 'delivery', value: { type: 'date', date: '2026-06-15' } });
    expect(offer.table.columns).toContain('unit_cost');
  });

  it.each([
    // 3 x 33.335 = 100.005: half a cent goes up to 100.01 and, to even, down to 100.00
    ['half_up', '3', '33.335', 100_01, []],
    ['half_up', '3', '33.335', 100_00, ['blocks extension_differs 1']],
    ['half_even', '3', '33.335', 100_00, []],
    ['half_even', '3', '33.335', 100_01, ['blocks extension_differs 1']],
    // 7 x 0.142857 = 0.999999, a dollar by either rule; 1.1 x 1.1 = 1.21 to the cent, which a float makes 1.2100000000000002
    ['half_up', '7', '0.142857', 1_00, []],
    [undefined, '1.1', '1.1', 1_21, []],
    // where the rounding is not known, half a cent is nobody's guess
    [undefined, '3', '33.335', 100_01, ['blocks extension_differs 1']],
    [undefined, '3', '33.333', 100_00, []],
    // a deduction rounds away from zero as its counterpart does
    ['half_up', '-3', '33.335', -100_01, []],
  ] as const)(
    'with rounding %s makes %s x %s = %s cents, else it blocks',
    async (rounding, quantity, unitCost, amount, found) => {
      const priced = { quantity, unitCost, amount: cents(amount) };

      expect(await checksOf([priced], { profile: { rounding } })).toEqual(found);
    },
  );

  it('says both amounts when Sage would make another one', async () => {
    const { offer, document } = await looked([{ quantity: '10', unitCost: '12.50', amount: cents(125_01) }]);

    expect(document).toBeUndefined();
    expect(offer.checks).toEqual([
      expect.objectContaining({
        code: 'extension_differs',
        cents: 1,
        values: { amount: { type: 'money', cents: 125_01 }, made: { type: 'money', cents: 125_00 } },
      }),
    ]);
  });

  it('blocks decimals that Sage does not hold, and lines without a price', async () => {
    const lines = [
      { quantity: '1.00001', unitCost: '100', amount: cents(100_00) },
      { quantity: undefined, amount: cents(5_00) },
    ];

    expect(await checksOf(lines)).toEqual(['blocks price_too_fine 1', 'blocks price_missing 2']);
  });

  it('blocks an order of amounts, unless lump sums are allowed: then each is ticked by its amount', async () => {
    const amounts = { order: { accountingMethod: 'amount' as const } };
    const lump = await looked([{ quantity: undefined, unitCost: undefined }], {
      ...amounts,
      settings: { poRounding: 'oneLumpSum' },
    });

    expect(await checksOf([{}], amounts)).toEqual(['blocks order_amount_based 1']);
    expect(lump.offer.checks).toEqual([
      expect.objectContaining({ code: 'goes_as_lump_sum', severity: 'warns', cents: 12_500_00 }),
    ]);
    expect(lump.document).toMatchObject({ lines: [{ quantity: '1', unitPrice: '12500', cents: 12_500_00 }] });
  });

  it('blocks tax, and waits in Procore while it is not approved', async () => {
    expect(await checksOf([{ taxCode: '7' }])).toEqual(['blocks tax_present 1']);

    for (const status of ['Draft', 'Submitted', 'Received', 'Closed']) {
      const answer = await orderLookedAt({ record: { status } });
      expect(answer).toMatchObject({ kind: 'not_ready', why: 'status', detail: status });
    }
  });
});
