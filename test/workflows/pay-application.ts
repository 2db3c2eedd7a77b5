import type { ProcoreRequisition, RequisitionItem } from '../../src/ports/requisition.ts';
import { calendarDate, type CalendarDate } from '../../src/shared/dates.ts';
import { procoreUserId, recordId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { harbor, start } from '../builders.ts';

/** What one line bills in one period, in cents. */
export interface Entry {
  /** Installed this period, what was taken from store included where it is moved by hand. */
  readonly work?: number;
  /** In store at the end of the period. */
  readonly stored?: number;
  /** Retainage held on this period's work. */
  readonly held?: number;
  readonly released?: number;
  /** Retainage on what is in store at the end of the period. */
  readonly storedRetained?: number;
  readonly storedReleased?: number;
}

interface Standing {
  readonly installed: number;
  readonly stored: number;
  readonly workRetained: number;
  readonly storedRetained: number;
}

const nothing: Standing = { installed: 0, stored: 0, workRetained: 0, storedRetained: 0 };

export interface Period {
  /** Per line of the schedule of values. */
  readonly lines: Readonly<Record<string, Entry>>;
  /** Procore moves what was stored to installed by itself. */
  readonly moves?: boolean;
}

/**
 * A continuation sheet kept by hand, period after period, as the forms G702 and G703 add up: the tiny reference that the
 * arithmetic is held against, and a source of requisitions. It knows only what stands at each period's end.
 */
export function payApplications(periods: readonly Period[]): readonly ProcoreRequisition[] {
  const made: ProcoreRequisition[] = [];
  const standing = new Map<string, Standing>();
  for (const [index, { lines, moves = false }] of periods.entries()) {
    const refs = [...new Set([...standing.keys(), ...Object.keys(lines)])];
    const dueBefore = earnedLessRetainage(standing);
    const items = refs.map((ref) => item(ref, standing, lines[ref] ?? carried(standing.get(ref), moves), moves));
    const all = [...standing.values()];
    made.push({
      ...header(index, made.at(-1)),
      items,
      summary: {
        toDate: cents(all.reduce((total, { installed, stored }) => total + installed + stored, 0)),
        totalRetainage: cents(all.reduce((total, line) => total + line.workRetained + line.storedRetained, 0)),
        paymentDue: cents(earnedLessRetainage(standing) - dueBefore),
        tax: cents(0),
      },
    });
  }
  return made;
}

/** A line that is not billed keeps what it has in store. */
function carried(before: Standing | undefined, moves: boolean): Entry {
  return moves ? {} : { stored: before?.stored ?? 0, storedRetained: before?.storedRetained ?? 0 };
}

function item(ref: string, standing: Map<string, Standing>, entry: Entry, moves: boolean): RequisitionItem {
  const before = standing.get(ref) ?? nothing;
  const moved = moves ? before.stored : 0;
  const retainedMoved = moves ? before.storedRetained : 0;
  const { work = 0, stored = 0, held = 0, released = 0, storedRetained = 0, storedReleased = 0 } = entry;
  const now: Standing = {
    installed: before.installed + moved + work,
    stored,
    workRetained: before.workRetained + retainedMoved + held - released,
    storedRetained,
  };
  standing.set(ref, now);
  return {
    id: recordId(`item-${ref}`),
    type: 'contract_item',
    line: recordId(ref),
    description: `Line ${ref}`,
    taxed: false,
    toDate: cents(now.installed + now.stored),
    before: cents(before.installed + before.stored),
    workThisPeriod: cents(work),
    storedNow: cents(stored),
    storedBefore: cents(before.stored),
    moved: cents(moved),
    workRetainedBefore: cents(before.workRetained + retainedMoved),
    workRetainedThisPeriod: cents(held),
    workReleased: cents(released),
    storedRetained: cents(storedRetained),
    storedReleased: cents(storedReleased),
    retainedMoved: cents(retainedMoved),
  };
}

function earnedLessRetainage(standing: ReadonlyMap<string, Standing>): number {
  return [...standing.values()].reduce(
    (total, line) => total + line.installed + line.stored - line.workRetained - line.storedRetained,
    0,
  );
}

function header(index: number, previous: ProcoreRequisition | undefined) {
  return {
    id: recordId(String(9_001 + index)),
    project: harbor,
    commitment: recordId('4401'),
    commitmentType: 'WorkOrderContract',
    number: index + 1,
    invoiceNumber: undefined,
    status: 'approved',
    billingDate: calendarDate('2026-05-25') as CalendarDate,
    originId: undefined,
    previous: previous?.id,
    createdBy: procoreUserId('503'),
    createdAt: start,
    updatedAt: start,
  };
}
