import type { SageProfile } from '../ports/sage.ts';
import type { ProcoreOrderLine } from '../ports/procore.ts';
import { cents } from '../shared/money.ts';
import type { Check } from '../transfers/check.ts';
import type { Settings } from '../transfers/settings.ts';
import { money, text } from '../transfers/value.ts';
import { block, warn } from './checks.ts';
import type { CommitmentBooks } from './commitment-books.ts';
import { commitmentLines, type CommitmentLine } from './commitment-lines.ts';
import { pricingOf, type Pricing } from './order-pricing.ts';

/** A line of a purchase order, with how its quantity and price go to Sage. */
export interface OrderLine extends CommitmentLine {
  readonly pricing: Pricing;
}

export function orderLines(
  lines: readonly ProcoreOrderLine[],
  method: 'amount' | 'unit',
  coding: Pick<CommitmentBooks, 'costCodes' | 'costTypes'>,
  settings: Settings,
  profile: SageProfile | undefined,
): readonly OrderLine[] {
  const priced = new Map(lines.map((line) => [line.id as string, line]));
  return commitmentLines(lines, coding, settings).flatMap((line) => {
    const source = priced.get(line.ref);
    return source === undefined ? [] : [{ ...line, pricing: pricingOf(source, method, profile, settings.poRounding) }];
  });
}

/** Prices that Sage cannot hold as they are; they block, or go as one lump sum that is ticked. */
export function pricingChecks(lines: readonly OrderLine[]): readonly Check[] {
  return lines.flatMap(({ label, cents: amount, pricing }): readonly Check[] => {
    const { trouble, lump } = pricing;
    if (trouble === undefined) return [];
    const values = { amount: money(amount) };
    if (lump) return [warn('goes_as_lump_sum', { line: label, cents: cents(Math.abs(amount)), values })];
    switch (trouble.kind) {
      case 'amount_based':
        return [block('order_amount_based', { line: label })];
      case 'unpriced':
        return [block('price_missing', { line: label })];
      case 'too_fine':
        return [
          block('price_too_fine', {
            line: label,
            values: { ...values, quantity: text(trouble.quantity), price: text(trouble.unitPrice) },
          }),
        ];
      case 'differs': {
        const { made } = trouble;
        // what Sage would make of it is left out where its rounding is not known
        if (made === undefined) return [block('extension_differs', { line: label, values })];
        const off = cents(Math.abs(made - amount));
        return [block('extension_differs', { line: label, cents: off, values: { ...values, made: money(made) } })];
      }
    }
  });
}
