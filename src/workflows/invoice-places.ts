import type { Settings } from '../transfers/settings.ts';
import { paddedCostCode } from './cost-code.ts';
import type { InvoiceBooks } from './invoice-books.ts';
import { placesOf, type SageLine } from './line-places.ts';

/** Where every line that can be billed stands in Sage: those of the commitment, and those of its posted changes. */
export function invoicePlaces(
  books: InvoiceBooks,
  settings: Pick<Settings, 'costTypes'>,
): { readonly places: ReadonlyMap<string, string>; readonly sageLines: readonly SageLine[] } {
  const { contract, sageLines = [], standing, built } = books;
  const lines = (contract?.lines ?? []).map(({ id, costCode, costType, amount }) => ({
    ref: id,
    costCode: costCode === undefined ? undefined : paddedCostCode(costCode),
    costType: costType === undefined ? undefined : settings.costTypes.get(costType),
    cents: amount,
  }));
  const places = new Map(placesOf(lines, sageLines, standing.receipt));
  for (const { receipt } of built) {
    for (const { lineRef, groundLine } of receipt?.lineMap ?? []) {
      if (groundLine !== undefined && !places.has(lineRef)) places.set(lineRef, groundLine);
    }
  }
  return { places, sageLines };
}
