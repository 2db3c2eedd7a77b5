import type { Steps } from '../shared/steps.ts';
import type { Check } from '../transfers/check.ts';
import type { CheckedInvoice } from './checked-invoice.ts';
import { figureChecks } from './invoice-figure-checks.ts';
import { groundChecks } from './invoice-ground-checks.ts';
import { lineChecks } from './invoice-line-checks.ts';
import { paperChecks } from './invoice-paper-checks.ts';
import { partyChecks } from './invoice-party-checks.ts';

/**
 * Everything that must hold before anybody sees a button, in the order of the posting rules: what it stands on, whether
 * both books agree before it, its figures, its lines, its number, account, dates and period. Pure.
 */
export function* invoiceChecks(checked: CheckedInvoice): Steps<readonly Check[]> {
  const ground = groundChecks(checked);
  // on a purchase order nothing else can be told
  if (ground.some(({ code }) => code === 'on_purchase_order')) return ground;
  yield;
  const figures = figureChecks(checked);
  yield;
  const lines = yield* lineChecks(checked);
  yield;
  return [...partyChecks(checked), ...ground, ...figures, ...lines, ...paperChecks(checked)];
}
