import type { ProcoreChangeOrder } from '../../src/ports/change-order.ts';
import type { ProcoreOrderLine } from '../../src/ports/procore.ts';
import { calendarDate, type CalendarDate, type Instant } from '../../src/shared/dates.ts';
import { recordId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { harbor, orderLine, procorePurchaseOrder, procoreSubcontract } from '../builders.ts';
import type { World } from '../fakes/bot.ts';
import { payApplications } from '../workflows/pay-application.ts';
import { amountOf, invoiceId, partOf, total, type Change, type Line, type Sheet, type Subject } from './sheets.ts';

type Procore = World['procore'];

interface Kept {
  readonly id: string;
  readonly status: string;
  readonly originId: string | undefined;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** Brings Procore up to what the sheet says. Who decides there decides for himself: a status stays as it is. */
export function publish({ procore, clock }: World, sheet: Sheet): void {
  const now = clock.now();
  const { id, number } = sheet;
  const lines = sheet.lines.map((line, index) => procoreLine(sheet, line, index));
  const commitment = { id, number, lines, total: cents(total(sheet.lines)) };
  if (sheet.kind === 'subcontract') {
    const before = procore.record(id);
    const next = kept(before, procoreSubcontract(commitment), now);
    if (next !== before) procore.put(next);
  } else {
    keep(procore.purchaseOrders, procorePurchaseOrder({ ...commitment, lines }), now);
  }
  for (const change of sheet.changes) keep(procore.changeOrders, procoreChange(sheet, change, now), now);
  for (const bill of payApplications(sheet.periods)) {
    const items = bill.items.map((item) => {
      const changed = partOf(sheet, item.line ?? '') !== undefined;
      return { ...item, type: changed ? 'change_order_item' : 'contract_item' };
    });
    const previous = bill.number === 1 ? undefined : invoiceId(id, bill.number - 1);
    keep(procore.requisitions, { ...bill, items, id: invoiceId(id, bill.number), commitment: id, previous }, now);
  }
}

function keep<R extends Kept>(records: Map<string, R>, made: R, now: Instant): void {
  records.set(made.id, kept(records.get(made.id), made, now));
}

/** What did not change keeps its time, as Procore has it. */
function kept<R extends Kept>(before: R | undefined, made: R, now: Instant): R {
  if (before === undefined) return { ...made, createdAt: now, updatedAt: now };
  const { status, originId, createdAt, updatedAt } = before;
  const next = { ...made, status, originId, createdAt, updatedAt };
  return JSON.stringify(next) === JSON.stringify(before) ? before : { ...next, updatedAt: now };
}

const codes = ['3300', '3310', '3350'];

function procoreLine(sheet: Sheet, line: Line, index: number): ProcoreOrderLine {
  const { ref, quantity, price } = line;
  return orderLine({
    ...{ id: recordId(ref), position: index + 1, description: `Line ${ref}`, amount: cents(amountOf(line)) },
    ...{ costCode: codes[index % codes.length], costType: sheet.kind === 'subcontract' ? 'S' : 'M' },
    ...{ quantity: String(quantity), unitCost: (price / 100).toFixed(2), unit: 'ea' },
  });
}

function procoreChange(sheet: Sheet, { id, number, parts }: Change, now: Instant): ProcoreChangeOrder {
  return {
    ...{ id, project: harbor, number, title: `Change ${number}`, status: 'approved', private: false },
    commitment: { kind: sheet.kind, record: sheet.id },
    packageId: recordId(`9${id}`),
    total: cents(total(parts)),
    ...{ reason: '', originId: undefined, date: calendarDate('2026-05-22') as CalendarDate },
    ...{ createdBy: procoreSubcontract().createdBy, createdAt: now, updatedAt: now },
    lines: parts.map((part, index) => {
      const line = procoreLine(sheet, part, index);
      if (part.on === undefined) return { ...line, commitmentLine: undefined };
      return { ...line, commitmentLine: recordId(part.on), costCode: undefined, costType: undefined };
    }),
  };
}

const words = { approved: ['Approved', 'approved'], not: ['Draft', 'under_review', 'Void', 'void'] } as const;

export function isApproved(procore: Procore, { kind, id }: Subject): boolean {
  const record = kind === 'subcontract' ? procore.record(id) : others(procore, kind).get(id);
  return record?.status.toLowerCase() === 'approved';
}

/** Somebody approves a record in Procore, sets it back, or voids it there. */
export function setStatus({ procore, clock }: World, { kind, id }: Subject, approved: boolean, n: number): void {
  const capital = kind === 'subcontract' || kind === 'purchase_order';
  const status = approved ? words.approved[capital ? 0 : 1] : (words.not[n % words.not.length] ?? '');
  if (kind === 'subcontract') return procore.edit(id, { status });
  const record = others(procore, kind).get(id);
  if (record !== undefined) others(procore, kind).set(id, { ...record, status, updatedAt: clock.now() });
}

function others(procore: Procore, kind: Exclude<Subject['kind'], 'subcontract'>): Map<string, Kept> {
  const records = {
    purchase_order: procore.purchaseOrders,
    change_order: procore.changeOrders,
    invoice: procore.requisitions,
  };
  return records[kind];
}
