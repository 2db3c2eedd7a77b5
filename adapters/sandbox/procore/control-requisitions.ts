import type { Json, JsonObject } from '../../../src/shared/json.ts';
import { ControlError } from '../emulator.ts';
import { billableLines } from './billable-lines.ts';
import { standing, type StoredContract, type StoredRequisition } from './books.ts';
import type { Context } from './context.ts';
import type { Desk } from './desk.ts';
import { decimalText } from './fields.ts';
import { requisitionShown } from './requisition-answers.ts';
import { figuresOf } from './requisition-arithmetic.ts';
import { billItems, changeRequisition, createRequisition, requisitionFields } from './requisitions.ts';
import { digitsOf } from './wire.ts';

/**
 * Subcontractor invoices as people make them. Besides the fields of Procore's own create call: `project_id`,
 * `commitment_id`, `items`, `number`, `summary` for figures that are to disagree with the items, and
 * `move_materials_to_previous_work_completed`. `line_items: [{amount}]` bills that work on the lines in their order.
 */
export function requisitionDesk({ books, clock }: Context): Desk<StoredRequisition> {
  return {
    resource: undefined,
    records: () => books().requisitions,
    create(given, doer) {
      const { own, items, number, summary, moves } = parts(given);
      const contract = contractOf(given);
      const today = new Date(clock.now()).toISOString().slice(0, 10);
      const fields = requisitionFields(books(), { billing_date: today, submitted_at: today, ...own });
      const requisition = createRequisition(books(), clock, contract, fields, doer.userId, number);
      requisition.movesMaterials = moves === true;
      requisition.stated = summary ?? {};
      try {
        billItems(books(), requisition, items ?? tenthOfEach(requisition));
      } catch (error) {
        books().requisitions.delete(requisition.id);
        throw error;
      }
      return requisition;
    },
    change(requisition, given, doer) {
      const { own, items, summary, moves } = parts(given);
      const fields = requisitionFields(books(), own, requisition);
      if (items !== undefined) billItems(books(), requisition, items);
      if (moves !== undefined) requisition.movesMaterials = moves === true;
      // new items make figures that were stated for the old ones meaningless
      if (summary !== undefined || items !== undefined) requisition.stated = summary ?? {};
      changeRequisition(books(), clock, requisition, fields, doer.userId);
    },
    shown: (requisition) => requisitionShown(books(), requisition, 'items'),
    project: ({ project }) => project,
  };

  /** The commitment that is named, or the first that is in Sage already. */
  function contractOf({ commitment_id: named, project_id: project }: JsonObject): StoredContract {
    const contracts = standing(books().contracts).filter(
      (contract) => project === undefined || contract.project === digitsOf(project),
    );
    const found =
      named === undefined
        ? (contracts.find(({ type, fields }) => type === 'work_order' && typeof fields['origin_id'] === 'string') ??
          contracts[0])
        : contracts.find(({ id }) => id === digitsOf(named));
    if (found === undefined) throw new ControlError('no_contract', `There is no commitment ${String(named ?? 'yet')}.`);
    return found;
  }

  /** What somebody bills who only says that there is an invoice: a tenth of each line, up to what is left. */
  function tenthOfEach(requisition: StoredRequisition): Json[] {
    const figures = figuresOf(books(), requisition);
    return billableLines(books(), requisition.commitment, []).map(({ id, scheduled }) => {
      const left = scheduled - (figures.get(id)?.toDateBefore ?? 0);
      const work = Math.max(0, Math.min(left, Math.floor(scheduled / 10)));
      return { line_item_id: id, work_completed_this_period: (work / 100).toFixed(2) };
    });
  }
}

interface Parts {
  readonly own: JsonObject;
  readonly items: Json[] | undefined;
  readonly number: number | undefined;
  readonly summary: { readonly [field: string]: string | null } | undefined;
  readonly moves: Json | undefined;
}

function parts(given: JsonObject): Parts {
  const { project_id: _project, commitment_id: _commitment, items, line_items: lines, ...rest } = given;
  const { number, summary, move_materials_to_previous_work_completed: moves, ...own } = rest;
  if (items !== undefined && !Array.isArray(items)) throw new ControlError('bad_field', 'items is a list.');
  if (lines !== undefined && !Array.isArray(lines)) throw new ControlError('bad_field', 'line_items is a list.');
  // a number that does not count is the subcontractor's own
  const ordinal = /^[1-9]\d{0,5}$/.test(String(number ?? '')) ? Number(number) : undefined;
  const words = number !== undefined && ordinal === undefined ? { invoice_number: String(number) } : {};
  return {
    own: { ...words, ...own },
    items: (items as Json[] | undefined) ?? lines?.map(workOf),
    number: ordinal,
    summary: summary === undefined ? undefined : stated(summary),
    moves,
  };
}

function workOf(line: Json): Json {
  const { amount, ...named } = isObject(line) ? line : {};
  return { ...named, ...(amount === undefined ? {} : { work_completed_this_period: amount }) };
}

function stated(summary: Json): { readonly [field: string]: string | null } {
  if (!isObject(summary)) throw new ControlError('bad_field', 'summary is an object.');
  return Object.fromEntries(
    Object.entries(summary).map(([field, value]) => [field, value === null ? null : (decimalText(value, true) ?? '')]),
  );
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
