import { cents, centsFromDecimal, sum, type Cents } from '../../../src/shared/money.ts';
import type { SandboxClock } from '../sandbox-clock.ts';
import {
  newRecord,
  standing,
  touch,
  type Books,
  type StoredChangeOrder,
  type StoredContract,
  type StoredLine,
} from './books.ts';
import { grandTotal } from './grand-total.ts';
import { checkFields, type Fields } from './fields.ts';
import { fieldErrors } from './refusal.ts';
import { changeOrderRules } from './rules.ts';

/** What is made of a change order; its package is made beside it, unless the project keeps none. */
export function createChangeOrder(
  books: Books,
  clock: SandboxClock,
  contract: StoredContract,
  made: { readonly fields: Fields; readonly lines: readonly StoredLine[]; readonly packaged: boolean },
  createdBy: string,
): StoredChangeOrder {
  const record = newRecord(
    books,
    clock,
    { status: 'draft', executed: false, private: false, ...made.fields },
    createdBy,
  );
  const order: StoredChangeOrder = {
    ...record,
    project: contract.project,
    contract: contract.id,
    packageId: made.packaged ? books.ids.record() : undefined,
    packageFields: {},
    lines: made.lines,
    statedTotal: undefined,
  };
  books.changeOrders.set(order.id, order);
  return order;
}

export function changeChangeOrder(clock: SandboxClock, order: StoredChangeOrder, fields: Fields): void {
  order.fields = { ...order.fields, ...fields };
  touch(order, clock);
}

export function changeOrderFields(given: object): Fields {
  const { fields, problems } = checkFields(changeOrderRules, given);
  if (Object.keys(problems).length > 0) throw fieldErrors(422, problems);
  return fields;
}

/** What the approved change orders of a commitment add to it. */
export function approvedChange(books: Books, contract: string): Cents {
  const approved = standing(books.changeOrders).filter(
    (order) => order.contract === contract && order.fields['status'] === 'approved',
  );
  return sum(approved.map((order) => centsFromDecimal(grandTotal(order)) ?? cents(0)));
}
