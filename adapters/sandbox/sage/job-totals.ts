import type { JobTotalRecord } from '../../sage/protocol/records.ts';
import type { Books } from './books.ts';
import { approvedChanges } from './commitment-standing.ts';

type Amounts = Omit<JobTotalRecord, 'job' | 'costCode' | 'costType' | 'revisedBudgetCents'>;

interface Committing {
  readonly status: number;
  readonly voided: boolean;
}

/** Subcontracts that Sage counts as committed: 3 Contract and 4 Current (its reports count these two). */
export function committedSubcontract({ status, voided }: Committing): boolean {
  return !voided && (status === 3 || status === 4);
}

/** Orders that the emulator counts as committed: open, in review, in dispute. What Sage counts is not published. */
export function committedOrder({ status, voided }: Committing): boolean {
  return !voided && status >= 1 && status <= 3;
}

/** Budget and job cost as they follow from the records; a row for each job, code and type that has any. */
export function jobTotals(books: Books): JobTotalRecord[] {
  const rows = new Map<string, JobTotalRecord>();
  const add = (
    job: string,
    line: { costCode: string; costType: number; cents: number },
    column: keyof Amounts,
  ): void => {
    const place = `${job}|${line.costCode}|${line.costType}`;
    const row = rows.get(place) ?? emptyRow(job, line);
    rows.set(place, { ...row, [column]: row[column] + line.cents });
  };

  for (const budget of books.all('budgets')) {
    for (const line of budget.lines) add(budget.jobNumber, line, 'originalBudgetCents');
  }
  const committed = books.all('subcontracts').filter(committedSubcontract);
  for (const commitment of [...committed, ...books.all('purchase-orders').filter(committedOrder)]) {
    for (const line of commitment.lines) add(commitment.jobNumber, line, 'committedCents');
  }
  const committedNumbers = new Set(committed.map((subcontract) => subcontract.number));
  for (const line of approvedChanges(books)) {
    add(line.jobNumber, line, line.subcontractNumber === null ? 'changeBudgetCents' : 'fromCcoCents');
    if (committedNumbers.has(line.subcontractNumber ?? '')) add(line.jobNumber, line, 'committedCents');
  }
  for (const invoice of books.all('payable-invoices').filter(({ voided }) => !voided)) {
    for (const line of invoice.lines) add(invoice.jobNumber, line, 'invoicedCents');
  }
  return [...rows.values()].map((row) => ({
    ...row,
    revisedBudgetCents: row.originalBudgetCents + row.changeBudgetCents + row.fromCcoCents,
  }));
}

function emptyRow(job: string, { costCode, costType }: { costCode: string; costType: number }): JobTotalRecord {
  return {
    job,
    costCode,
    costType,
    originalBudgetCents: 0,
    changeBudgetCents: 0,
    fromCcoCents: 0,
    revisedBudgetCents: 0,
    committedCents: 0,
    invoicedCents: 0,
  };
}
