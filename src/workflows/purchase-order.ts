import { commitmentWorkflow } from './commitment-workflow.ts';
import { orderLines, pricingChecks } from './order-lines.ts';
import { orderLineNow } from './restated.ts';
import { purchaseOrderFacts, purchaseOrderTable } from './purchase-order-card.ts';
import { purchaseOrderDocument } from './purchase-order-document.ts';

/** A Procore purchase order contract becomes a purchase order in Sage (6-6-1). */
export const purchaseOrder = commitmentWorkflow({
  kind: 'purchase_order',
  target: 'purchase-orders',
  changed: (site, project, since) => site.procore.purchaseOrdersChangedSince(project, since),
  read: (site, { project, record }) => site.procore.purchaseOrder(project, record),
  readyStatuses: (settings) => settings.purchaseOrderReadyStatuses,
  limits: ({ limits }, { fallbackLimits }) => ({
    number: limits.purchaseOrderNumber ?? fallbackLimits.number,
    title: limits.subcontractTitle ?? fallbackLimits.title,
  }),
  lines: ({ lines, accountingMethod }, coding, settings, profile) =>
    orderLines(lines, accountingMethod, coding, settings, profile),
  checks: (_order, lines) => pricingChecks(lines),
  document: purchaseOrderDocument,
  linesNow: ({ lines }) => lines.map(orderLineNow),
  restated: () => ({}),
  facts: purchaseOrderFacts,
  table: purchaseOrderTable,
});
