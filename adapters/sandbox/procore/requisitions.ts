import { centsFromDecimal, type Cents } from '../../../src/shared/money.ts';
import type { SandboxClock } from '../sandbox-clock.ts';
import { newRecord, type BilledEntry, type Books, type StoredContract, type StoredRequisition } from './books.ts';
import { billableLines } from './billable-lines.ts';
import { checkFields, type Fields } from './fields.ts';
import { codedError, fieldErrors } from './refusal.ts';
import { figuresOf, ofCommitment, share } from './requisition-arithmetic.ts';
import { requisitionItemRules, requisitionRules } from './rules.ts';
import { isWireObject } from './wire.ts';

/** Makes the next requisition of a commitment; every line begins with what it had in store. */
export function createRequisition(
  books: Books,
  clock: SandboxClock,
  contract: StoredContract,
  fields: Fields,
  createdBy: string,
  number = (ofCommitment(books, contract.id).at(-1)?.number ?? 0) + 1,
): StoredRequisition {
  const requisition: StoredRequisition = {
    ...newRecord(books, clock, { status: 'draft', final: false, ...fields }, createdBy),
    project: contract.project,
    commitment: contract.id,
    number,
    movesMaterials: false,
    entries: new Map(),
    stated: {},
    history: [],
  };
  books.requisitions.set(requisition.id, requisition);
  return requisition;
}

/** Changes fields and keeps what they were in the history, as Procore does. */
export function changeRequisition(
  books: Books,
  clock: SandboxClock,
  requisition: StoredRequisition,
  fields: Fields,
  by: string,
): void {
  const changed = Object.entries(fields).filter(([field, value]) => (requisition.fields[field] ?? null) !== value);
  const text = (value: string | boolean | null | undefined): string => String(value ?? '');
  requisition.history = [
    ...requisition.history,
    ...changed.map(([column, value]) => ({
      id: books.ids.record(),
      column,
      before: text(requisition.fields[column]),
      after: text(value),
      by,
      at: clock.now(),
    })),
  ];
  requisition.fields = { ...requisition.fields, ...fields };
}

export function requisitionFields(books: Books, given: object, except?: StoredRequisition): Fields {
  const { fields, problems } = checkFields(requisitionRules, given);
  if (Object.keys(problems).length > 0) throw fieldErrors(422, problems);
  const origin = fields['origin_id'];
  const taken = [...books.requisitions.values()].some(
    (other) => other !== except && typeof origin === 'string' && other.fields['origin_id'] === origin,
  );
  if (taken) throw fieldErrors(422, { origin_id: ['has already been taken'] });
  return fields;
}

/** Lays what was given for items over what stands; retainage follows the contract's rate where nothing else is given. */
export function billItems(books: Books, requisition: StoredRequisition, given: unknown): void {
  if (!Array.isArray(given)) throw codedError(400, 'items is a list');
  const items: readonly unknown[] = given;
  const lines = billableLines(books, requisition.commitment, []);
  const rate = Number(
    centsFromDecimal(String(books.contracts.get(requisition.commitment)?.fields['retainage_percent'])),
  );
  const entries = new Map(requisition.entries);
  for (const [index, item] of items.entries()) {
    if (!isWireObject(item)) throw codedError(400, 'An item is an object');
    const { id, materials_stored_retainage_released_this_period: storedReleased, ...own } = item;
    const { fields, problems } = checkFields(requisitionItemRules, own);
    if (Object.keys(problems).length > 0) throw fieldErrors(422, problems);
    const named = fields['line_item_id'] ?? idText(id);
    const line = typeof named === 'string' ? named : lines[index]?.id;
    if (line === undefined || !lines.some((known) => known.id === line)) {
      throw fieldErrors(422, { line_item_id: ['was not found'] });
    }
    const before = figuresOf(books, requisition).get(line);
    entries.set(line, entryFrom(fields, before, Number.isNaN(rate) ? 0 : rate, amountIn(storedReleased) ?? 0));
  }
  requisition.entries = entries;
}

function entryFrom(
  fields: Fields,
  standing: BilledEntry | undefined,
  rate: number,
  storedReleased: number,
): BilledEntry {
  const given = (field: string): Cents | undefined => amountIn(fields[field]);
  const work = given('work_completed_this_period') ?? standing?.work ?? 0;
  const stored = given('materials_presently_stored') ?? standing?.stored ?? 0;
  const workRate = given('work_completed_retainage_percent_this_period') ?? rate;
  const storedRate = given('materials_stored_retainage_percent_this_period') ?? rate;
  return {
    work,
    stored,
    held: given('work_completed_retainage_retained_this_period') ?? share(work, workRate),
    released: given('work_completed_retainage_released_this_period') ?? 0,
    storedRetained: given('materials_stored_retainage_currently_retained') ?? share(stored, storedRate),
    storedReleased,
  };
}

function amountIn(value: unknown): Cents | undefined {
  return typeof value === 'string' || typeof value === 'number' ? centsFromDecimal(String(value)) : undefined;
}

function idText(id: unknown): string | undefined {
  const { fields } = checkFields({ id: 'id' }, id === undefined ? {} : { id });
  return typeof fields['id'] === 'string' ? fields['id'] : undefined;
}
