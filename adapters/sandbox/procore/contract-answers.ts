import { cents, centsFromDecimal, decimalFromCents, sum } from '../../../src/shared/money.ts';
import type { Books, StoredContract, StoredLine } from './books.ts';
import type { Company } from './company.ts';
import { costCodeShown, lineItemTypeShown } from './directory-answers.ts';
import { fieldValue } from './fields.ts';
import { approvedChange } from './change-orders.ts';
import { grandTotal } from './grand-total.ts';
import { contractWords } from './contract-types.ts';
import { idNumber, isoMoment, type Wire, type WireObject } from './wire.ts';

/** A contract as the list answers it in its compact view. */
export function contractListed(books: Books, contract: StoredContract): WireObject {
  const { rules: allRules, otherFields } = contractWords[contract.type];
  const { vendor_id: _shownAsVendor, ...rules } = allRules;
  const total = grandTotal(contract);
  const changed = approvedChange(books, contract.id);
  const revised = decimalFromCents(sum([centsFromDecimal(total) ?? cents(0), changed]));
  const project = books.projects.get(contract.project);
  return {
    ...Object.fromEntries(
      [...Object.keys(rules), ...otherFields].map((field) => [field, fieldValue(contract.fields, field)]),
    ),
    id: idNumber(contract.id),
    project: {
      id: idNumber(contract.project),
      name: project === undefined ? null : fieldValue(project.fields, 'name'),
    },
    vendor: vendorOf(books, contract),
    grand_total: total,
    revised_contract: revised,
    pending_revised_contract: revised,
    remaining_balance_outstanding: revised,
    approved_change_orders: decimalFromCents(changed),
    pending_change_orders: '0.00',
    draft_change_orders_amount: '0.00',
    total_payments: '0.00',
    total_draw_requests_amount: '0.00',
    total_requisitions_amount: '0.00',
    percentage_paid: '0.00',
    requisitions_are_enabled: true,
    show_line_items_to_non_admins: false,
    created_at: isoMoment(contract.createdAt),
    updated_at: isoMoment(contract.updatedAt),
    deleted_at: contract.deletedAt === undefined ? null : isoMoment(contract.deletedAt),
  };
}

/** A contract as the show call answers it, lines included. */
export function contractShown(books: Books, company: Company, contract: StoredContract): WireObject {
  return {
    ...contractListed(books, contract),
    created_by_id: idNumber(contract.createdBy),
    line_items: contract.lines.map((line, index) => lineShown(books, company, contract, line, index)),
    attachments: [],
    change_order_packages: [],
    change_order_requests: [],
    potential_change_orders: [],
    invoice_contacts: [],
    payments_issued: [],
  };
}

export function lineShown(
  books: Books,
  company: Company,
  contract: StoredContract,
  { id, fields, createdAt, updatedAt }: StoredLine,
  index: number,
): WireObject {
  const project = books.projects.get(contract.project);
  const costCode = books.costCodes.get(String(fields['cost_code_id']));
  const type = books.lineItemTypes.get(String(fields['line_item_type_id']));
  const taxCode = fields['tax_code_id'];
  const amount = fieldValue(fields, 'amount');
  return {
    id: idNumber(id),
    position: index + 1,
    description: fieldValue(fields, 'description'),
    amount,
    total_amount: amount,
    extended_amount: amount,
    extended_type: fieldValue(fields, 'extended_type'),
    quantity: fieldValue(fields, 'quantity'),
    unit_cost: fieldValue(fields, 'unit_cost'),
    uom: fieldValue(fields, 'uom'),
    cost_code: costCode === undefined ? null : costCodeShown(costCode),
    line_item_type: type === undefined ? null : lineItemTypeShown(type),
    wbs_code: wbsCodeOf(books, fields['wbs_code_id'], costCode?.fullCode, type?.code),
    tax_code_id: typeof taxCode === 'string' ? idNumber(taxCode) : null,
    company: { id: idNumber(company.id), name: company.name },
    project: {
      id: idNumber(contract.project),
      name: project === undefined ? null : fieldValue(project.fields, 'name'),
    },
    holder: { id: idNumber(contract.id), holder_type: contractWords[contract.type].holderType },
    origin_id: fieldValue(fields, 'origin_id'),
    origin_data: fieldValue(fields, 'origin_data'),
    created_at: isoMoment(createdAt),
    updated_at: isoMoment(updatedAt),
  };
}

function vendorOf(books: Books, contract: StoredContract): Wire {
  const vendor = books.vendors.get(String(contract.fields['vendor_id']));
  if (vendor === undefined) return null;
  return {
    id: idNumber(vendor.id),
    company: fieldValue(vendor.fields, 'name'),
    origin_id: fieldValue(vendor.fields, 'origin_id'),
    origin_data: fieldValue(vendor.fields, 'origin_data'),
  };
}

function wbsCodeOf(books: Books, given: Wire | undefined, fullCode?: string, type?: string): Wire {
  const flatCode = `${fullCode}.${type}`;
  const found =
    books.wbsCodes.get(String(given)) ?? [...books.wbsCodes.values()].find((known) => known.flatCode === flatCode);
  if (found === undefined) return null;
  return { id: idNumber(found.id), flat_code: found.flatCode, description: found.description };
}
