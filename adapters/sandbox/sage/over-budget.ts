import { cents, decimalFromCents } from '../../../src/shared/money.ts';
import type { OverLimit } from '../../sage/protocol/installation.ts';
import type { Problem } from '../../sage/protocol/operations.ts';
import type { Books } from './books.ts';
import { jobTotals } from './job-totals.ts';
import type { Looked } from './shared-rules.ts';

/** How much a code and type may reach before Sage speaks. */
export function allowed(budgetCents: number, { tolerance }: OverLimit): number {
  const share = (basisPoints: number): number => Math.trunc((budgetCents * basisPoints) / 10_000);
  switch (tolerance.type) {
    case 'none':
      return budgetCents;
    case 'flat':
      return budgetCents + tolerance.cents;
    case 'percent':
      return budgetCents + share(tolerance.basisPoints);
    case 'percent_capped':
      return budgetCents + Math.min(share(tolerance.basisPoints), tolerance.cents);
  }
}

/** One problem for each code and type that the document would take beyond its budget, named at its first line. */
export function overBudget(books: Books, document: Looked): Problem[] {
  const limit = books.profile.overBudget;
  if (limit === null || limit.rule === 'none') return [];

  const totals = jobTotals(books).filter((row) => row.job === document.jobNumber);
  const direct = directCost(books, document.jobNumber);
  const problems = new Map<string, Problem>();
  for (const { lineRef, costCode, costType } of document.lines) {
    const place = `${costCode}|${costType}`;
    const mine = (row: { costCode: string; costType: number }): boolean => `${row.costCode}|${row.costType}` === place;
    const row = totals.find(mine);
    const added = total(document.lines.filter(mine));
    const reached = (row?.committedCents ?? 0) + total(direct.filter(mine)) + added;
    const budget = row?.revisedBudgetCents ?? 0;
    if (added <= 0 || reached <= allowed(budget, limit) || problems.has(place)) continue;
    problems.set(place, {
      code: limit.rule === 'warn' ? 'over_budget' : '14201',
      field: `lines.${lineRef}.cents`,
      message: `${limit.rule === 'warn' ? 'Over budget' : 'Failed Coded Constraint: over budget'}: ${costCode} type ${costType} would reach ${usd(reached)} of ${usd(budget)}`,
    });
  }
  return [...problems.values()];
}

/** Cost that no subcontract has already committed. */
function directCost(books: Books, jobNumber: string) {
  return books
    .all('payable-invoices')
    .filter((invoice) => invoice.jobNumber === jobNumber && !invoice.voided && invoice.subcontractNumber === null)
    .flatMap((invoice) => invoice.lines);
}

function total(lines: readonly { readonly cents: number }[]): number {
  return lines.reduce((sum, line) => sum + line.cents, 0);
}

function usd(amount: number): string {
  return decimalFromCents(cents(amount));
}
