import type { SandboxClock } from '../sandbox-clock.ts';
import type { Fields } from './fields.ts';
import { createIds, type Ids } from './ids.ts';

/** Everything that the emulated company holds. Ids are digits. */
export interface Books {
  readonly ids: Ids;
  readonly projects: Map<string, StoredProject>;
  readonly vendors: Map<string, StoredRecord>;
  readonly contracts: Map<string, StoredContract>;
  readonly changeOrders: Map<string, StoredChangeOrder>;
  readonly requisitions: Map<string, StoredRequisition>;
  readonly users: Map<string, StoredUser>;
  readonly costCodes: Map<string, CostCode>;
  readonly lineItemTypes: Map<string, LineItemType>;
  readonly wbsCodes: Map<string, WbsCode>;
}

export interface StoredRecord {
  readonly id: string;
  readonly createdBy: string;
  readonly createdAt: number;
  fields: Fields;
  updatedAt: number;
  deletedAt: number | undefined;
}

export interface StoredProject extends StoredRecord {
  /** The service account was given the project by an administrator. */
  permitted: boolean;
  budgetLocked: boolean;
}

export interface StoredContract extends StoredRecord {
  readonly type: ContractType;
  readonly project: string;
  lines: readonly StoredLine[];
  /** Stands in place of the sum of the lines, so that a header can disagree with them. */
  statedTotal: string | undefined;
}

export type ContractType = 'work_order' | 'purchase_order';

/** A change order of a commitment, and the package that Procore keeps beside it. */
export interface StoredChangeOrder extends StoredRecord {
  readonly project: string;
  readonly contract: string;
  /** Missing where Procore made none. */
  readonly packageId: string | undefined;
  /** The fields that only the package has: the marks of other systems. */
  packageFields: Fields;
  lines: readonly StoredLine[];
  /** Stands in place of the sum of the lines. */
  statedTotal: string | undefined;
}

export interface StoredLine {
  readonly id: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly fields: Fields;
}

/** A subcontractor's invoice. Only what somebody entered is kept; every figure beside it is computed when asked. */
export interface StoredRequisition extends StoredRecord {
  readonly project: string;
  readonly commitment: string;
  readonly number: number;
  /** What was stored counts as installed in the next requisition without anybody's doing. */
  movesMaterials: boolean;
  /** By the id of the line. */
  entries: ReadonlyMap<string, BilledEntry>;
  /** Stand in place of what is computed, so that a summary can disagree with its items. */
  stated: { readonly [field: string]: string | null };
  history: readonly HistoryEntry[];
}

/** What somebody entered for one line, in cents. */
export interface BilledEntry {
  readonly work: number;
  readonly stored: number;
  readonly held: number;
  readonly released: number;
  readonly storedRetained: number;
  readonly storedReleased: number;
}

export interface HistoryEntry {
  readonly id: string;
  readonly column: string;
  readonly before: string;
  readonly after: string;
  readonly by: string;
  readonly at: number;
}

export interface StoredUser {
  readonly id: string;
  /** The name by which stories speak of the person, such as `pm`. */
  readonly role: string;
  readonly name: string;
  readonly email: string;
  readonly erpIntegratedAccountant: boolean;
}

export interface CostCode {
  readonly id: string;
  /** With the prefixes of the parents, such as "2010.000". */
  readonly fullCode: string;
  readonly name: string;
  readonly originId: string | undefined;
}

export interface LineItemType {
  readonly id: string;
  /** Such as "S". */
  readonly code: string;
  readonly name: string;
  readonly baseType: string;
  readonly originId: string | undefined;
}

/** A budget code: all segments of the work breakdown structure joined. */
export interface WbsCode {
  readonly id: string;
  readonly flatCode: string;
  readonly description: string;
}

export function createBooks(seed: number, wideIds: boolean): Books {
  return {
    ids: createIds(seed, wideIds),
    projects: new Map(),
    vendors: new Map(),
    contracts: new Map(),
    changeOrders: new Map(),
    requisitions: new Map(),
    users: new Map(),
    costCodes: new Map(),
    lineItemTypes: new Map(),
    wbsCodes: new Map(),
  };
}

export function newRecord(books: Books, clock: SandboxClock, fields: Fields, createdBy: string): StoredRecord {
  const now = clock.now();
  return {
    id: books.ids.record(),
    createdBy,
    createdAt: now,
    fields,
    updatedAt: now,
    deletedAt: undefined,
  };
}

/** A change always shows in `updated_at`, even when two fall into one millisecond. */
export function touch(record: StoredRecord, clock: SandboxClock): void {
  record.updatedAt = Math.max(clock.now(), record.updatedAt + 1);
}

export function standing<T extends StoredRecord>(records: Map<string, T>): readonly T[] {
  return [...records.values()].filter(({ deletedAt }) => deletedAt === undefined);
}
