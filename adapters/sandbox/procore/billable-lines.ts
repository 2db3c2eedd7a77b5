import { centsFromDecimal } from '../../../src/shared/money.ts';
import { standing, type Books, type StoredLine } from './books.ts';

/** A line that can be billed: of the schedule of values, or of an approved change order. */
export interface BillableLine {
  readonly id: string;
  readonly type: 'contract_item' | 'change_order_item';
  readonly description: string;
  readonly costCode: string | undefined;
  /** In cents. */
  readonly scheduled: number;
}

/** All lines of a commitment, and those that were billed once and stand there no more. */
export function billableLines(books: Books, commitment: string, billed: readonly string[]): readonly BillableLine[] {
  const changes = standing(books.changeOrders).filter(
    (order) => order.contract === commitment && order.fields['status'] === 'approved',
  );
  const lines = [
    ...(books.contracts.get(commitment)?.lines ?? []).map((line) => billable(line, 'contract_item')),
    ...changes.flatMap((order) => order.lines.map((line) => billable(line, 'change_order_item'))),
  ];
  const known = new Set(lines.map(({ id }) => id));
  const gone = billed.filter((id) => !known.has(id));
  return [...lines, ...gone.map((id) => ({ ...goneLine, id }))];
}

const goneLine = { type: 'contract_item', description: '', costCode: undefined, scheduled: 0 } as const;

function billable({ id, fields }: StoredLine, type: BillableLine['type']): BillableLine {
  const { description, cost_code_id: costCode } = fields;
  return {
    id,
    type,
    description: typeof description === 'string' ? description : '',
    costCode: typeof costCode === 'string' ? costCode : undefined,
    scheduled: centsFromDecimal(String(fields['amount'])) ?? 0,
  };
}
