const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });
const plain = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

export function usdOfCents(cents: number): string {
  return dollars.format(cents / 100);
}

/** For narrow columns: without the sign, and without cents where there are none. */
export function shortOfCents(cents: number): string {
  return (cents % 100 === 0 ? whole : plain).format(cents / 100);
}

/** Procore writes amounts as decimal text. */
export function usd(amount: string | null): string {
  return amount === null ? '–' : dollars.format(Number(amount));
}

/** What a person typed as an amount, as Procore takes it; `undefined` when it is none. */
export function decimal(typed: string): string | undefined {
  const plain = typed.replace(/[$,\s]/g, '');
  return /^\d{1,9}(\.\d{1,2})?$/.test(plain) ? Number(plain).toFixed(2) : undefined;
}
