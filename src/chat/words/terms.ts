import type { Kind } from '../../shared/kinds.ts';
import type { ColumnName, FactName } from '../../transfers/offer.ts';
import type { State } from '../../transfers/transfer.ts';
import type { prerequisiteNames } from '../../workflows/workflow.ts';

/** What each state is called, everywhere. Scripts rely on these words. */
export const stateLabels: { readonly [S in State]: string } = {
  blocked: 'Blocked',
  awaiting: 'Waiting for approval',
  approved: 'Approved',
  sending: 'Sending to Sage',
  unconfirmed: 'Unconfirmed',
  held: 'Needs a person',
  refused: 'Refused by Sage',
  posted: 'In Sage',
  synced: 'Synced',
  sent_back: 'Sent back',
  superseded: 'Superseded',
  withdrawn: 'Withdrawn',
  done_by_hand: 'Done by hand',
  unlinked: 'Unlinked',
};

export const kindNames: { readonly [K in Kind]: string } = {
  job: 'job',
  budget: 'budget',
  budget_change: 'budget change',
  vendor: 'vendor',
  subcontract: 'subcontract',
  purchase_order: 'purchase order',
  change_order: 'change order',
  invoice: 'invoice',
};

/** Procore's word for the status to which a record is set back so that its author can edit it. */
const reopenedStatuses: { readonly [K in Kind]?: string } = {
  subcontract: 'Draft',
  purchase_order: 'Draft',
  change_order: 'Draft',
  invoice: 'Under Review',
};

/** " to Draft", or nothing where Procore has no such status. */
export function backTo(kind: Kind): string {
  const status = reopenedStatuses[kind];
  return status === undefined ? '' : ` to ${status}`;
}

export const factLabels: { readonly [N in FactName]: string } = {
  vendor: 'Vendor',
  amount: 'Amount',
  job: 'Job',
  number_in_sage: 'Number in Sage',
  retainage: 'Retainage',
  contract_date: 'Contract date',
  executed: 'Executed',
  budget_left_after: 'Budget left after',
  insurance: 'Insurance until',
  invoice_number: 'Invoice number',
  net_due: 'Net due',
  gross: 'Gross',
  retainage_held: 'Retainage held',
  retainage_released: 'Retainage released',
  subcontract: 'Subcontract',
  contract_amount: 'Contract with changes',
  billed_before: 'Billed before',
  left_after: 'Left after',
  invoice_date: 'Invoice date',
  posting_period: 'Posting period',
  due_date: 'Due date',
  books_agree: 'Sage agrees so far',
  delivery: 'Delivery',
  terms: 'Terms',
  tax: 'Tax',
  rounding: 'Rounding',
  contract_change: 'Contract before → after',
  commitment: 'Commitment',
  budget_effect: 'Effect on the budget in Sage',
  billed_to_date: 'Billed to date',
  reason: 'Reason',
};

export const columnLabels: { readonly [N in ColumnName]: string } = {
  line: '#',
  description: 'Description',
  cost_code: 'Code',
  cost_type: 'Type',
  amount: 'Amount',
  budget_left_after: 'Budget left',
  gross: 'Gross',
  retainage_held: 'Retainage',
  code_and_type: 'Code / type',
  account: 'GL account',
  billed_before: 'Billed before',
  left_after: 'Left after',
  quantity: 'Qty',
  unit_cost: 'Unit cost',
  sage_line: 'Sage line',
  before: 'Before',
  change: 'Change',
  after: 'After',
  billed: 'Billed',
};

export const prerequisiteLabels: { readonly [N in (typeof prerequisiteNames)[number]]: string } = {
  job_linked: 'Job linked',
  vendor_linked: 'Vendor linked',
  commitment_linked: 'Commitment in Sage',
  changes_linked: 'Billed changes in Sage',
  earlier_invoices: 'Earlier invoices in Sage',
  books_agree: 'Both books agree',
  approved_in_procore: 'Approved in Procore',
};

/** Names of the document's fields, for differences. A field without a name here is shown as it is. */
export const fieldLabels: { readonly [field: string]: string } = {
  number: 'Number',
  procoreStatus: 'Status in Procore',
  date: 'Date',
  dueDate: 'Due date',
  'period.year': 'Posting year',
  'period.period': 'Posting period',
  subcontractNumber: 'Subcontract',
  commitmentLine: 'Line of the commitment',
  account: 'GL account',
  retainageCents: 'Retainage held',
  taxCents: 'Tax',
  vendorNumber: 'Vendor',
  jobNumber: 'Job',
  description: 'Description',
  status: 'Status',
  retainageBasisPoints: 'Retainage',
  costCode: 'Cost code',
  costType: 'Cost type',
  cents: 'Amount',
  quantity: 'Quantity',
  unitPrice: 'Unit cost',
  unit: 'Unit',
  orderNumber: 'Purchase order',
  orderLineCount: 'Lines of the order before',
  orderTotalCents: 'Total of the order before',
  changeNumber: 'Change number',
};

export const platformNames = { slack: 'Slack', teams: 'Teams' } as const;

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "a controller or clerk", "an admin". */
export function oneOf(words: readonly string[]): string {
  const names = either(words);
  return `${/^[aeiou]/i.test(names) ? 'an' : 'a'} ${names}`;
}

/** "controller or clerk", "a, b or c". */
export function either(words: readonly string[]): string {
  const unique = [...new Set(words)];
  return unique.length < 2 ? (unique[0] ?? 'nobody') : `${unique.slice(0, -1).join(', ')} or ${unique.at(-1) ?? ''}`;
}
