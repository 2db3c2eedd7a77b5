import { control } from '../calls.ts';
import type { ChangeOrder, Contract, Requisition } from '../world.ts';

export type ContractCollection = 'work_order_contracts' | 'purchase_order_contracts';
export type Collection = ContractCollection | 'commitment_change_orders' | 'requisitions';

export function setStatus(collection: Collection, id: number, status: string): Promise<unknown> {
  return control('PATCH', `procore/${collection}/${id}`, { status });
}

/** The lines again with other amounts: a change replaces them all. */
export function setAmounts(
  collection: ContractCollection,
  record: Contract,
  amounts: readonly string[],
): Promise<unknown> {
  return control('PATCH', `procore/${collection}/${record.id}`, {
    line_items: record.line_items.map(({ description, cost_code: code }, index) => ({
      description,
      amount: amounts[index],
      ...(code === null || code === undefined ? {} : { cost_code_id: String(code.id) }),
    })),
  });
}

export function setOrderAmounts(order: ChangeOrder, amounts: readonly string[]): Promise<unknown> {
  return control('PATCH', `procore/commitment_change_orders/${order.id}`, {
    line_items: order.line_items.map(({ description }, index) => ({ description, amount: amounts[index] })),
  });
}

export function remove(collection: Collection, id: number): Promise<unknown> {
  return control('DELETE', `procore/${collection}/${id}`);
}

export interface NewContract {
  readonly number: string;
  readonly title: string;
  readonly amount: string;
  readonly approved: boolean;
}

export function enterContract(
  collection: ContractCollection,
  { number, title, amount, approved }: NewContract,
): Promise<unknown> {
  return control('POST', `procore/${collection}`, {
    number,
    ...(title === '' ? {} : { title }),
    status: approved ? 'Approved' : 'Draft',
    line_items: [{ amount }],
  });
}

export function enterChangeOrder(contract: Contract, amount: string): Promise<unknown> {
  return control('POST', 'procore/commitment_change_orders', {
    contract_id: String(contract.id),
    status: 'approved',
    line_items: [{ amount }],
  });
}

/** The subcontractor bills that much of each line now, and the project manager approves it. */
export function sendBill(contract: Contract, amounts: readonly string[]): Promise<unknown> {
  return control('POST', 'procore/requisitions', {
    commitment_id: String(contract.id),
    status: 'approved',
    line_items: amounts.map((amount) => ({ amount })),
  });
}

export function setBilled({ id }: Requisition, amounts: readonly string[]): Promise<unknown> {
  return control('PATCH', `procore/requisitions/${id}`, { line_items: amounts.map((amount) => ({ amount })) });
}
