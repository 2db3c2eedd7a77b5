import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OverBudget, SageProfile } from '../../src/ports/sage.ts';
import { recordId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { budgetKey, budgetRows, leftAfter, toleranceOf } from '../../src/workflows/budget.ts';
import { paddedCostCode } from '../../src/workflows/cost-code.ts';
import { procoreLine } from '../builders.ts';
import { profile } from '../fakes/fake-books.ts';
import { checksOf } from './looked-at.ts';

type Tolerance = OverBudget['tolerance'];
const rule = (tolerance: Tolerance, kind: OverBudget['rule'] = 'warn'): OverBudget => ({ rule: kind, tolerance });

describe('a tolerance', () => {
  it.each<[Tolerance, number, number]>([
    [{ type: 'none' }, 100_000, 0],
    [{ type: 'flat', cents: cents(50_00) }, 100_000, 50_00],
    [{ type: 'percent', basisPoints: 250 }, 100_000, 2_500],
    [{ type: 'percent', basisPoints: 1 }, 9_999, 0],
    [{ type: 'percent', basisPoints: 333 }, -100_000, 0],
    [{ type: 'percent_capped', basisPoints: 1_000, cents: cents(50_00) }, 100_000, 50_00],
    [{ type: 'percent_capped', basisPoints: 100, cents: cents(50_00) }, 100_000, 1_000],
  ])('of %j on a budget of %d is %d', (tolerance, budget, allowed) => {
    expect(toleranceOf(rule(tolerance), cents(budget))).toBe(allowed);
  });

  it('is none where Sage’s rule is not known', () => {
    expect(toleranceOf(undefined, cents(100_000))).toBe(0);
  });

  it('is exact for the largest budget', () => {
    expect(toleranceOf(rule({ type: 'percent', basisPoints: 9_999 }), cents(9_999_999_999))).toBe(9_998_999_999);
  });
});

describe('what is left of a budget', () => {
  const line = fc.record({
    costCode: fc.constantFrom('1', '1.000', '2', '9'),
    costType: fc.constantFrom(1, 2),
    cents: fc.integer({ min: -1_000, max: 1_000 }).map(cents),
  });

  it('is the budget less what is committed and what all lines of the code take', () => {
    const totals = ['1.000', '2.000'].flatMap((costCode) =>
      [1, 2].map((costType) => ({
        ...{ costCode, costType, invoicedCents: cents(0) },
        ...{ revisedBudgetCents: cents(10_000), committedCents: cents(700) },
      })),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const left = leftAfter(budgetRows(totals), lines);
        for (const { costCode, costType } of lines.filter((each) => each.costCode !== '9')) {
          const key = budgetKey(costCode, costType);
          const same = lines.filter((each) => budgetKey(each.costCode, each.costType) === key);
          expect(left.get(key)).toBe(9_300 - same.reduce((total, each) => total + each.cents, 0));
        }
        expect(left.has(budgetKey('9', 1))).toBe(false);
      }),
    );
  });
});

describe('a commitment over its budget', () => {
  const lines = [1, 2].map((n) => procoreLine({ id: recordId(`${n}`), position: n, amount: cents(6_000_00) }));
  const checked = (overBudget: SageProfile['overBudget'], budget: number) =>
    checksOf({
      record: { lines },
      otherwise: ({ sage: { books } }) => {
        books.profile = { ...profile, overBudget };
        books.addBudget('1042', '3300.000', 4, budget);
      },
    });

  it('is told once for a code, at its first line, with everything that leads to it', async () => {
    expect(await checked(rule({ type: 'none' }), 10_000_00)).toMatchObject([
      {
        ...{ code: 'over_budget', line: '1', cents: 2_000_00 },
        values: {
          amount: { cents: 12_000_00 },
          budget: { cents: 10_000_00 },
          committed: { cents: 0 },
          left: { cents: -2_000_00 },
        },
      },
    ]);
  });

  it('is within the budget to the cent, and over it by the next', async () => {
    expect(await checked(rule({ type: 'none' }), 12_000_00)).toEqual([]);
    expect(await checked(rule({ type: 'none' }), 11_999_99)).toMatchObject([{ cents: 1 }]);
  });

  it('is told only beyond the tolerance', async () => {
    const flat = rule({ type: 'flat', cents: cents(2_000_00) });

    expect(await checked(flat, 10_000_00)).toEqual([]);
    expect(await checked(flat, 9_999_99)).toMatchObject([{ cents: 1 }]);
  });

  it.each([
    ['none', []],
    ['warn', ['warns']],
    ['not_allow', ['blocks']],
  ] as const)('is as severe as Sage’s rule %s', async (kind, severities) => {
    const checks = await checked(rule({ type: 'none' }, kind), 10_000_00);

    expect(checks.map(({ severity }) => severity)).toEqual(severities);
  });

  it('blocks where Sage’s rule is not known', async () => {
    expect(await checked(undefined, 11_999_99)).toMatchObject([{ code: 'over_budget', severity: 'blocks' }]);
  });

  it('blocks without any budget where Sage refuses what exceeds it', async () => {
    expect(await checked(rule({ type: 'none' }, 'not_allow'), 0)).toMatchObject([
      { code: 'unbudgeted', severity: 'blocks' },
    ]);
  });
});

describe('a cost code', () => {
  it.each([
    ['2010', '2010.000'],
    ['2010.5', '2010.500'],
    ['002010.050', '2010.050'],
    [' 7 ', '7.000'],
    ['0', '0.000'],
    ['123456.789', '123456.789'],
    ['1234567', undefined],
    ['1.2345', undefined],
    ['01-500', undefined],
    ['1e3', undefined],
    ['', undefined],
  ])('%j is %s in Sage', (text, padded) => {
    expect(paddedCostCode(text)).toBe(padded);
  });
});
