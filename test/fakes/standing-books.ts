import type { Problem, SageRecord } from '../../src/ports/sage.ts';
import type { SageKind } from '../../src/ports/sage-kinds.ts';
import type { JsonObject } from '../../src/shared/json.ts';

/** What is read of the books here, and changed. */
interface Books {
  readonly records: readonly SageRecord[];
  change(key: string, changes: Partial<SageRecord>): void;
}

type Lines = readonly JsonObject[];

function linesOf(fields: JsonObject): Lines {
  const { lines } = fields;
  return Array.isArray(lines) ? (lines as Lines) : [];
}

/** What kind of record that is, told by what it says: the fake keeps all kinds in one list. */
export function collectionOf(fields: JsonObject): SageKind {
  if ('dueDate' in fields) return 'payable-invoices';
  if ('orderNumber' in fields) return 'purchase-order-lines';
  const [line = {}] = linesOf(fields);
  if ('changeNumber' in line) return 'change-orders';
  return 'quantity' in line ? 'purchase-orders' : 'subcontracts';
}

/** Whose record it is: a change order says it on each of its lines. */
export function vendorOf(fields: JsonObject): string {
  return String(fields['vendorNumber'] ?? linesOf(fields)[0]?.['vendorNumber']);
}

/** Records of that kind which are not void. */
function standing({ records }: Books, collection: SageKind): readonly SageRecord[] {
  return records.filter(({ voided, fields }) => !voided && collectionOf(fields) === collection);
}

/** A commitment with what has become of it, as the bridge answers it. */
export function asAnswered(books: Books, record: SageRecord): SageRecord {
  const { fields, number } = record;
  if (!Array.isArray(fields['lines']) || 'retainageHeldCents' in fields) return record;
  switch (collectionOf(fields)) {
    case 'purchase-orders': {
      const lines = orderLines(books, record).map((line) => ({ ...line, changeCents: 0, billedCents: 0 }));
      return { ...record, fields: { ...fields, lines } };
    }
    case 'subcontracts': {
      const bills = standing(books, 'payable-invoices').filter((bill) => bill.fields['subcontractNumber'] === number);
      const billed = bills.flatMap((bill) => linesOf(bill.fields));
      const changed = standing(books, 'change-orders')
        .flatMap((change) => linesOf(change.fields))
        .filter((line) => line['subcontractNumber'] === number);
      const sum = (lines: Lines, of: unknown): number =>
        lines.reduce((total, line) => total + (line['commitmentLine'] === of ? Number(line['cents']) : 0), 0);
      const lines = linesOf(fields).map((line) => ({
        ...line,
        ...{ changeCents: sum(changed, line['line']), billedCents: sum(billed, line['line']) },
      }));
      const held = bills.reduce((total, bill) => total + Number(bill.fields['retainageCents']), 0);
      return { ...record, fields: { ...fields, retainageHeldCents: held, lines } };
    }
    default:
      return record;
  }
}

/** The lines of an order with those that were added to it. */
function orderLines(books: Books, { number, fields }: SageRecord): Lines {
  const added = standing(books, 'purchase-order-lines').filter((one) => one.fields['orderNumber'] === number);
  return [fields, ...added.map((one) => one.fields)]
    .flatMap(linesOf)
    .map((line, index) => ({ ...line, line: index + 1 }));
}

/** An order takes lines only as it was when they were made for it. */
export function changedOrder(books: Books, document: JsonObject): readonly Problem[] {
  const order = standing(books, 'purchase-orders').find(({ number }) => number === document['orderNumber']);
  if (order !== undefined && orderLines(books, order).length === document['orderLineCount']) return [];
  return [{ code: '14050', field: 'orderLineCount', message: 'The purchase order has changed since' }];
}

/** A change that names no line adds one to its subcontract, at nothing: the change is what it stands at. */
export function withNewLines(books: Books, document: JsonObject): JsonObject {
  if (collectionOf(document) !== 'change-orders') return document;
  const lines = linesOf(document).map((change) => {
    const { commitmentLine, subcontractNumber, lineRef, description, costCode, costType } = change;
    const changed = standing(books, 'subcontracts').find(({ number }) => number === subcontractNumber);
    if (commitmentLine !== undefined || changed === undefined) return change;
    const line = linesOf(changed.fields).length + 1;
    const added = { line, lineRef, description, costCode, costType, cents: 0 } as JsonObject;
    books.change(changed.key, { fields: { ...changed.fields, lines: [...linesOf(changed.fields), added] } });
    return { ...change, commitmentLine: line };
  });
  return { ...document, lines };
}
