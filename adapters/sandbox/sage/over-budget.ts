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

  const rows = new Map(
    jobTotals(books)
      .filter(({ job }) => job === document.jobNumber)
      .map((row) => [placeOf(row), row]),
  );
  const direct = totalByPlace(directCost(books, document.jobNumber));
  const problems: Problem[] = [];
  const firstLines = new Map([...document.lines].reverse().map((line) => [placeOf(line), line]));
  for (const [place, added] of totalByPlace(document.lines)) {
    const row = rows.get(place);
    const reached = (row?.committedCents ?? 0) + (direct.get(place) ?? 0) + added;
    const budget = row?.revisedBudgetCents ?? 0;
    const first = firstLines.get(place);
    if (first === undefined || added <= 0 || reached <= allowed(budget, limit)) continue;
    problems.push({
      code: limit.rule === 'warn' ? 'over_budget' : '14201',
      field: `lines.${first.lineRef}.cents`,
      message: `${limit.rule === 'warn' ? 'Over budget' : 'Failed Coded Constraint: over budget'}: ${first.costCode} type ${first.costType} would reach ${usd(reached)} of ${usd(budget)}`,
    });
  }
  return problems;
}

/** Cost that no subcontract has already committed. */
function directCost(books: Books, jobNumber: string) {
  return books
    .all('payable-invoices')
    .filter((invoice) => invoice.jobNumber === jobNumber && !invoice.voided && invoice.subcontractNumber === null)
    .flatMap((invoice) => invoice.lines);
}

interface Placed {
  readonly costCode: string;
  readonly costType: number;
}

function placeOf({ costCode, costType }: Placed): string {
  return `${costCode}|${costType}`;
}

function totalByPlace(lines: readonly (Placed & { readonly cents: number })[]): ReadonlyMap<string, number> {
  const totals = new Map<string, number>();
  for (const line of lines) totals.set(placeOf(line), (totals.get(placeOf(line)) ?? 0) + line.cents);
  return totals;
}

function usd(amount: number): string {
  return decimalFromCents(cents(amount));
}
