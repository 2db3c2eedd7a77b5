import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProcoreRequisition, RequisitionItem } from '../../src/ports/requisition.ts';
import { cents } from '../../src/shared/money.ts';
import { computeBilling, type BillingProblem } from '../../src/workflows/invoice-arithmetic.ts';
import { atOnce } from '../../src/shared/steps.ts';
import { payApplications, type Entry, type Period } from './pay-application.ts';

/** Gross, held, released and net of each requisition, after all cross-checks held. */
function totals(periods: readonly Period[]): readonly (readonly number[])[] {
  const all = payApplications(periods);
  return all.map((requisition, index) => {
    const { billing, problems } = atOnce(computeBilling(requisition, all[index - 1]));
    expect(problems).toEqual([]);
    return [billing?.gross ?? NaN, billing?.held ?? NaN, billing?.released ?? NaN, billing?.net ?? NaN];
  });
}

describe('what a requisition bills', () => {
  it('posts stored materials once: stored in #1, part moved in #2, the rest in #3', () => {
    const periods: readonly Period[] = [
      // 40,000.00 installed and 20,000.00 stored, 10 % of each held
      { lines: { a: { work: 40_000_00, held: 4_000_00, stored: 20_000_00, storedRetained: 2_000_00 } } },
      // 12,000.00 of the store is installed and 5,000.00 besides; 8,000.00 stay in store. Gross 17,000 + 8,000 - 20,000
      // = 5,000.00; the retainage of the 12,000.00 moves along, so that only that of the 5,000.00 is new
      { lines: { a: { work: 17_000_00, held: 1_700_00, stored: 8_000_00, storedRetained: 800_00 } } },
      // the rest of 8,000.00 is installed and nothing besides: nothing new is billed and nothing new is held
      { lines: { a: { work: 8_000_00, held: 800_00 } } },
    ];

    expect(totals(periods)).toEqual([
      [60_000_00, 6_000_00, 0, 54_000_00],
      [5_000_00, 500_00, 0, 4_500_00],
      [0, 0, 0, 0],
    ]);
  });

  it('bills the same where Procore moves the stored materials by itself', () => {
    const periods: readonly Period[] = [
      { lines: { a: { work: 40_000_00, held: 4_000_00, stored: 20_000_00, storedRetained: 2_000_00 } } },
      // 20,000.00 count as installed before; 5,000.00 are new work, and 3,000.00 new in store
      {
        lines: { a: { work: 5_000_00, held: 500_00, stored: 3_000_00, storedRetained: 300_00 } },
        moves: true,
      },
      { lines: {}, moves: true },
    ];

    expect(totals(periods)).toEqual([
      [60_000_00, 6_000_00, 0, 54_000_00],
      [8_000_00, 800_00, 0, 7_200_00],
      [0, 0, 0, 0],
    ]);
  });

  it('takes a retainage rate that changes in mid-job as it is: 10 % in #1, 5 % in #2', () => {
    const periods: readonly Period[] = [
      { lines: { a: { work: 50_000_00, held: 5_000_00 } } },
      { lines: { a: { work: 30_000_00, held: 1_500_00 } } },
    ];

    expect(totals(periods)).toEqual([
      [50_000_00, 5_000_00, 0, 45_000_00],
      [30_000_00, 1_500_00, 0, 28_500_00],
    ]);
  });

  it('sums different rates on work and on stored materials, and of several lines, into one amount held', () => {
    // 10 % of 12,345.67 is 1,234.57; 5 % of 4,321.09 is 216.05; the second line holds nothing
    const lines = {
      a: { work: 12_345_67, held: 1_234_57, stored: 4_321_09, storedRetained: 216_05 },
      b: { work: 999_99 },
    };

    expect(totals([{ lines }])).toEqual([[17_666_75, 1_450_62, 0, 16_216_13]]);
  });

  it('keeps apart what a final bill holds and what it releases', () => {
    const periods: readonly Period[] = [
      { lines: { a: { work: 90_000_00, held: 9_000_00 } } },
      // the last 10,000.00 with 1,000.00 held, and all 10,000.00 released: 10,000 - 1,000 + 10,000 are due
      { lines: { a: { work: 10_000_00, held: 1_000_00, released: 10_000_00 } } },
    ];

    expect(totals(periods)).toEqual([
      [90_000_00, 9_000_00, 0, 81_000_00],
      [10_000_00, 1_000_00, 10_000_00, 19_000_00],
    ]);
  });

  it('lets a line go down inside a larger bill, and a whole bill below zero', () => {
    const first = { lines: { a: { work: 8_000_00, held: 800_00 }, b: { work: 5_000_00, held: 500_00 } } };
    const smaller = { lines: { a: { work: -1_000_00, held: -100_00 }, b: { work: 3_000_00, held: 300_00 } } };
    const credit = { lines: { b: { work: -2_500_00, held: -250_00 } } };

    expect(totals([first, smaller, credit])).toEqual([
      [13_000_00, 1_300_00, 0, 11_700_00],
      [2_000_00, 200_00, 0, 1_800_00],
      [-2_500_00, -250_00, 0, -2_250_00],
    ]);
  });

  it('agrees with a sheet kept by hand, whatever is billed, stored, held and released', () => {
    const amount = fc.integer({ min: -9_999_99, max: 99_999_999 });
    const entry: fc.Arbitrary<Entry> = fc.record({
      work: amount,
      stored: fc.nat(99_999_999),
      held: amount,
      storedRetained: fc.nat(9_999_999),
    });
    const period = fc.record({
      lines: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), entry, { minKeys: 1 }),
      moves: fc.boolean(),
    });

    fc.assert(
      fc.property(fc.array(period, { minLength: 1, maxLength: 6 }), (periods) => {
        const all = payApplications(periods);
        let [gross, held] = [0, 0];
        for (const [index, requisition] of all.entries()) {
          const { billing, problems } = atOnce(computeBilling(requisition, all[index - 1]));
          gross += billing?.gross ?? NaN;
          held += (billing?.held ?? NaN) - (billing?.released ?? NaN);
          expect(problems).toEqual([]);
          expect([gross, held]).toEqual([requisition.summary.toDate, requisition.summary.totalRetainage]);
        }
      }),
    );
  });
});

describe('figures that cannot be taken', () => {
  const [first, second] = payApplications([
    { lines: { a: { work: 10_000_00, held: 1_000_00, stored: 500_00, storedRetained: 50_00 } } },
    { lines: { a: { work: 5_000_00, held: 500_00, stored: 500_00, storedRetained: 50_00 } } },
  ]) as readonly [ProcoreRequisition, ProcoreRequisition];

  function problemsWith(item: Partial<RequisitionItem>, summary: Partial<ProcoreRequisition['summary']> = {}) {
    const items = second.items.map((standing) => ({ ...standing, ...item }));
    return atOnce(computeBilling({ ...second, items, summary: { ...second.summary, ...summary } }, first)).problems;
  }
  const kindsOf = (problems: readonly BillingProblem[]): readonly string[] => problems.map(({ kind }) => kind);

  it.each([
    'toDate',
    'before',
    'workThisPeriod',
    'storedNow',
    'storedBefore',
    'workRetainedBefore',
    'workRetainedThisPeriod',
    'workReleased',
    'storedRetained',
    'storedReleased',
  ] as const)('are those of a line without %s: nothing is guessed', (field) => {
    expect(kindsOf(problemsWith({ [field]: undefined }))).toEqual(['missing']);
  });

  it.each(['paymentDue', 'tax'] as const)('are those of a summary without %s', (field) => {
    expect(kindsOf(problemsWith({}, { [field]: undefined }))).toEqual(['missing']);
  });

  it('are cumulative figures that the parts do not add up to', () => {
    expect(problemsWith({ workThisPeriod: cents(4_999_99) })).toEqual([
      { kind: 'parts_differ', label: '1', ours: 5_000_00, theirs: 4_999_99 },
    ]);
  });

  it('are those that make another payment due than Procore does', () => {
    expect(problemsWith({}, { paymentDue: cents(4_500_01) })).toEqual([
      { kind: 'due_differs', label: '', ours: 4_500_00, theirs: 4_500_01 },
    ]);
  });

  it('are those that do not go on where the requisition before ended', () => {
    const alone = atOnce(computeBilling(second, undefined)).problems;
    expect(kindsOf(alone)).toEqual(['due_differs', 'before_differs', 'retainage_before_differs']);
  });

  it('are a release of more than is held', () => {
    const released = problemsWith({ workReleased: cents(2_000_00) }, { paymentDue: cents(6_500_00) });
    expect(released).toContainEqual({ kind: 'released_too_much', label: '1', ours: 2_000_00, theirs: 1_550_00 });
  });
});
