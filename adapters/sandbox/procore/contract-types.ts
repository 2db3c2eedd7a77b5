import type { ContractType } from './books.ts';
import type { WebhookResource } from './change.ts';
import type { FieldRules } from './fields.ts';
import { contractRules, purchaseOrderRules } from './rules.ts';

/** What Procore calls the two kinds of commitments in its paths, bodies and webhooks. */
export interface ContractWords {
  readonly collection: string;
  readonly wrapper: string;
  readonly resource: WebhookResource;
  readonly holderType: string;
  readonly name: string;
  /** What people call it, and how its numbers begin. */
  readonly title: string;
  readonly prefix: string;
  readonly rules: FieldRules;
  readonly otherFields: readonly string[];
  /** The reference lists an id among what a sync takes. */
  readonly syncsById: boolean;
}

export const contractWords: { readonly [T in ContractType]: ContractWords } = {
  work_order: {
    collection: 'work_order_contracts',
    wrapper: 'work_order_contract',
    resource: 'Work Order Contracts',
    holderType: 'WorkOrderContract',
    name: 'Work Order Contract',
    title: 'Subcontract',
    prefix: 'SC',
    rules: contractRules,
    otherFields: [],
    syncsById: true,
  },
  purchase_order: {
    collection: 'purchase_order_contracts',
    wrapper: 'purchase_order_contract',
    resource: 'Purchase Order Contracts',
    holderType: 'PurchaseOrderContract',
    name: 'Purchase Order Contract',
    title: 'Purchase order',
    prefix: 'PO',
    rules: purchaseOrderRules,
    otherFields: ['signed_contract_received_date'],
    syncsById: false,
  },
};
