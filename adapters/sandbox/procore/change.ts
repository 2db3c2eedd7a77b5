import type { Doer } from './company.ts';

/** Something happened to a record, named as webhooks name it. */
export interface Change {
  readonly resource: WebhookResource;
  readonly event: 'create' | 'update' | 'delete';
  readonly id: string;
  readonly project: string | undefined;
  readonly doer: Doer;
  /** The record of which this is a part, for payload v3.0. */
  readonly parent?: { readonly id: string; readonly name: string };
}

export const webhookResources = [
  'Projects',
  'Company Vendors',
  'Work Order Contracts',
  'Work Order Contract Line Items',
  'Purchase Order Contracts',
  'Purchase Order Contract Line Items',
  'Change Order Packages',
] as const;
export type WebhookResource = (typeof webhookResources)[number];

/** Tells every hook that asked for it. Resolves once each was tried, or is paused, or after a few seconds. */
export type Announce = (change: Change) => Promise<void>;
