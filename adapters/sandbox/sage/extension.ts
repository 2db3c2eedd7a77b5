import { extension, fitsDecimals } from '../../../src/shared/decimal.ts';
import type { Profile } from '../../sage/protocol/installation.ts';
import type { Problem } from '../../sage/protocol/operations.ts';
import { broken, invalid } from './shared-rules.ts';

interface PricedLine {
  readonly lineRef: string;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly cents: number;
}

/** Lines whose amount is not what Sage makes of quantity and price; how an unknown rounding falls, only Sage knows. */
export function wrongExtensions({ decimals, rounding }: Profile, lines: readonly PricedLine[]): Problem[] {
  return lines.flatMap(({ lineRef, quantity, unitPrice, cents }) => {
    const field = `lines.${lineRef}`;
    if (!fitsDecimals(quantity, decimals.quantity ?? 4)) return [invalid(`${field}.quantity`, 'has too many decimals')];
    if (!fitsDecimals(unitPrice, decimals.unitPrice ?? 6)) {
      return [invalid(`${field}.unitPrice`, 'has too many decimals')];
    }
    const made = extension(quantity, unitPrice, rounding ?? 'half_up');
    return made === cents ? [] : [broken(`${field}.cents`, `quantity times price is ${made} cents, not ${cents}`)];
  });
}
