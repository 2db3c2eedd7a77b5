import type { ProcoreChangeOrder } from '../ports/change-order.ts';
import type { JsonObject } from '../shared/json.ts';
import { displayText } from '../shared/text.ts';
import type { Settings } from '../transfers/settings.ts';
import { changeNumber, type ChangeBooks, type ChangeGround } from './change-ground.ts';
import { contractBefore, type ChangeLine } from './change-lines.ts';
import { isCoded } from './commitment-lines.ts';
import { orderDocumentLines } from './purchase-order-document.ts';
import { pricingOf, type Pricing } from './order-pricing.ts';

/** Approved, for the change order and for each of its lines: anything else moves nothing in Sage. */
const approved = 1;

/** What is written into Sage; `undefined` as long as something that belongs into it is not known. */
export function changeDocument(
  order: ProcoreChangeOrder,
  ground: ChangeGround,
  lines: readonly ChangeLine[],
  books: ChangeBooks,
  settings: Settings,
): JsonObject | undefined {
  const { record, sageVendor, sageJob } = books;
  if (record === undefined || sageVendor === undefined || sageJob === undefined) return undefined;
  if (lines.length === 0 || !lines.every(isCoded)) return undefined;
  const parties = { jobNumber: sageJob.number, vendorNumber: sageVendor.number };
  if (order.commitment.kind === 'purchase_order') {
    const written = orderDocumentLines(pricedLines(order, lines, books, settings));
    if (written === undefined) return undefined;
    return {
      orderNumber: record.number,
      ...parties,
      orderLineCount: books.sageLines.length,
      orderTotalCents: contractBefore(books),
      lines: written,
    };
  }
  if (lines.some(({ changes, sageLine }) => changes && sageLine === undefined)) return undefined;
  const number = changeNumber(order, ground.commitment);
  return {
    number,
    date: order.date,
    jobNumber: sageJob.number,
    description: displayText(order.title),
    status: approved,
    lines: lines
      .map((line) => ({
        lineRef: line.ref,
        description: line.description,
        costCode: line.costCode,
        costType: line.costType,
        cents: line.cents,
        // vendor, subcontract, change number and status go together; only the line may be missing
        vendorNumber: sageVendor.number,
        subcontractNumber: record.number,
        ...(line.sageLine === undefined ? {} : { commitmentLine: Number(line.sageLine.line) }),
        changeNumber: number,
        status: approved,
      }))
      .sort((a, b) => (a.lineRef < b.lineRef ? -1 : 1)),
  };
}

/** Lines that are added to an order, with quantity and price. A line of amount alone is one of that price. */
export function pricedLines(
  order: ProcoreChangeOrder,
  lines: readonly ChangeLine[],
  { profile }: Pick<ChangeBooks, 'profile'>,
  settings: Settings,
): readonly (ChangeLine & { readonly pricing: Pricing })[] {
  const sources = new Map(order.lines.map((line) => [line.id as string, line]));
  return lines.flatMap((line) => {
    const source = sources.get(line.ref);
    return source === undefined ? [] : [{ ...line, pricing: pricingOf(source, 'unit', profile, settings.poRounding) }];
  });
}
