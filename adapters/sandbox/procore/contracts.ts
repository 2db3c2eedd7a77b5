import type { SandboxClock } from '../sandbox-clock.ts';
import {
  newRecord,
  touch,
  type Books,
  type ContractType,
  type StoredContract,
  type StoredLine,
  type StoredProject,
} from './books.ts';
import { checkFields, type FieldRules, type Fields } from './fields.ts';
import { codedError, fieldErrors, type FieldProblems } from './refusal.ts';
import { contractWords } from './contract-types.ts';
import { lineRules } from './rules.ts';

export function createContract(
  books: Books,
  clock: SandboxClock,
  project: StoredProject,
  fields: Fields,
  createdBy: string,
  type: ContractType = 'work_order',
): StoredContract {
  const defaults = { status: 'Draft', executed: false, private: false, accounting_method: 'amount' };
  const record = newRecord(books, clock, { ...defaults, ...fields }, createdBy);
  const contract = { ...record, type, project: project.id, lines: [], statedTotal: undefined };
  books.contracts.set(contract.id, contract);
  return contract;
}

export function changeContract(clock: SandboxClock, contract: StoredContract, fields: Fields): void {
  contract.fields = { ...contract.fields, ...fields };
  touch(contract, clock);
}

export function newLine(books: Books, clock: SandboxClock, fields: Fields): StoredLine {
  const now = clock.now();
  return { id: books.ids.record(), createdAt: now, updatedAt: now, fields: { extended_type: 'manual', ...fields } };
}

export function replaceLines(clock: SandboxClock, contract: StoredContract, lines: readonly StoredLine[]): void {
  contract.lines = lines;
  touch(contract, clock);
}

/** Fields of a contract as they are kept. Throws the 422 of Procore's when one of them is wrong. */
export function contractFields(books: Books, given: object, type: ContractType = 'work_order'): Fields {
  const { fields, problems } = checkFields(contractWords[type].rules, given);
  const vendor = fields['vendor_id'];
  const unknownVendor = typeof vendor === 'string' && !books.vendors.has(vendor);
  refuseProblems({ ...problems, ...(unknownVendor ? { vendor_id: ['was not found'] } : {}) });
  return fields;
}

export function lineFields(books: Books, given: object, lax = false, rules: FieldRules = lineRules): Fields {
  const { fields, problems } = checkFields(rules, given, lax);
  const places = { cost_code_id: books.costCodes, line_item_type_id: books.lineItemTypes, wbs_code_id: books.wbsCodes };
  const unknown = Object.entries(places).filter(([field, known]) => {
    const id = fields[field];
    return typeof id === 'string' && !known.has(id);
  });
  refuseProblems({ ...problems, ...Object.fromEntries(unknown.map(([field]) => [field, ['was not found']])) });
  return fields;
}

/** In a project whose books Procore's own ERP connector keeps, a synced contract is locked. */
export function refuseLocked(project: StoredProject, contract: StoredContract): void {
  if (project.fields['erp_integrated'] !== true || !hasOrigin(contract)) return;
  throw lockedByErp();
}

export const lockedByErp = (): Error =>
  codedError(422, 'This record is locked by ERP', { base: ['record locked by ERP'] });

/** An `origin_id` is unique among the contracts of the company. */
export function originTaken(books: Books, fields: Fields, except?: StoredContract): boolean {
  const wanted = fields['origin_id'];
  if (typeof wanted !== 'string' || wanted === '') return false;
  return [...books.contracts.values()].some((other) => other !== except && other.fields['origin_id'] === wanted);
}

function hasOrigin(contract: StoredContract): boolean {
  const origin = contract.fields['origin_id'];
  return typeof origin === 'string' && origin !== '';
}

function refuseProblems(problems: FieldProblems): void {
  if (Object.keys(problems).length > 0) throw fieldErrors(422, problems);
}
