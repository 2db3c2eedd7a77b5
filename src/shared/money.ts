/** US dollars as a whole number of cents. Floats and decimal strings stop at the adapters. */
export type Cents = number & { readonly __unit: 'cents' };

/** The largest amount a field of ten digits with two decimals can hold: 99,999,999.99 (sage.md section 4). */
export const largestAmount = 9_999_999_999 as Cents;

export function cents(amount: number): Cents {
  if (!Number.isSafeInteger(amount)) throw new Error('an amount must be a whole number of cents');
  return (amount === 0 ? 0 : amount) as Cents;
}

/** Reads decimal dollars such as "1250.5", "-3" or "10.1000"; `undefined` when the text is anything else. */
export function centsFromDecimal(text: string): Cents | undefined {
  const match = /^(-?)(\d{1,12})(?:\.(\d{1,2})0*)?$/.exec(text);
  if (match === null) return undefined;
  const [, sign, dollars = '', fraction = ''] = match;
  const amount = Number(dollars) * 100 + Number(fraction.padEnd(2, '0'));
  return cents(sign === '-' ? -amount : amount);
}

/** The inverse, as external systems want it: -1250.50. No division leaves the integers. */
export function decimalFromCents(amount: Cents): string {
  const digits = String(Math.abs(amount)).padStart(3, '0');
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export function sum(amounts: Iterable<Cents>): Cents {
  let total = 0;
  for (const amount of amounts) total += amount;
  return cents(total);
}

/** A percentage as hundredths of a percent: 5.25 % is 525. */
export type BasisPoints = number & { readonly __unit: 'basisPoints' };

/** Reads a percentage such as "10", "5.25" or "10.0000"; `undefined` when the text is anything else. */
export function basisPointsFromPercent(text: string): BasisPoints | undefined {
  const read = centsFromDecimal(text);
  return read === undefined ? undefined : (read as number as BasisPoints);
}
