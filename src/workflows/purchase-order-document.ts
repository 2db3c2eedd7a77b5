import type { ProcorePurchaseOrder } from '../ports/procore.ts';
import type { CalendarDate } from '../shared/dates.ts';
import { displayText } from '../shared/text.ts';
import type { Settings } from '../transfers/settings.ts';
import type { CommitmentBooks } from './commitment-books.ts';
import { isCoded } from './commitment-lines.ts';
import type { OrderLine } from './order-lines.ts';

/** Exactly what is written into Sage. Integers and strings only, lines ordered by reference. */
export type PurchaseOrderDocument = {
  readonly number: string;
  readonly date: CalendarDate;
  readonly vendorNumber: string;
  readonly jobNumber: string;
  readonly description: string;
  readonly status: number;
  readonly lines: readonly OrderDocumentLine[];
};

export type OrderDocumentLine = {
  readonly lineRef: string;
  readonly description: string;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly unit: string;
  readonly costCode: string;
  readonly costType: number;
  readonly cents: number;
};

/** `undefined` as long as something that belongs into it is not known. */
export function purchaseOrderDocument(
  order: ProcorePurchaseOrder,
  lines: readonly OrderLine[],
  { sageJob, sageVendor }: Pick<CommitmentBooks, 'sageJob' | 'sageVendor'>,
  settings: Pick<Settings, 'purchaseOrderStatus'>,
): PurchaseOrderDocument | undefined {
  if (order.contractDate === undefined || sageJob === undefined || sageVendor === undefined) return undefined;
  const written = orderDocumentLines(lines);
  if (written === undefined) return undefined;
  return {
    number: displayText(order.number),
    date: order.contractDate,
    vendorNumber: sageVendor.number,
    jobNumber: sageJob.number,
    description: displayText(order.title),
    status: settings.purchaseOrderStatus,
    lines: written,
  };
}

/** `undefined` when a line has no code, or a price that cannot be written. */
export function orderDocumentLines(lines: readonly OrderLine[]): readonly OrderDocumentLine[] | undefined {
  if (lines.length === 0) return undefined;
  const written = lines.flatMap((line): readonly OrderDocumentLine[] => {
    if (!isCoded(line) || (line.pricing.trouble !== undefined && !line.pricing.lump)) return [];
    const { ref, description, costCode, costType, cents, pricing } = line;
    const { quantity, unitPrice, unit } = pricing;
    return [{ lineRef: ref, description, quantity, unitPrice, unit: displayText(unit), costCode, costType, cents }];
  });
  if (written.length < lines.length) return undefined;
  return written.sort((a, b) => (a.lineRef < b.lineRef ? -1 : 1));
}
