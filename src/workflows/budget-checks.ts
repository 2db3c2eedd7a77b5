import { cents, sum, type Cents } from '../shared/money.ts';
import type { Check } from '../transfers/check.ts';
import type { Settings } from '../transfers/settings.ts';
import { money, text } from '../transfers/value.ts';
import { budgetRows, byBudget, leftAfter, toleranceOf } from './budget.ts';
import { failed, severityOf } from './checks.ts';
import type { CommitmentBooks } from './commitment-books.ts';
import { isCoded, type CommitmentLine } from './commitment-lines.ts';

/** Codes without a budget, and codes that would be exceeded; one check for each code and type, at its first line. */
export function budgetChecks(
  lines: readonly CommitmentLine[],
  books: Pick<CommitmentBooks, 'totals' | 'profile' | 'sageJob'>,
  settings: Settings,
): readonly Check[] {
  if (books.sageJob === undefined) return [];
  const rows = budgetRows(books.totals);
  const coded = lines.filter(isCoded);
  const left = leftAfter(rows, coded);
  const rule = books.profile.overBudget;
  return [...byBudget(coded)].flatMap(([key, group]): readonly Check[] => {
    const [first] = group;
    if (first === undefined) return [];
    const total = sum(group.map((line) => line.cents));
    const values = { code: text(first.costCode), type: text(String(first.costType)), amount: money(total) };
    const row = rows.get(key);
    if (row === undefined || row.budgetCents === 0) {
      // where Sage refuses what exceeds the budget, a code without any is exceeded by every cent
      const severity = rule?.rule === 'not_allow' ? 'blocks' : severityOf(settings.unbudgetedLine);
      return [failed(severity, 'unbudgeted', { line: first.label, cents: total, values })];
    }
    const over = -(left.get(key) ?? 0) - toleranceOf(rule, row.budgetCents);
    if (over <= 0 || rule?.rule === 'none') return [];
    const severity = rule?.rule === 'warn' ? 'warns' : 'blocks';
    const amounts = {
      ...values,
      budget: money(row.budgetCents),
      committed: money(row.committedCents),
      left: money(cents(left.get(key) ?? 0)),
    };
    return [failed(severity, 'over_budget', { line: first.label, cents: over as Cents, values: amounts })];
  });
}
