import type { ProcoreRequisition, RequisitionItem } from '../ports/requisition.ts';
import type { RecordId } from '../shared/ids.ts';
import { cents, sum, type Cents } from '../shared/money.ts';
import { mapped, type Steps } from '../shared/steps.ts';

/** What one line bills this period, found from the cumulative figures and checked against the parts. */
export interface BilledLine {
  readonly item: RecordId;
  readonly type: string;
  /** The line of the schedule of values, or of the change order. */
  readonly line: RecordId | undefined;
  /** As people count lines. */
  readonly label: string;
  readonly description: string;
  readonly taxed: boolean;
  readonly gross: Cents;
  readonly held: Cents;
  readonly released: Cents;
  readonly billedBefore: Cents;
  readonly retainedBefore: Cents;
  readonly retainedNow: Cents;
}

/** The whole requisition, before it is anything in Sage. */
export interface Billing {
  readonly lines: readonly BilledLine[];
  readonly gross: Cents;
  readonly held: Cents;
  readonly released: Cents;
  readonly tax: Cents;
  /** Gross less what is held, with what is released and the tax. */
  readonly net: Cents;
  readonly billedBefore: Cents;
  readonly retainedBefore: Cents;
}

/** Why the figures cannot be taken; both sides stand beside each other. */
export type BillingProblem =
  | { readonly kind: 'missing'; readonly label: string; readonly field: string }
  | Unequal<'parts_differ'>
  | Unequal<'due_differs'>
  | Unequal<'before_differs'>
  | Unequal<'retainage_before_differs'>
  | Unequal<'released_too_much'>;

interface Unequal<Kind extends string> {
  readonly kind: Kind;
  /** The line it is about; empty when it is about the requisition. */
  readonly label: string;
  readonly ours: Cents;
  readonly theirs: Cents;
}

export interface Computed {
  /** Missing as long as a figure is. */
  readonly billing: Billing | undefined;
  readonly problems: readonly BillingProblem[];
}

/** Whole cents, no rates: every figure is taken from Procore and held against another one of Procore's. */
export function* computeBilling(
  requisition: ProcoreRequisition,
  previous: ProcoreRequisition | undefined,
): Steps<Computed> {
  const storedRetained = new Map(
    yield* mapped(previous?.items ?? [], (item) => [keyOf(item), item.storedRetained] as const),
  );
  const read = yield* mapped(requisition.items, (item, index) => {
    const key = keyOf(item);
    return billedLine(item, String(index + 1), storedRetained.has(key) ? storedRetained.get(key) : cents(0));
  });
  yield;
  const problems: BillingProblem[] = [];
  const lines: BilledLine[] = [];
  for (const line of read) {
    if (line.kind === 'missing') problems.push(line);
    else {
      lines.push(line.line);
      problems.push(...line.problems);
    }
  }
  const { paymentDue, tax } = requisition.summary;
  if (paymentDue === undefined) problems.push({ kind: 'missing', label: '', field: 'current_payment_due' });
  if (tax === undefined) problems.push({ kind: 'missing', label: '', field: 'tax_applicable_to_this_payment' });
  const { toDate, totalRetainage } = previous?.summary ?? { toDate: cents(0), totalRetainage: cents(0) };
  if (toDate === undefined) problems.push({ kind: 'missing', label: '', field: 'total_completed_and_stored_to_date' });
  if (totalRetainage === undefined) problems.push({ kind: 'missing', label: '', field: 'total_retainage' });
  if (lines.length < requisition.items.length) return { billing: undefined, problems };
  if (paymentDue === undefined || tax === undefined || toDate === undefined || totalRetainage === undefined)
    return { billing: undefined, problems };

  const billing = totalled(lines, tax);
  return {
    billing,
    problems: [
      ...problems,
      ...unequal('due_differs', billing.net, paymentDue),
      ...unequal('before_differs', billing.billedBefore, toDate),
      ...unequal('retainage_before_differs', billing.retainedBefore, totalRetainage),
    ],
  };
}

type Line =
  | { readonly kind: 'line'; readonly line: BilledLine; readonly problems: readonly BillingProblem[] }
  | Extract<BillingProblem, { kind: 'missing' }>;

/** The figures that every line needs, as Procore calls them. */
const needed = {
  toDate: 'total_completed_and_stored_to_date',
  before: 'total_completed_and_stored_to_date_from_previous',
  workThisPeriod: 'work_completed_this_period',
  storedNow: 'materials_presently_stored',
  storedBefore: 'materials_presently_stored_from_previous_progress',
  workRetainedBefore: 'work_completed_retainage_from_previous_application',
  workRetainedThisPeriod: 'work_completed_retainage_retained_this_period',
  workReleased: 'work_completed_retainage_released_this_period',
  storedRetained: 'materials_stored_retainage_currently_retained',
  storedReleased: 'materials_stored_retainage_released_this_period',
} as const satisfies { readonly [F in keyof RequisitionItem]?: string };

type Needed = keyof typeof needed;
type Complete = RequisitionItem & { readonly [F in Needed]: Cents };

const neededNames = Object.keys(needed) as readonly Needed[];

function isComplete(item: RequisitionItem): item is Complete {
  return neededNames.every((name) => item[name] !== undefined);
}

function missingIn(item: RequisitionItem): string {
  const name = neededNames.find((one) => item[one] === undefined);
  return name === undefined ? '' : needed[name];
}

function billedLine(item: RequisitionItem, label: string, storedRetainedBefore: Cents | undefined): Line {
  if (!isComplete(item)) return { kind: 'missing', label, field: missingIn(item) };
  if (storedRetainedBefore === undefined)
    return { kind: 'missing', label, field: 'the stored retainage of the requisition before' };

  const { workRetainedBefore, workReleased, storedReleased } = item;
  const gross = cents(item.toDate - item.before);
  const parts = cents(item.workThisPeriod + item.storedNow - item.storedBefore + item.moved);
  const released = cents(workReleased + storedReleased);
  const retainedBefore = cents(workRetainedBefore + storedRetainedBefore - item.retainedMoved);
  const retainedNow = cents(workRetainedBefore + item.workRetainedThisPeriod - workReleased + item.storedRetained);
  const held = cents(retainedNow - retainedBefore + released);
  const { id, type, line, description, taxed } = item;
  return {
    kind: 'line',
    line: {
      item: id,
      type,
      line,
      label,
      description,
      taxed,
      gross,
      held,
      released,
      billedBefore: item.before,
      retainedBefore,
      retainedNow,
    },
    problems: [
      ...(gross === parts ? [] : [{ kind: 'parts_differ', label, ours: gross, theirs: parts } as const]),
      ...(released > 0 && retainedNow < 0
        ? [{ kind: 'released_too_much', label, ours: released, theirs: sum([retainedBefore, held]) } as const]
        : []),
    ],
  };
}

function totalled(lines: readonly BilledLine[], tax: Cents): Billing {
  const total = { gross: 0, held: 0, released: 0, billedBefore: 0, retainedBefore: 0 };
  for (const line of lines) {
    total.gross += line.gross;
    total.held += line.held;
    total.released += line.released;
    total.billedBefore += line.billedBefore;
    total.retainedBefore += line.retainedBefore;
  }
  return {
    ...{ lines, tax },
    gross: cents(total.gross),
    held: cents(total.held),
    released: cents(total.released),
    net: cents(total.gross - total.held + total.released + tax),
    billedBefore: cents(total.billedBefore),
    retainedBefore: cents(total.retainedBefore),
  };
}

/** What Procore adds up itself, and what the requisition before ended with. */
function unequal(
  kind: 'due_differs' | 'before_differs' | 'retainage_before_differs',
  ours: Cents,
  theirs: Cents,
): readonly BillingProblem[] {
  return ours === theirs ? [] : [{ kind, label: '', ours, theirs }];
}

function keyOf({ type, line, id }: RequisitionItem): string {
  return `${type}/${line ?? `item ${id}`}`;
}
