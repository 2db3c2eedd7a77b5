import { extension } from '../../../src/shared/decimal.ts';
import { decimalFromCents } from '../../../src/shared/money.ts';
import { standing, type Books, type ContractType, type StoredProject } from './books.ts';
import { contractWords } from './contract-types.ts';
import type { Fields } from './fields.ts';

/** What a careful person fills in: with these a contract is ready to be approved. Given fields win. */
export function readyContract(books: Books, now: number, given: Fields, type: ContractType): Fields {
  const { prefix, title } = contractWords[type];
  const number = given['number'] ?? `${prefix}-${String(books.contracts.size + 1).padStart(3, '0')}`;
  const vendor = standing(books.vendors).find(
    ({ fields }) => fields['is_active'] !== false && typeof fields['origin_id'] === 'string',
  );
  return {
    number,
    title: `${title} ${String(number)}`,
    status: 'Draft',
    executed: true,
    private: false,
    accounting_method: type === 'purchase_order' ? 'unit' : 'amount',
    retainage_percent: type === 'purchase_order' ? null : '10.00',
    contract_date: new Date(now).toISOString().slice(0, 10),
    vendor_id: vendor?.id ?? null,
    ...given,
  };
}

/** The n-th line of the schedule of values with a cost code and a cost type that exist. */
export function readyLine(books: Books, index: number, given: Fields): Fields {
  const costCodes = [...books.costCodes.values()];
  const types = [...books.lineItemTypes.values()];
  const costCode = costCodes[index % Math.max(1, costCodes.length)];
  const type = types.find(({ code }) => code === 'S') ?? types[0];
  const namedCode = given['cost_code_id'];
  const ofLine = typeof namedCode === 'string' ? books.costCodes.get(namedCode) : costCode;
  return {
    description: ofLine?.name ?? `Line ${index + 1}`,
    cost_code_id: costCode?.id ?? null,
    line_item_type_id: type?.id ?? null,
    extended_type: 'manual',
    amount: '0.00',
    ...given,
  };
}

/** A line of quantity and price: what was given as an amount is one of that price. */
export function readyOrderLine(books: Books, index: number, given: Fields): Fields {
  const { quantity, unit_cost: price, amount } = given;
  const made =
    typeof quantity === 'string' && typeof price === 'string' ? extension(quantity, price, 'half_up') : undefined;
  return {
    ...readyLine(books, index, given),
    extended_type: 'calculated',
    quantity: quantity ?? '1.00',
    unit_cost: price ?? amount ?? '0.00',
    amount: amount ?? (made === undefined ? '0.00' : decimalFromCents(made)),
    ...(given['extended_type'] === undefined ? {} : { extended_type: given['extended_type'] }),
  };
}

export function firstProject(books: Books): StoredProject | undefined {
  return standing(books.projects)[0];
}
