import type { Books, StoredChangeOrder, StoredLine } from './books.ts';
import { grandTotal } from './grand-total.ts';
import { fieldValue, type Fields } from './fields.ts';
import { changeOrderRules } from './rules.ts';
import { idNumber, isoMoment, type Wire, type WireObject } from './wire.ts';

/** A change order as v1.0 answers it. It has no place for the mark of another system: its package has. */
export function changeOrderShown(books: Books, order: StoredChangeOrder): WireObject {
  const { contract_id: _shownBelow, reason: _namedBelow, ...rules } = changeOrderRules;
  const creator = books.users.get(order.createdBy);
  const why = fieldValue(order.fields, 'reason');
  return {
    ...Object.fromEntries(Object.keys(rules).map((field) => [field, fieldValue(order.fields, field)])),
    id: idNumber(order.id),
    type: 'CommitmentChangeOrder',
    revision: 0,
    contract_id: idNumber(order.contract),
    batch_id: null,
    legacy_package_id: order.packageId === undefined ? null : idNumber(order.packageId),
    legacy_request_id: null,
    grand_total: grandTotal(order),
    reviewed_at: order.fields['status'] === 'approved' ? isoMoment(order.updatedAt) : null,
    created_by: { id: idNumber(order.createdBy), name: creator?.name ?? '', login: creator?.email ?? '' },
    change_order_change_reason: why === null ? null : { id: idNumber(order.id), change_reason: why },
    custom_fields: {},
    created_at: isoMoment(order.createdAt),
    updated_at: isoMoment(order.updatedAt),
  };
}

/** The same with its lines as v2.0 answers them, for people who look at the sandbox. */
export function changeOrderWithLines(books: Books, order: StoredChangeOrder): WireObject {
  return {
    ...changeOrderShown(books, order),
    origin_id: fieldValue(order.packageFields, 'origin_id'),
    line_items: order.lines.map((line, index) => changeLineShown(books, line, index)),
  };
}

/** v2.0 writes its ids as text, and names code and type by the work breakdown structure alone. */
export function changeLineShown(books: Books, { id, fields }: StoredLine, index: number): WireObject {
  const flat = wbsOf(books, fields);
  return {
    id,
    position: index + 1,
    description: fieldValue(fields, 'description'),
    amount: fieldValue(fields, 'amount'),
    quantity: Number(fields['quantity'] ?? 0),
    unit_cost: fieldValue(fields, 'unit_cost'),
    uom: fieldValue(fields, 'uom'),
    extended_type: fieldValue(fields, 'extended_type'),
    wbs_code_id: flat === null ? null : (flat['id'] ?? null),
    wbs_code: flat,
    tax_code_id: fieldValue(fields, 'tax_code_id'),
    prime_line_item_id: null,
    commitment_line_item_id: fieldValue(fields, 'commitment_line_item_id'),
  };
}

function wbsOf(books: Books, fields: Fields): WireObject | null {
  const code = books.costCodes.get(String(fields['cost_code_id']));
  const type = books.lineItemTypes.get(String(fields['line_item_type_id']));
  if (code === undefined) return null;
  const flat: Wire = type === undefined ? code.fullCode : `${code.fullCode}.${type.code}`;
  return { id: code.id, flat_code: flat, description: code.name };
}

/** The package beside a change order, which carries what other systems mark. */
export function packageShown(order: StoredChangeOrder): WireObject {
  const { fields, packageFields } = order;
  return {
    id: idNumber(order.packageId ?? '0'),
    type: 'CommitmentContractChangeOrder',
    contract_id: idNumber(order.contract),
    number: fieldValue(fields, 'number'),
    title: fieldValue(fields, 'title'),
    description: fieldValue(fields, 'description'),
    status: fieldValue(fields, 'status'),
    executed: fieldValue(fields, 'executed'),
    private: fieldValue(fields, 'private'),
    grand_total: grandTotal(order),
    revision: 0,
    position: 1,
    origin_id: fieldValue(packageFields, 'origin_id'),
    origin_code: fieldValue(packageFields, 'origin_code'),
    origin_data: fieldValue(packageFields, 'origin_data'),
    reviewed_at: fields['status'] === 'approved' ? isoMoment(order.updatedAt) : null,
    created_at: isoMoment(order.createdAt),
    updated_at: isoMoment(order.updatedAt),
    deleted_at: null,
  };
}
