import { cents, largestAmount } from '../shared/money.ts';
import type { Check } from '../transfers/check.ts';
import { money, text } from '../transfers/value.ts';
import { block, warn } from './checks.ts';
import type { BillingProblem } from './invoice-arithmetic.ts';
import { retainageHeld } from './invoice-books.ts';
import type { CheckedInvoice } from './checked-invoice.ts';

/** The amounts of the requisition itself: complete, adding up, without tax, and something that can be posted. */
export function figureChecks(checked: CheckedInvoice): readonly Check[] {
  const { computed, lines, books } = checked;
  const { billing, problems } = computed;
  const checks: Check[] = problems.map(figureCheck);
  const strange = lines.filter(({ type }) => type !== 'contract_item' && type !== 'change_order_item');
  checks.push(
    ...strange.map(({ label, type }) => block('item_unusable', { line: label, values: { type: text(type) } })),
  );
  if (lines.some((line) => line.taxed) || (billing !== undefined && billing.tax !== 0)) {
    checks.push(block('invoice_taxed', { cents: cents(Math.abs(billing?.tax ?? 0)) }));
  }
  if (billing === undefined) return checks;
  checks.push(...releaseChecks(checked));
  if (billing.gross === 0 && billing.released === 0) checks.push(block('invoice_of_nothing'));
  if (billing.gross < 0 && !books.profile.credits) checks.push(block('credit', { cents: cents(-billing.gross) }));
  const amounts = [billing.gross, billing.held, ...billing.lines.map(({ gross }) => gross)];
  if (amounts.some((amount) => Math.abs(amount) > largestAmount)) {
    checks.push(block('amount_too_large', { values: { limit: money(largestAmount) } }));
  }
  return checks;
}

function figureCheck(problem: BillingProblem): Check {
  const line = problem.label;
  if (problem.kind === 'missing') return block('figure_missing', { line, values: { field: text(problem.field) } });
  const { kind, ours, theirs } = problem;
  const off = cents(Math.abs(ours - theirs));
  return block(kind, { line, cents: off, values: { ours: money(ours), theirs: money(theirs) } });
}

/** The bot changes no invoice that stands: what is released is done by a person in Sage. */
function releaseChecks({ computed, books, settings }: CheckedInvoice): readonly Check[] {
  const { released = 0, gross = 0, retainedBefore = 0, held = 0 } = computed.billing ?? {};
  if (released === 0) return [];
  const inSage = retainageHeld(books.subcontract);
  const values = {
    released: money(cents(released)),
    before: money(cents(retainedBefore)),
    after: money(cents(retainedBefore + held - released)),
  };
  const tooMuch = released > retainedBefore + held || (inSage !== undefined && released > inSage + held);
  if (tooMuch) return [block('release_above_held', { cents: cents(released), values })];
  if (gross === 0) return [block('release_only', { cents: cents(released), values })];
  const about = { cents: cents(released), values };
  return [settings.releasedRetainage === 'task' ? warn('release_by_hand', about) : block('retainage_released', about)];
}
