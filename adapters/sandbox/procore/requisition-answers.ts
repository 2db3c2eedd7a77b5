import { cents, decimalFromCents } from '../../../src/shared/money.ts';
import type { Books, StoredRequisition } from './books.ts';
import { billableLines, type BillableLine } from './billable-lines.ts';
import { contractWords } from './contract-types.ts';
import { fieldValue } from './fields.ts';
import { noEntry, figuresOf, previousRequisition, totalsOf, type ItemFigures } from './requisition-arithmetic.ts';
import { requisitionRules } from './rules.ts';
import { idNumber, isoMoment, type Wire, type WireObject } from './wire.ts';

/** A requisition as Procore answers it; its items only in the views that have them. */
export function requisitionShown(books: Books, requisition: StoredRequisition, view: string | null): WireObject {
  const { id, number, project, commitment, fields, createdBy, createdAt, updatedAt } = requisition;
  const contract = books.contracts.get(commitment);
  const vendor = books.vendors.get(String(contract?.fields['vendor_id']));
  const previous = previousRequisition(books, requisition);
  const last = ![...books.requisitions.values()].some(
    (other) => other.commitment === commitment && other.number > number && other.deletedAt === undefined,
  );
  const author = books.users.get(createdBy);
  const period = fields['period_id'];
  return {
    ...Object.fromEntries(Object.keys(requisitionRules).map((field) => [field, fieldValue(fields, field)])),
    id: idNumber(id),
    number,
    previous_requisition_id: previous === undefined ? null : idNumber(previous.id),
    project_id: idNumber(project),
    commitment_id: idNumber(commitment),
    commitment_type: contractWords[contract?.type ?? 'work_order'].holderType,
    contract_name: contract === undefined ? null : fieldValue(contract.fields, 'title'),
    vendor_id: vendor === undefined ? null : idNumber(vendor.id),
    vendor_name: vendor === undefined ? null : fieldValue(vendor.fields, 'name'),
    period_id: typeof period === 'string' ? idNumber(period) : null,
    invoice_type: 'regular',
    erp_status: null,
    deletable: last,
    percent_complete: percentComplete(books, requisition),
    total_claimed_amount: '0.00',
    move_materials_to_previous_work_completed: requisition.movesMaterials,
    created_by: {
      id: idNumber(createdBy),
      login: author?.email ?? '',
      name: author?.name ?? '',
      company_name: null,
    },
    created_at: isoMoment(createdAt),
    updated_at: isoMoment(updatedAt),
    summary: summary(books, requisition),
    attachments: [],
    ...(view === 'extended' || view === 'items' ? { items: items(books, requisition), item_packages: [] } : {}),
  };
}

function summary(books: Books, requisition: StoredRequisition): WireObject {
  const totals = totalsOf(books, requisition);
  const computed = {
    total_completed_and_stored_to_date: usd(totals.toDate),
    completed_work_retainage_amount: usd(totals.workRetained),
    stored_materials_retainage_amount: usd(totals.storedRetained),
    total_retainage: usd(totals.workRetained + totals.storedRetained),
    total_earned_less_retainage: usd(totals.earnedLessRetainage),
    less_previous_certificates_for_payment: usd(totals.lessPrevious),
    current_payment_due: usd(totals.earnedLessRetainage - totals.lessPrevious),
    tax_applicable_to_this_payment: '0.00',
    new_materials: usd(totals.newMaterials),
    stored_materials: usd(totals.stored - totals.newMaterials),
    contract_sum_to_date: usd(contractSum(books, requisition)),
  };
  return { ...computed, ...requisition.stated };
}

function items(books: Books, requisition: StoredRequisition): Wire[] {
  const figures = figuresOf(books, requisition);
  return billableLines(books, requisition.commitment, [...figures.keys()]).map((line, index) =>
    itemShown(line, figures.get(line.id) ?? unbilled, index),
  );
}

const unbilled: ItemFigures = {
  ...noEntry,
  workBefore: 0,
  storedBefore: 0,
  moved: 0,
  retainedMoved: 0,
  workRetainedBefore: 0,
  toDate: 0,
  toDateBefore: 0,
};

function itemShown(line: BillableLine, figures: ItemFigures, index: number): WireObject {
  const gross = figures.toDate - figures.toDateBefore;
  const held = figures.held + figures.storedRetained - figures.retainedMoved;
  return {
    // the emulator bills a line once, so the line's own id names its item
    id: idNumber(line.id),
    item_type: line.type,
    accounting_method: 'amount',
    line_item_id: idNumber(line.id),
    cost_code_id: line.costCode === undefined ? null : idNumber(line.costCode),
    description_of_work: line.description,
    position: index + 1,
    line_number: String(index + 1),
    status: 'approved',
    comment: null,
    taxes: [],
    scheduled_value: usd(line.scheduled),
    gross_amount: usd(gross),
    net_amount: usd(gross - held),
    work_completed_from_previous_application: usd(figures.workBefore),
    work_completed_this_period: usd(figures.work),
    materials_presently_stored: usd(figures.stored),
    materials_presently_stored_from_previous_progress: usd(figures.storedBefore),
    materials_moved: usd(figures.moved),
    materials_retainage_retained_moved: usd(figures.retainedMoved),
    total_completed_and_stored_to_date: usd(figures.toDate),
    total_completed_and_stored_to_date_from_previous: usd(figures.toDateBefore),
    work_completed_retainage_from_previous_application: usd(figures.workRetainedBefore),
    work_completed_retainage_retained_this_period: usd(figures.held),
    work_completed_retainage_released_this_period: usd(figures.released),
    materials_stored_retainage_currently_retained: usd(figures.storedRetained),
    materials_stored_retainage_released_this_period: usd(figures.storedReleased),
    total_completed_and_stored_to_date_percent: percent(figures.toDate, line.scheduled),
  };
}

export function contractSum(books: Books, { commitment }: StoredRequisition): number {
  return billableLines(books, commitment, []).reduce((total, line) => total + line.scheduled, 0);
}

function percentComplete(books: Books, requisition: StoredRequisition): string {
  return percent(totalsOf(books, requisition).toDate, contractSum(books, requisition));
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '0.00' : decimalFromCents(cents(Math.round((part / whole) * 10_000)));
}

function usd(amount: number): string {
  return decimalFromCents(cents(amount));
}
