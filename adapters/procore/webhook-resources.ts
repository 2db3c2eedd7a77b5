import type { Kind } from '../../src/shared/kinds.ts';

/** What Procore's webhooks call the things that concern a workflow. Invoices have no name in the documented list. */
export interface WebhookResource {
  readonly name: string;
  readonly kind: Kind;
  /** Set on a part of a record: an event of it carries the part's id, and only payload v3.0 relates the record. */
  readonly partOf?: string;
  /** The id is that of something beside the record, so that the whole project is to be looked at. */
  readonly foreignId?: true;
}

const commitments = [
  ['Work Order Contract', 'subcontract'],
  ['Purchase Order Contract', 'purchase_order'],
] as const;

export const webhookResources: readonly WebhookResource[] = [
  ...commitments.flatMap(([name, kind]): WebhookResource[] => [
    { name: `${name}s`, kind },
    { name: `${name} Line Items`, kind, partOf: `${name}s` },
  ]),
  // a package is not the change order itself
  { name: 'Change Order Packages', kind: 'change_order', foreignId: true },
];
