import { cents, type Cents } from './money.ts';

/** How a product is brought to whole cents; at exactly half a cent the two differ. */
export type Rounding = 'half_up' | 'half_even';

/** A decimal number as whole units of its last place: "12.50" is 1250 at two places. */
interface Scaled {
  readonly units: bigint;
  readonly places: number;
}

function scaled(text: string): Scaled | undefined {
  const match = /^(-?)(\d{1,12})(?:\.(\d{1,12}))?$/.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = ''] = match;
  const units = BigInt(`${whole}${fraction}`);
  return { units: sign === '-' ? -units : units, places: fraction.length };
}

/** The same number without zeros at its end: "12.500" is "12.5", "-0.0" is "0"; `undefined` when it is no number. */
export function plainDecimal(text: string): string | undefined {
  const read = scaled(text);
  if (read === undefined) return undefined;
  const digits = String(read.units < 0n ? -read.units : read.units).padStart(read.places + 1, '0');
  const whole = digits.slice(0, digits.length - read.places);
  const fraction = digits.slice(digits.length - read.places).replace(/0+$/, '');
  return `${read.units < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Whether the number can be held with that many decimals; zeros at its end do not count. */
export function fitsDecimals(text: string, decimals: number): boolean {
  const [, fraction = ''] = (plainDecimal(text) ?? 'x.xxxxxxxxxxxx').split('.');
  return fraction.length <= decimals;
}

/** Quantity times unit price in whole cents, exact until the one rounding; `undefined` when one of them is no number. */
export function extension(quantity: string, unitPrice: string, rounding: Rounding): Cents | undefined {
  const a = scaled(quantity);
  const b = scaled(unitPrice);
  if (a === undefined || b === undefined) return undefined;
  const product = a.units * b.units * 100n;
  const divisor = 10n ** BigInt(a.places + b.places);
  const amount = product < 0n ? -product : product;
  const whole = amount / divisor;
  const twice = (amount % divisor) * 2n;
  const up = twice > divisor || (twice === divisor && (rounding === 'half_up' || whole % 2n === 1n));
  const rounded = Number(up ? whole + 1n : whole);
  return Number.isSafeInteger(rounded) ? cents(product < 0n ? -rounded : rounded) : undefined;
}
