import { standing, type Books, type StoredProject } from './books.ts';
import type { Fields } from './fields.ts';

/** What a careful person fills in: with these a contract is ready to be approved. Given fields win. */
export function readyContract(books: Books, now: number, given: Fields): Fields {
  const number = given['number'] ?? `SC-${String(books.contracts.size + 1).padStart(3, '0')}`;
  const vendor = standing(books.vendors).find(
    ({ fields }) => fields['is_active'] !== false && typeof fields['origin_id'] === 'string',
  );
  return {
    number,
    title: `Subcontract ${String(number)}`,
    status: 'Draft',
    executed: true,
    private: false,
    accounting_method: 'amount',
    retainage_percent: '10.00',
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

export function firstProject(books: Books): StoredProject | undefined {
  return standing(books.projects)[0];
}
