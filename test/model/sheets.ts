import { recordId, type RecordId } from '../../src/shared/ids.ts';
import type { Period } from '../workflows/pay-application.ts';

/** A line of a commitment on paper: so many at so much, in cents. */
export interface Line {
  readonly ref: string;
  readonly quantity: number;
  readonly price: number;
}

/** A line of a change order: on a line of the commitment, or a new one. */
export interface Part extends Line {
  readonly on: string | undefined;
}

export interface Change {
  readonly id: RecordId;
  readonly number: string;
  parts: readonly Part[];
}

/** What people keep on paper of one commitment: its lines, its changes, and period by period what is billed on it. */
export interface Sheet {
  readonly kind: 'subcontract' | 'purchase_order';
  readonly id: RecordId;
  readonly number: string;
  lines: readonly Line[];
  changes: readonly Change[];
  periods: readonly Period[];
}

/** One record of a sheet. */
export type Subject =
  | { readonly kind: 'subcontract' | 'purchase_order'; readonly id: RecordId; readonly sheet: Sheet }
  | { readonly kind: 'change_order'; readonly id: RecordId; readonly sheet: Sheet; readonly change: Change }
  | { readonly kind: 'invoice'; readonly id: RecordId; readonly sheet: Sheet; readonly ordinal: number };

/** Every record of every sheet, in the order of operations. */
export function subjects(sheets: readonly Sheet[]): readonly Subject[] {
  return sheets.flatMap((sheet): readonly Subject[] => [
    { kind: sheet.kind, id: sheet.id, sheet },
    ...sheet.changes.map((change) => ({ kind: 'change_order', id: change.id, sheet, change }) as const),
    ...sheet.periods.map((_, index) => {
      return { kind: 'invoice', id: invoiceId(sheet.id, index + 1), sheet, ordinal: index + 1 } as const;
    }),
  ]);
}

export function invoiceId(commitment: RecordId, ordinal: number): RecordId {
  return recordId(`${commitment}0${ordinal}`);
}

/** The number under which a record stands in Sage. Lines that are added to an order have none. */
export function numberOf(subject: Subject): string {
  const { number } = subject.sheet;
  if (subject.kind === 'invoice') return `${number}-${String(subject.ordinal).padStart(2, '0')}`;
  return subject.kind === 'change_order' ? `${number}-${subject.change.number}` : number;
}

export function amountOf({ quantity, price }: Line): number {
  return quantity * price;
}

export function total(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => sum + amountOf(line), 0);
}

/** The line in Sage on which a line of the paper is billed: its own, or the one that it changes. */
export function placeOf(sheet: Sheet, ref: string): string {
  return partOf(sheet, ref)?.part.on ?? ref;
}

export function partOf(sheet: Sheet, ref: string): { readonly change: Change; readonly part: Part } | undefined {
  for (const change of sheet.changes) {
    const part = change.parts.find((one) => one.ref === ref);
    if (part !== undefined) return { change, part };
  }
  return undefined;
}

/** Sums of amounts by the place that they are at. */
export function byPlace<T>(
  items: readonly T[],
  place: (item: T) => string,
  cents: (item: T) => number,
): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const item of items) sums.set(place(item), (sums.get(place(item)) ?? 0) + cents(item));
  return sums;
}
