import type { ProcoreRequisition } from '../../src/ports/requisition.ts';
import type { SageRecord } from '../../src/ports/sage.ts';
import type { JsonObject } from '../../src/shared/json.ts';
import { asAnswered, collectionOf } from '../fakes/standing-books.ts';
import type { World } from '../fakes/bot.ts';
import { isApproved } from './publish.ts';
import { amountOf, byPlace, invoiceId, numberOf, partOf, placeOf, total, type Sheet, type Subject } from './sheets.ts';

/** Procore and the books, as far as the reference reads them. */
export interface Sides extends Pick<World, 'procore' | 'sage'> {
  /** A write was handed over, and nobody knows of it that it will never stand. */
  mayStand(subject: Subject): boolean;
}

export const collections = {
  subcontract: 'subcontracts',
  purchase_order: 'purchase-orders',
  invoice: 'payable-invoices',
};

/** What stands in Sage for a record, or ever stood there. */
export function inSage({ sage: { books } }: Pick<World, 'sage'>, subject: Subject): readonly SageRecord[] {
  if (subject.kind !== 'change_order') {
    return books.records.filter(({ number, fields }) => {
      return number === numberOf(subject) && collectionOf(fields) === collections[subject.kind];
    });
  }
  const refs = new Set(subject.change.parts.map(({ ref }) => ref));
  return books.records.filter(({ fields }) => {
    const of = collectionOf(fields);
    if (of !== 'change-orders' && of !== 'purchase-order-lines') return false;
    return linesOf(fields).some((line) => refsOf(line).some((ref) => refs.has(ref)));
  });
}

export function standing(sides: Pick<World, 'sage'>, subject: Subject): SageRecord | undefined {
  const record = inSage(sides, subject).find(({ voided }) => !voided);
  return record === undefined ? undefined : asAnswered(sides.sage.books, record);
}

export function commitmentOf({ sheet }: Subject): Subject {
  return { kind: sheet.kind, id: sheet.id, sheet };
}

export function linesOf(fields: JsonObject): readonly JsonObject[] {
  return fields['lines'] as readonly JsonObject[];
}

export function refsOf(line: JsonObject): readonly string[] {
  return String(line['lineRef']).split('+');
}

/** What a place of a commitment comes to in Sage, and what is billed there. */
function atPlace(record: SageRecord, place: string): { readonly contract: number; readonly billed: number } {
  const line = linesOf(record.fields).find((one) => one['lineRef'] === place);
  return {
    contract: Number(line?.['cents'] ?? 0) + Number(line?.['changeCents'] ?? 0),
    billed: Number(line?.['billedCents'] ?? 0),
  };
}

/** Why a record must not be written at this moment, by the sheets of people and the books alone. */
export function obstacles(sides: Sides, subject: Subject): readonly string[] {
  const found: string[] = [];
  if (!isApproved(sides.procore, subject)) found.push('is not approved');
  if (standing(sides, subject) !== undefined) found.push('stands there already');
  const commitment = standing(sides, commitmentOf(subject));
  switch (subject.kind) {
    case 'change_order':
      return [...found, ...(commitment === undefined ? none : ofChange(sides, subject, commitment))];
    case 'invoice':
      return [...found, ...(commitment === undefined ? none : ofBill(sides, subject, commitment))];
    default:
      return found;
  }
}

const none = ['has no commitment'];

function ofChange(sides: Sides, { sheet, change }: ChangeOf, commitment: SageRecord): readonly string[] {
  if (change.parts.every((part) => amountOf(part) === 0)) return ['changes nothing'];
  if (sheet.kind === 'purchase_order') return [];
  return [...byPlace(change.parts, placeOfPart, amountOf)].flatMap(([place, cents]) => {
    const { contract, billed } = atPlace(commitment, place);
    const floor = billed + unseen(sides, sheet, place, (bill) => sides.mayStand(bill));
    return cents < 0 && place !== '' && contract + cents < floor ? [`leaves less on ${place} than is billed`] : [];
  });
}

/** A new line may stand at less than nothing, so only lines that are changed count. */
function placeOfPart({ on = '' }: { readonly on: string | undefined }): string {
  return on;
}

type ChangeOf = Extract<Subject, { kind: 'change_order' }>;
type Bill = Extract<Subject, { kind: 'invoice' }>;

export function paperOf({ procore }: Pick<World, 'procore'>, { sheet }: Bill, ordinal: number): ProcoreRequisition {
  const paper = procore.requisitions.get(invoiceId(sheet.id, ordinal));
  if (paper === undefined) throw new Error('a bill of the sheet is not in Procore');
  return paper;
}

/** What each line of a bill bills, by its place. */
export function billedNow({ items }: ProcoreRequisition, sheet: Sheet): ReadonlyMap<string, number> {
  return byPlace(
    items,
    ({ line }) => placeOf(sheet, line ?? ''),
    ({ toDate = 0, before = 0 }) => toDate - before,
  );
}

export function heldNow({ summary }: ProcoreRequisition): number {
  return summary.totalRetainage ?? NaN;
}

function ofBill(sides: Sides, bill: Bill, commitment: SageRecord): readonly string[] {
  const { sheet, ordinal } = bill;
  const found: string[] = [];
  const paper = paperOf(sides, bill, ordinal);
  for (let earlier = 1; earlier < ordinal; earlier += 1) {
    const before = { ...bill, id: invoiceId(sheet.id, earlier), ordinal: earlier };
    const bills = paperOf(sides, bill, earlier).items.some((item) => item.toDate !== item.before);
    if (bills && inSage(sides, before).length === 0) found.push(`comes before bill ${earlier}`);
  }
  const changes = paper.items.filter(({ toDate, before }) => toDate !== 0 || before !== 0);
  for (const { line } of changes) {
    const change = partOf(sheet, line ?? '')?.change;
    const of = change && ({ kind: 'change_order', id: change.id, sheet, change } as const);
    if (of !== undefined && inSage(sides, of).length === 0) found.push(`bills change ${of.change.number}, not there`);
  }
  const bills = billedNow(paper, sheet);
  const before = byPlace(
    paper.items,
    ({ line }) => placeOf(sheet, line ?? ''),
    ({ before: cents = 0 }) => cents,
  );
  for (const line of linesOf(commitment.fields)) {
    const place = String(line['lineRef']);
    const { billed } = atPlace(commitment, place);
    if ((before.get(place) ?? 0) !== billed) found.push(`finds ${billed} billed on ${place}`);
    const now = bills.get(place) ?? 0;
    if (now !== 0 && billed + now < 0) found.push(`brings ${place} below zero`);
  }
  const held = ordinal === 1 ? 0 : heldNow(paperOf(sides, bill, ordinal - 1));
  if (commitment.fields['retainageHeldCents'] !== held) found.push('finds another retainage');
  const gross = [...bills.values()].reduce((sum, cents) => sum + cents, 0);
  if (gross <= 0) found.push(gross === 0 ? 'bills nothing' : 'is a credit');
  return found;
}

/** Why a record that nothing stands against may be missing in Sage all the same, when all is at rest. */
export function excuses(sides: Sides, subject: Subject): readonly string[] {
  const found = inSage(sides, subject).some(({ voided }) => voided) ? ['was voided'] : [];
  const { sheet } = subject;
  if (subject.kind === 'change_order' && sheet.kind === 'subcontract') {
    const commitment = standing(sides, commitmentOf(subject));
    const places = byPlace(subject.change.parts, placeOfPart, amountOf);
    for (const [place, cents] of places) {
      const { contract, billed } = commitment === undefined ? { contract: 0, billed: 0 } : atPlace(commitment, place);
      if (cents < 0 && place !== '' && contract + cents < billed + unseen(sides, sheet, place, () => true)) {
        found.push('takes what bills on their way may need');
      }
    }
  }
  if (subject.kind === 'invoice') {
    const voided = sheet.changes.some((change) => {
      return inSage(sides, { kind: 'change_order', id: change.id, sheet, change }).some((record) => record.voided);
    });
    if (voided) found.push('may bill a change that was voided');
  }
  return found;
}

/** What bills that are not in the books bill on a line, those of them that count. */
function unseen(sides: Sides, sheet: Sheet, place: string, counts: (bill: Bill) => boolean): number {
  return sheet.periods.reduce((sum, _, index) => {
    const bill = { kind: 'invoice', id: invoiceId(sheet.id, index + 1), sheet, ordinal: index + 1 } as const;
    if (standing(sides, bill) !== undefined || !counts(bill)) return sum;
    return sum + Math.max(0, billedNow(paperOf(sides, bill, bill.ordinal), sheet).get(place) ?? 0);
  }, 0);
}

/** What a document says otherwise than the paper, to the cent. */
export function misstatements(sides: Sides, subject: Subject, document: JsonObject): readonly string[] {
  const { sheet } = subject;
  const lines = linesOf(document);
  const said = new Map(lines.map((line) => [String(line['lineRef']), Number(line['cents'])]));
  const found: string[] = [];
  const compare = (ref: string, cents: number): void => {
    if ((said.get(ref) ?? 0) !== cents) found.push(`says ${said.get(ref) ?? 0} on ${ref}, the paper ${cents}`);
    said.delete(ref);
  };
  switch (subject.kind) {
    case 'subcontract':
    case 'purchase_order':
      for (const line of sheet.lines) compare(line.ref, amountOf(line));
      break;
    case 'change_order': {
      const commitment = standing(sides, commitmentOf(subject));
      const there = commitment === undefined ? [] : linesOf(commitment.fields);
      for (const line of lines) {
        const parts = subject.change.parts.filter(({ ref }) => refsOf(line).includes(ref));
        compare(String(line['lineRef']), total(parts));
        const on = there.find((one) => one['line'] === line['commitmentLine'])?.['lineRef'];
        if (parts.length === 0 || parts.some((part) => part.on !== on)) found.push(`changes ${String(on)}`);
      }
      if (new Set(lines.flatMap(refsOf)).size !== subject.change.parts.length) found.push('has not every part');
      if ('orderNumber' in document && document['orderLineCount'] !== there.length) found.push('counts other lines');
      break;
    }
    case 'invoice': {
      const paper = paperOf(sides, subject, subject.ordinal);
      for (const { line = '', toDate = 0, before = 0 } of paper.items) compare(line, toDate - before);
      const last = subject.ordinal === 1 ? 0 : heldNow(paperOf(sides, subject, subject.ordinal - 1));
      const held = heldNow(paper) - last;
      if (document['retainageCents'] !== held) found.push(`holds ${String(document['retainageCents'])}, not ${held}`);
    }
  }
  return [...found, ...[...said.keys()].map((ref) => `has a line ${ref} of its own`)];
}
