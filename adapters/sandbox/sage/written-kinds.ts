import type { WrittenKind } from '../../sage/protocol/documents.ts';
import { changeOrderRules } from './change-order-rules.ts';
import { invoiceRules } from './invoice-rules.ts';
import type { KindRules, WrittenDocument, WrittenRecord } from './kind-rules.ts';
import { orderLineRules } from './order-line-rules.ts';
import { purchaseOrderRules } from './purchase-order-rules.ts';
import { subcontractRules } from './subcontract-rules.ts';

const rules = {
  subcontracts: subcontractRules,
  'purchase-orders': purchaseOrderRules,
  'purchase-order-lines': orderLineRules,
  'change-orders': changeOrderRules,
  'payable-invoices': invoiceRules,
} as const satisfies { readonly [K in WrittenKind]: unknown };

/** A document comes to the rules only after it was read as one of their kind. */
export function rulesOf(kind: WrittenKind): KindRules<WrittenDocument, WrittenRecord> {
  return rules[kind];
}
