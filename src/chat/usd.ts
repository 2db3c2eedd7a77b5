import type { Cents } from '../shared/money.ts';
import { decimalFromCents } from '../shared/money.ts';

/** An amount as people read it: $1,250.50, -$3.00. */
export function usd(amount: Cents): string {
  const [whole = '0', fraction = '00'] = decimalFromCents(amount).replace('-', '').split('.');
  return `${amount < 0 ? '-' : ''}$${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${fraction}`;
}
