import type { ProcoreRequisition, RequisitionItem } from '../ports/requisition.ts';
import type { RecordId } from '../shared/ids.ts';
import { cents, sum, type Cents } from '../shared/money.ts';

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
export function computeBilling(requisition: ProcoreRequisition, previous: ProcoreRequisition | undefined): Computed {
  const storedRetained = new Map(previous?.items.map((item) => [keyOf(item), item.storedRetained] as const));
  const problems: BillingProblem[] = [];
  const lines: BilledLine[] = [];
  for (const [index, item] of requisition.items.entries()) {
    const label = String(index + 1);
    const before = storedRetained.has(keyOf(item)) ? storedRetained.get(keyOf(item)) : cents(0);
    const line = billedLine(item, label, before);
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

function billedLine(item: RequisitionItem, label: string, storedRetainedBefore: Cents | undefined): Line {
  const needed = {
    total_completed_and_stored_to_date: item.toDate,
    total_completed_and_stored_to_date_from_previous: item.before,
    work_completed_this_period: item.workThisPeriod,
    materials_presently_stored: item.storedNow,
    materials_presently_stored_from_previous_progress: item.storedBefore,
    work_completed_retainage_from_previous_application: item.workRetainedBefore,
    work_completed_retainage_retained_this_period: item.workRetainedThisPeriod,
    work_completed_retainage_released_this_period: item.workReleased,
    materials_stored_retainage_currently_retained: item.storedRetained,
    materials_stored_retainage_released_this_period: item.storedReleased,
    'the stored retainage of the requisition before': storedRetainedBefore,
  };
  const missing = Object.entries(needed).find(([, value]) => value === undefined);
  if (missing !== undefined) return { kind: 'missing', label, field: missing[0] };
  const known = needed as { readonly [F in keyof typeof needed]: Cents };

  const gross = cents(
    known.total_completed_and_stored_to_date - known.total_completed_and_stored_to_date_from_previous,
  );
  const parts = cents(
    known.work_completed_this_period +
      known.materials_presently_stored -
      known.materials_presently_stored_from_previous_progress +
      item.moved,
  );
  const released = sum([
    known.work_completed_retainage_released_this_period,
    known.materials_stored_retainage_released_this_period,
  ]);
  const retainedBefore = cents(
    known.work_completed_retainage_from_previous_application +
      known['the stored retainage of the requisition before'] -
      item.retainedMoved,
  );
  const retainedNow = cents(
    known.work_completed_retainage_from_previous_application +
      known.work_completed_retainage_retained_this_period -
      known.work_completed_retainage_released_this_period +
      known.materials_stored_retainage_currently_retained,
  );
  const held = cents(retainedNow - retainedBefore + released);
  const { id, type, line, description, taxed } = item;
  const billedBefore = known.total_completed_and_stored_to_date_from_previous;
  return {
    kind: 'line',
    line: {
      ...{ item: id, type, line, label, description, taxed },
      ...{ gross, held, released, billedBefore, retainedBefore, retainedNow },
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
  const gross = sum(lines.map((line) => line.gross));
  const held = sum(lines.map((line) => line.held));
  const released = sum(lines.map((line) => line.released));
  return {
    ...{ lines, gross, held, released, tax },
    net: cents(gross - held + released + tax),
    billedBefore: sum(lines.map((line) => line.billedBefore)),
    retainedBefore: sum(lines.map((line) => line.retainedBefore)),
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
