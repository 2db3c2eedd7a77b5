import type { PurchaseOrderDocument } from '../../sage/protocol/documents.ts';
import type { Problem } from '../../sage/protocol/operations.ts';
import type { PurchaseOrderRecord } from '../../sage/protocol/records.ts';
import type { Books } from './books.ts';
import { committedOrder } from './job-totals.ts';
import type { KindRules } from './kind-rules.ts';
import { sameNumber, whole } from './numbers.ts';
import { overBudget } from './over-budget.ts';
import { wrongExtensions } from './extension.ts';
import { brokenRules, invalidLines, missingReferences, textProblem } from './shared-rules.ts';

/** How Sage's purchase orders (6-6-1) take a document. */
export const purchaseOrderRules: KindRules<PurchaseOrderDocument, PurchaseOrderRecord> = {
  errors(books, document, ownKey) {
    const { limits } = books.profile;
    const errors = [
      textProblem('number', document.number, limits.purchaseOrderNumber),
      textProblem('description', document.description, limits.subcontractTitle),
      ...invalidLines(document, limits.lineDescription),
      ...wrongExtensions(books.profile, document.lines),
      ...missingReferences(books, document),
      ...taken(books, document.number, ownKey),
      ...brokenRules(books, document),
    ].filter((problem) => problem !== undefined);
    if (books.profile.overBudget?.rule === 'not_allow') errors.push(...overBudgetOf(books, document));
    return errors;
  },
  warnings: (books, document) => (books.profile.overBudget?.rule === 'warn' ? overBudgetOf(books, document) : []),
  taken: (books, document) => taken(books, document.number).length > 0,
  record(books, document, operationKey) {
    const { number, date, description, status } = document;
    return {
      ...books.nextKeys(),
      ...{ number, status, date, description },
      ...(books.profile.traceField === null ? {} : { operationKey }),
      voided: false,
      vendorNumber: whole(document.vendorNumber),
      jobNumber: whole(document.jobNumber),
      lines: document.lines.map((line, index) => ({ line: index + 1, ...line })),
    };
  },
  save: (books, record) => void books.put('purchase-orders', record),
  find(books, operationKey, document) {
    const orders = books.all('purchase-orders');
    if (books.profile.traceField !== null) return orders.find((record) => record.operationKey === operationKey);
    return orders.find((record) => !record.voided && sameNumber(record.number, document?.number ?? ''));
  },
  standing: (books, { key }) => books.get('purchase-orders', key),
};

function overBudgetOf(books: Books, document: PurchaseOrderDocument): Problem[] {
  return committedOrder({ ...document, voided: false }) ? overBudget(books, document) : [];
}

/** Sage knows its orders by their number, whatever the job. */
function taken(books: Books, number: string, ownKey?: string): Problem[] {
  const other = books.all('purchase-orders').find((order) => {
    return !order.voided && sameNumber(order.number, number) && (order.operationKey ?? '') !== ownKey;
  });
  if (other === undefined) return [];
  return [{ code: '14201', field: 'number', message: `Purchase Order number already exists: ${other.number}` }];
}
