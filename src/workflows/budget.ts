import { groupedBy } from '../shared/grouped.ts';
import { cents, sum, type Cents } from '../shared/money.ts';
import type { OverBudget } from '../ports/sage.ts';
import type { JobTotal } from '../ports/sage-directory.ts';
import { paddedCostCode } from './cost-code.ts';

/** What one cost code and type of a job has left before this document. */
export interface BudgetRow {
  readonly budgetCents: Cents;
  readonly committedCents: Cents;
}

export function budgetKey(costCode: string, costType: number): string {
  return `${paddedCostCode(costCode) ?? costCode}/${costType}`;
}

export function budgetRows(totals: readonly JobTotal[]): ReadonlyMap<string, BudgetRow> {
  return new Map(
    totals.map((total) => [
      budgetKey(total.costCode, total.costType),
      { budgetCents: total.revisedBudgetCents, committedCents: total.committedCents },
    ]),
  );
}

/** The lines of each code and type, in the order of their first. */
export function byBudget<L extends { readonly costCode: string; readonly costType: number }>(
  lines: readonly L[],
): ReadonlyMap<string, readonly L[]> {
  // thousands of lines have few codes
  const keys = new Map<string, string>();
  return groupedBy(lines, ({ costCode, costType }) => {
    const said = `${costCode}/${costType}`;
    const key = keys.get(said) ?? budgetKey(costCode, costType);
    keys.set(said, key);
    return key;
  });
}

/** How far the budget may be exceeded without Sage objecting. */
export function toleranceOf(rule: OverBudget | undefined, budget: Cents): Cents {
  const tolerance = rule?.tolerance ?? { type: 'none' };
  const percent = (basisPoints: number): number =>
    Number((BigInt(Math.max(0, budget)) * BigInt(basisPoints)) / 10_000n);
  switch (tolerance.type) {
    case 'none':
      return cents(0);
    case 'flat':
      return tolerance.cents;
    case 'percent':
      return cents(percent(tolerance.basisPoints));
    case 'percent_capped':
      return cents(Math.min(percent(tolerance.basisPoints), tolerance.cents));
  }
}

/** What is left of each code and type once these amounts are committed as well; negative when it is exceeded. */
export function leftAfter(
  rows: ReadonlyMap<string, BudgetRow>,
  lines: readonly { readonly costCode: string; readonly costType: number; readonly cents: Cents }[],
): ReadonlyMap<string, Cents> {
  const left = new Map<string, Cents>();
  for (const [key, group] of byBudget(lines)) {
    const row = rows.get(key);
    if (row !== undefined)
      left.set(key, cents(row.budgetCents - row.committedCents - sum(group.map((line) => line.cents))));
  }
  return left;
}
