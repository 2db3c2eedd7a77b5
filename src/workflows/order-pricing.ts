import type { ProcoreOrderLine } from '../ports/procore.ts';
import type { SageProfile } from '../ports/sage.ts';
import { extension, fitsDecimals, plainDecimal } from '../shared/decimal.ts';
import { decimalFromCents, type Cents } from '../shared/money.ts';
import type { Settings } from '../transfers/settings.ts';

/** How a line with a quantity and a price goes to Sage, and what is wrong with that. */
export interface Pricing {
  readonly quantity: string;
  readonly unitPrice: string;
  readonly unit: string;
  readonly trouble?: PricingTrouble;
  /** It goes as one at its amount, because quantity and price cannot stand in Sage as they are. */
  readonly lump: boolean;
}

export type PricingTrouble =
  /** The order is of amounts, and Sage's orders are of quantities. */
  | { readonly kind: 'amount_based' }
  | { readonly kind: 'unpriced' }
  | { readonly kind: 'too_fine'; readonly quantity: string; readonly unitPrice: string }
  /** Sage would make another amount of it; missing where its rounding is not known and decides. */
  | { readonly kind: 'differs'; readonly made: Cents | undefined };

type Priced = Pick<ProcoreOrderLine, 'amount' | 'quantity' | 'unitCost' | 'unit'>;

/** Holds Procore's quantity, unit cost and amount against what Sage makes of them. Exact; nothing is ever a float. */
export function pricingOf(
  line: Priced,
  method: 'amount' | 'unit',
  profile: Pick<SageProfile, 'decimals' | 'rounding'> | undefined,
  setting: Settings['poRounding'],
): Pricing {
  const unit = line.unit ?? '';
  const trouble = troubleOf(line, method, profile);
  const asIs = {
    quantity: plainDecimal(line.quantity ?? '') ?? '1',
    unitPrice: plainDecimal(line.unitCost ?? '') ?? '0',
  };
  if (trouble === undefined) return { ...asIs, unit, lump: false };
  if (setting === 'block') return { ...asIs, unit, trouble, lump: false };
  const unitPrice = plainDecimal(decimalFromCents(line.amount)) ?? '0';
  return { quantity: '1', unitPrice, unit, trouble, lump: true };
}

function troubleOf(
  { amount, quantity, unitCost }: Priced,
  method: 'amount' | 'unit',
  profile: Pick<SageProfile, 'decimals' | 'rounding'> | undefined,
): PricingTrouble | undefined {
  if (method === 'amount') return { kind: 'amount_based' };
  if (plainDecimal(quantity ?? '') === undefined || plainDecimal(unitCost ?? '') === undefined) {
    return { kind: 'unpriced' };
  }
  const [asked = '', price = ''] = [quantity, unitCost];
  // an installation that does not say holds what a column for money holds
  if (
    !fitsDecimals(asked, profile?.decimals?.quantity ?? 2) ||
    !fitsDecimals(price, profile?.decimals?.unitPrice ?? 2)
  ) {
    return { kind: 'too_fine', quantity: asked, unitPrice: price };
  }
  const made = (profile?.rounding === undefined ? (['half_up', 'half_even'] as const) : [profile.rounding]).map(
    (rounding) => extension(asked, price, rounding),
  );
  if (made.every((one) => one === amount)) return undefined;
  return { kind: 'differs', made: new Set(made).size === 1 ? made[0] : undefined };
}
