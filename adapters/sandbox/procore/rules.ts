import type { FieldRules } from './fields.ts';

// The fields of Procore's create and update calls that the emulator keeps. Source: Procore REST reference, v1.0. Fields
// that it does not play (attachments, custom fields, currencies) are refused rather than dropped in silence.

export const projectRules: FieldRules = {
  name: 'text',
  active: 'flag',
  project_number: 'text',
  accounting_project_number: 'text',
  address: 'text',
  city: 'text',
  state_code: 'text',
  zip: 'text',
  country_code: 'text',
  phone: 'text',
  description: 'text',
  time_zone: 'text',
  start_date: 'day',
  completion_date: 'day',
  erp_integrated: 'flag',
  origin_id: 'text',
  origin_code: 'text',
  origin_data: 'text',
};

export const vendorRules: FieldRules = {
  name: 'text',
  abbreviated_name: 'text',
  trade_name: 'text',
  is_active: 'flag',
  address: 'text',
  city: 'text',
  state_code: 'text',
  zip: 'text',
  country_code: 'text',
  business_phone: 'text',
  email_address: 'text',
  license_number: 'text',
  website: 'text',
  origin_id: 'text',
  origin_code: 'text',
  origin_data: 'text',
};

export const contractStatuses = [
  'Draft',
  'Out For Bid',
  'Out For Signature',
  'Approved',
  'Complete',
  'Terminated',
  'Void',
] as const;

export const contractRules: FieldRules = {
  number: 'text',
  title: 'text',
  status: contractStatuses,
  vendor_id: 'id',
  description: 'text',
  executed: 'flag',
  private: 'flag',
  accounting_method: ['amount', 'unit'],
  retainage_percent: 'decimal',
  inclusions: 'text',
  exclusions: 'text',
  contract_date: 'day',
  contract_start_date: 'day',
  contract_estimated_completion_date: 'day',
  actual_completion_date: 'day',
  approval_letter_date: 'text',
  execution_date: 'day',
  issued_on_date: 'day',
  letter_of_intent_date: 'day',
  returned_date: 'day',
  signed_contract_received_date: 'day',
  origin_id: 'text',
  origin_code: 'text',
  origin_data: 'text',
};

export const orderStatuses = [
  'Draft',
  'Processing',
  'Submitted',
  'Partially Received',
  'Received',
  'Approved',
  'Closed',
] as const;

export const purchaseOrderRules: FieldRules = {
  number: 'text',
  title: 'text',
  status: orderStatuses,
  vendor_id: 'id',
  description: 'text',
  executed: 'flag',
  private: 'flag',
  accounting_method: ['amount', 'unit'],
  retainage_percent: 'decimal',
  contract_date: 'day',
  delivery_date: 'day',
  payment_terms: 'text',
  ship_via: 'text',
  bill_to_address: 'text',
  ship_to_address: 'text',
  approval_letter_date: 'text',
  execution_date: 'day',
  issued_on_date: 'day',
  letter_of_intent_date: 'day',
  returned_date: 'day',
  origin_id: 'text',
  origin_code: 'text',
  origin_data: 'text',
};

export const changeOrderStatuses = [
  ...['draft', 'pricing', 'not_pricing', 'pending', 'revised', 'proceeding', 'not_proceeding', 'pending_billable'],
  ...['no_charge', 'approved', 'rejected', 'void'],
];

export const changeOrderRules: FieldRules = {
  contract_id: 'id',
  number: 'text',
  title: 'text',
  status: changeOrderStatuses,
  description: 'text',
  reason: 'text',
  reference: 'text',
  due_date: 'day',
  paid_date: 'day',
  invoiced_date: 'day',
  signed_change_order_received_date: 'day',
  executed: 'flag',
  private: 'flag',
  paid: 'flag',
  field_change: 'flag',
  signature_required: 'flag',
};

/** What can be written on the package that stands beside a change order. */
export const packageRules: FieldRules = {
  status: changeOrderStatuses,
  title: 'text',
  description: 'text',
  origin_code: 'text',
  origin_data: 'text',
  origin_id: 'text',
  paid_date: 'day',
  invoiced_date: 'day',
  due_date: 'day',
  executed: 'flag',
};

export const changeLineRules: FieldRules = {
  description: 'text',
  amount: 'decimal',
  quantity: 'decimal',
  unit_cost: 'decimal',
  uom: 'text',
  extended_type: ['manual', 'calculated'],
  cost_code_id: 'id',
  line_item_type_id: 'id',
  wbs_code_id: 'id',
  tax_code_id: 'id',
  commitment_line_item_id: 'id',
};

export const lineRules: FieldRules = {
  description: 'text',
  amount: 'decimal',
  quantity: 'decimal',
  unit_cost: 'decimal',
  uom: 'text',
  extended_type: ['manual', 'calculated'],
  cost_code_id: 'id',
  line_item_type_id: 'id',
  wbs_code_id: 'id',
  tax_code_id: 'id',
  origin_id: 'text',
  origin_data: 'text',
};

export const requisitionStatuses = [
  'draft',
  'under_review',
  'revise_and_resubmit',
  'approved',
  'approved_as_noted',
  'pending_owner_approval',
] as const;

/** Of "Create Requisition (Subcontractor Invoices) for Commitment", v1.1. */
export const requisitionRules: FieldRules = {
  status: requisitionStatuses,
  invoice_number: 'text',
  billing_date: 'day',
  requisition_start: 'day',
  requisition_end: 'day',
  payment_date: 'day',
  submitted_at: 'day',
  period_id: 'id',
  final: 'flag',
  origin_id: 'text',
  origin_data: 'text',
};

export const requisitionItemRules: FieldRules = {
  item_type: ['contract_item', 'change_order_item'],
  line_item_id: 'id',
  work_completed_this_period: 'decimal',
  materials_presently_stored: 'decimal',
  work_completed_retainage_retained_this_period: 'decimal',
  work_completed_retainage_released_this_period: 'decimal',
  work_completed_retainage_percent_this_period: 'decimal',
  materials_stored_retainage_currently_retained: 'decimal',
  materials_stored_retainage_percent_this_period: 'decimal',
};
