import type { PurchaseOrderLinesDocument } from '../../sage/protocol/documents.ts';
import type { Problem } from '../../sage/protocol/operations.ts';
import type { PurchaseOrderLinesRecord, PurchaseOrderRecord } from '../../sage/protocol/records.ts';
import type { Books } from './books.ts';
import { wrongExtensions } from './extension.ts';
import type { KindRules } from './kind-rules.ts';
import { sameNumber, whole } from './numbers.ts';
import { broken, brokenRules, invalidLines, missingReferences } from './shared-rules.ts';

/** How lines are added to a purchase order that stands. The order itself is not the operation's: only the lines are. */
export const orderLineRules: KindRules<PurchaseOrderLinesDocument, PurchaseOrderLinesRecord> = {
  errors(books, document, ownKey) {
    // what the operation itself added stands there when its own preview comes again
    if (ownKey !== undefined && appended(books).some(({ operationKey }) => operationKey === ownKey)) return [];
    return [
      ...invalidLines(document, books.profile.limits.lineDescription),
      ...wrongExtensions(books.profile, document.lines),
      ...missingReferences(books, document),
      ...orderTrouble(books, document),
      ...brokenRules(books, document),
    ];
  },
  warnings: () => [],
  taken: (books, document) => orderTrouble(books, document).length > 0,
  record(books, document, operationKey) {
    const { orderNumber, orderLineCount, orderTotalCents } = document;
    const order = orderOf(books, orderNumber);
    return {
      key: `${order?.key ?? ''}/${orderLineCount + 1}`,
      id: `${order?.id ?? ''}/${orderLineCount + 1}`,
      number: orderNumber,
      status: order?.status ?? 1,
      ...(books.profile.traceField === null ? {} : { operationKey }),
      voided: false,
      ...{ orderNumber, orderLineCount, orderTotalCents },
      vendorNumber: whole(document.vendorNumber),
      jobNumber: whole(document.jobNumber),
      lines: document.lines.map((line, index) => ({ line: orderLineCount + index + 1, ...line })),
    };
  },
  save(books, record) {
    const order = orderOf(books, record.orderNumber);
    if (order === undefined) return;
    const { changedAt: _, ...undated } = order;
    const trace = record.operationKey === undefined ? {} : { operationKey: record.operationKey };
    books.put('purchase-orders', {
      ...undated,
      lines: [...order.lines, ...record.lines.map((line) => ({ ...line, ...trace }))],
    });
  },
  find(books, operationKey, document) {
    if (books.profile.traceField !== null) return appended(books).find((lines) => lines.operationKey === operationKey);
    const order = document === undefined ? undefined : orderOf(books, document.orderNumber);
    if (order === undefined || document === undefined) return undefined;
    const { orderLineCount: from } = document;
    const lines = order.lines.slice(from, from + document.lines.length);
    const same = document.lines.every((line, index) => {
      return lines[index]?.cents === line.cents && lines[index].description === line.description;
    });
    return same ? asRecord(order, from, lines) : undefined;
  },
  standing(books, record) {
    const order = orderOf(books, record.orderNumber);
    const first = record.lines[0]?.line;
    const from = order?.lines.findIndex(({ line }) => line === first) ?? -1;
    if (order === undefined || from < 0) return undefined;
    return asRecord(order, from, order.lines.slice(from, from + record.lines.length));
  },
};

/** Every group of lines that one operation added to an order. */
export function appended(books: Books): PurchaseOrderLinesRecord[] {
  return books.all('purchase-orders').flatMap((order) => {
    const keys = new Set(order.lines.flatMap(({ operationKey }) => operationKey ?? []));
    return [...keys].map((key) => {
      const from = order.lines.findIndex(({ operationKey }) => operationKey === key);
      return asRecord(
        order,
        from,
        order.lines.filter(({ operationKey }) => operationKey === key),
      );
    });
  });
}

function asRecord(
  order: PurchaseOrderRecord,
  from: number,
  lines: PurchaseOrderRecord['lines'],
): PurchaseOrderLinesRecord {
  const { number, status, voided, vendorNumber, jobNumber, changedAt } = order;
  const operationKey = lines[0]?.operationKey;
  return {
    ...{ key: `${order.key}/${from + 1}`, id: `${order.id}/${from + 1}`, number, status, voided, changedAt },
    ...(operationKey === undefined ? {} : { operationKey }),
    ...{ orderNumber: number, vendorNumber, jobNumber },
    orderLineCount: from,
    orderTotalCents: totalOf(order.lines.slice(0, from)),
    lines: lines.map(({ operationKey: _, ...line }) => line),
  };
}

/** An order takes lines while it is open, and only as it was when the lines were made for it. */
function orderTrouble(books: Books, document: PurchaseOrderLinesDocument): Problem[] {
  const order = orderOf(books, document.orderNumber);
  if (order === undefined) {
    const message = `Invalid object reference: purchase order ${document.orderNumber} does not exist`;
    return [{ code: '12802', field: 'orderNumber', message }];
  }
  if (order.status === 4 || order.status === 5) return [broken('orderNumber', 'the purchase order is closed or void')];
  if (order.vendorNumber !== whole(document.vendorNumber))
    return [broken('vendorNumber', 'is not the vendor of the order')];
  if (order.jobNumber !== whole(document.jobNumber)) return [broken('jobNumber', 'is not the job of the order')];
  const changed = order.lines.length !== document.orderLineCount || totalOf(order.lines) !== document.orderTotalCents;
  return changed ? [broken('orderLineCount', 'the purchase order has changed since these lines were made for it')] : [];
}

function orderOf(books: Books, number: string): PurchaseOrderRecord | undefined {
  return books.all('purchase-orders').find((order) => !order.voided && sameNumber(order.number, number));
}

function totalOf(lines: readonly { readonly cents: number }[]): number {
  return lines.reduce((sum, { cents }) => sum + cents, 0);
}
