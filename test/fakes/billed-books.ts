import type { SageRecord } from '../../src/ports/sage.ts';
import type { JsonObject } from '../../src/shared/json.ts';
import type { FakeBooks } from './fake-books.ts';

/** Whether a record of the fake books is an invoice: the fake keeps all kinds in one list. */
export function isInvoice({ fields }: SageRecord): boolean {
  return 'dueDate' in fields;
}

/** A subcontract with what its invoices have billed and hold, as the bridge answers it. */
export function withBills(books: FakeBooks, record: SageRecord): SageRecord {
  const lines = record.fields['lines'];
  if (isInvoice(record) || !Array.isArray(lines) || 'retainageHeldCents' in record.fields) return record;
  const bills = books.records.filter((one) => {
    return isInvoice(one) && !one.voided && one.fields['subcontractNumber'] === record.number;
  });
  const billed = bills.flatMap(({ fields }) => fields['lines'] as readonly JsonObject[]);
  const billedOn = (line: unknown): number =>
    billed.filter(({ commitmentLine }) => commitmentLine === line).reduce((sum, { cents }) => sum + Number(cents), 0);
  return {
    ...record,
    fields: {
      ...record.fields,
      retainageHeldCents: bills.reduce((sum, { fields }) => sum + Number(fields['retainageCents']), 0),
      lines: (lines as readonly JsonObject[]).map((line) => ({
        ...line,
        ...{ changeCents: 0, billedCents: billedOn(line['line']) },
      })),
    },
  };
}
