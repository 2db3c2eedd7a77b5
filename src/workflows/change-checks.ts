import type { ProcoreChangeOrder } from '../ports/change-order.ts';
import type { CalendarDate } from '../shared/dates.ts';
import type { OperationKey } from '../shared/ids.ts';
import { cents, sum } from '../shared/money.ts';
import type { Steps } from '../shared/steps.ts';
import { characterCount, displayText } from '../shared/text.ts';
import type { Check } from '../transfers/check.ts';
import type { Settings } from '../transfers/settings.ts';
import { count, money, text } from '../transfers/value.ts';
import { budgetChecks } from './budget-checks.ts';
import { budgetKey, byBudget } from './budget.ts';
import { changeNumber, floorsOf, linkedKey, type ChangeBooks, type ChangeGround } from './change-ground.ts';
import type { ChangeLine } from './change-lines.ts';
import { block, warn } from './checks.ts';
import { jobChecks, lineChecks, vendorChecks } from './commitment-checks.ts';
import { isCoded } from './commitment-lines.ts';

interface Checked {
  readonly order: ProcoreChangeOrder;
  readonly ground: ChangeGround;
  readonly books: ChangeBooks;
  readonly lines: readonly ChangeLine[];
  readonly settings: Settings;
  readonly operationKey: OperationKey;
  readonly today: CalendarDate;
}

/** Everything that must hold before anybody sees a button; posting rules for change orders of commitments. Pure. */
export function* changeChecks(checked: Checked): Steps<readonly Check[]> {
  const { ground, books, settings, today, lines } = checked;
  const { commitment } = ground;
  const standing = groundChecks(checked);
  const header = headerChecks(checked);
  yield;
  const ofLines = lineChecks(lines, books, settings);
  yield;
  const places = standing.length > 0 ? [] : placeChecks(checked);
  yield;
  return [
    ...jobChecks({ books, settings }),
    ...vendorChecks({ commitment, books, settings, today }),
    ...standing,
    ...header,
    ...ofLines,
    ...places,
    ...(standing.length > 0 ? [] : budgetEffects(checked)),
  ];
}

/** The commitment is in Sage, and it is the one. */
function groundChecks({ order, ground, books }: Checked): readonly Check[] {
  const { standing, commitment } = ground;
  const { record, sageVendor, sageJob } = books;
  const values = { subcontract: text(displayText(commitment.number)), state: text(standing.state ?? '') };
  if (linkedKey(ground) === undefined) return [block('commitment_not_linked', { values })];
  if (record === undefined || record.voided) return [block('commitment_not_in_sage', { values })];
  const { vendorNumber, jobNumber } = record.fields;
  if (vendorNumber !== sageVendor?.number || jobNumber !== sageJob?.number) {
    return [block('commitment_is_another', { values })];
  }
  const closed = order.commitment.kind === 'purchase_order' && [4, 5].includes(record.status);
  return closed ? [block('order_closed', { values: { commitment: text(record.number) } })] : [];
}

function headerChecks({ order, ground, lines, books, settings, operationKey }: Checked): readonly Check[] {
  const checks: Check[] = [];
  const { limits } = books.profile;
  const number = changeNumber(order, ground.commitment);
  const limit = limits.changeOrderNumber ?? settings.fallbackLimits.number;
  const values = { number: text(number), limit: count(limit) };
  if (displayText(order.number) === '') checks.push(block('change_number_missing'));
  else if (characterCount(number) > limit) checks.push(block('number_too_long', { values }));
  const taken = books.sameNumber.find((record) => record.operationKey !== operationKey);
  if (taken !== undefined)
    checks.push(block('number_taken', { values: { number: text(number), key: text(taken.key) } }));
  const title = displayText(order.title);
  const titleLimit = limits.subcontractTitle ?? settings.fallbackLimits.title;
  if (title === '') checks.push(block('title_missing'));
  if (characterCount(title) > titleLimit) {
    checks.push(block('title_too_long', { values: { title: text(title), limit: count(titleLimit) } }));
  }
  // a change that nets to nothing moves money between lines; one without any amount moves none
  if (lines.length === 0) checks.push(block('lines_missing'));
  else if (order.lines.every(({ amount }) => amount === 0)) checks.push(block('no_amounts'));
  const total = sum(lines.map((line) => line.cents));
  if (lines.length > 0 && total !== order.total) {
    const off = cents(Math.abs(total - order.total));
    checks.push(block('sum_differs', { cents: off, values: { header: money(order.total), lines: money(total) } }));
  }
  return checks;
}

/** Each change has its line in Sage, with its code, and takes no more from it than is left to take. */
function placeChecks({ order, ground, lines }: Checked): readonly Check[] {
  if (order.commitment.kind !== 'subcontract') return [];
  const commitment = text(displayText(ground.commitment.number));
  const floorOf = floorsOf(ground.builtOn);
  return lines.flatMap((line): readonly Check[] => {
    const { label, sageLine, changes } = line;
    if (changes && sageLine === undefined) return [block('line_unmapped', { line: label, values: { commitment } })];
    if (sageLine === undefined) {
      if (line.cents >= 0) return [];
      const amount = cents(-line.cents);
      return [warn('negative_new_line', { line: label, cents: amount, values: { amount: money(amount) } })];
    }
    if (isCoded(line) && budgetKey(line.costCode, line.costType) !== budgetKey(sageLine.costCode, sageLine.costType)) {
      const values = {
        ...{ code: text(line.costCode), type: text(String(line.costType)) },
        ...{ sageCode: text(sageLine.costCode), sageType: text(String(sageLine.costType)) },
      };
      return [block('line_mismatch', { line: label, values })];
    }
    const after = sum([sageLine.contract, line.cents]);
    const floor = floorOf(sageLine);
    if (line.cents >= 0 || after >= floor) return [];
    const values = { sageLine: text(sageLine.line), after: money(after), floor: money(floor) };
    return [block('below_billed', { line: label, cents: cents(floor - after), values })];
  });
}

/**
 * A change that raises the budget in Sage commits nothing beyond it; one that does not is held against what is left.
 * Where Sage's budget was moved by a change of its own on the same code, somebody must say that it is other money.
 */
function budgetEffects({ order, lines, books, settings }: Checked): readonly Check[] {
  const moves = order.commitment.kind === 'subcontract' ? settings.ccoMovesSageBudget : 'no';
  if (moves === 'no') return budgetChecks(lines, books, settings);
  const earlier = new Map(
    books.totals.map((total) => [budgetKey(total.costCode, total.costType), total.changeBudgetCents ?? cents(0)]),
  );
  return [...byBudget(lines.filter(isCoded))].flatMap(([key, ours]): readonly Check[] => {
    const [first] = ours;
    const moved = earlier.get(key) ?? 0;
    if (first === undefined || moved === 0) return [];
    const { label, costCode, costType } = first;
    const amount = cents(Math.abs(sum(ours.map((line) => line.cents))));
    const values = { code: text(costCode), type: text(String(costType)), earlier: money(cents(moved)) };
    return amount === 0 ? [] : [warn('budget_counted_twice', { line: label, cents: amount, values })];
  });
}
