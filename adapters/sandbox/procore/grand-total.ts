import { centsFromDecimal, decimalFromCents, sum } from '../../../src/shared/money.ts';
import type { StoredContract } from './books.ts';

/** The sum of the lines that are amounts, unless another total was stated. */
export function grandTotal({ lines, statedTotal }: Pick<StoredContract, 'lines' | 'statedTotal'>): string {
  if (statedTotal !== undefined) return statedTotal;
  const amounts = lines.map(({ fields }) => centsFromDecimal(String(fields['amount'])));
  return decimalFromCents(sum(amounts.filter((amount) => amount !== undefined)));
}
