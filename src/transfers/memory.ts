import type { Edit } from '../people/authors.ts';
import type { Row, Store } from '../ports/store.ts';
import type { Instant } from '../shared/dates.ts';
import type { CompanyId, Fingerprint, ProjectId, RecordId, TransferId } from '../shared/ids.ts';
import type { JsonObject } from '../shared/json.ts';
import type { Kind } from '../shared/kinds.ts';
import { documentKey, memoryKey, targetKey } from './keys.ts';
import type { State, Transfer } from './transfer.ts';
import type { SageCompany } from '../shared/ids.ts';

/** The permanent row of a record: what is left of it when its transfers have ended. */
export interface Memory {
  readonly company: CompanyId;
  readonly kind: Kind;
  readonly project: ProjectId;
  readonly record: RecordId;
  readonly number: string;
  /** The last round that was opened, 0 before the first. */
  readonly round: number;
  readonly transfer?: TransferId;
  readonly lastState?: State;
  readonly lastFingerprint?: Fingerprint;
  /** The key of the Sage record it is linked to. */
  readonly link?: string;
  /** Keys of Sage records to which it was linked until a person ended that. */
  readonly ended?: readonly string[];
  /** A person asked for it to be offered again though nothing changed. */
  readonly askedAgain?: boolean;
  /** Why nothing is offered, when nothing is. */
  readonly resting?: { readonly why: string; readonly detail: string };
  readonly sourceUpdatedAt?: Instant;
}

/** Who holds a natural key in Sage: the record, for as long as a transfer of it is open or it is linked. */
export interface Target {
  readonly record?: RecordId;
  readonly transfer?: TransferId;
}

/** A value with the revision it was read at; revision 0 is a row that is not there. */
export interface Read<T> {
  readonly value: T | undefined;
  readonly rev: number;
}

function read<T>(row: Row | undefined): Read<T> {
  return row === undefined ? { value: undefined, rev: 0 } : { value: row.value as unknown as T, rev: row.rev };
}

export async function readTransfer(store: Store, id: TransferId): Promise<Read<Transfer>> {
  return read(await store.get('transfers', id));
}

export async function readMemory(
  store: Store,
  company: CompanyId,
  kind: Kind,
  record: RecordId,
): Promise<Read<Memory>> {
  return read(await store.get('records', memoryKey(company, kind, record)));
}

export async function readTarget(store: Store, company: SageCompany, kind: Kind, key: string): Promise<Read<Target>> {
  return read(await store.get('targets', targetKey(company, kind, key)));
}

export async function readDocument(store: Store, company: CompanyId, fingerprint: Fingerprint): Promise<JsonObject> {
  const row = await store.get('documents', documentKey(company, fingerprint));
  if (row === undefined) throw new Error('a document that was offered is not in the store');
  return row.value;
}

export async function readEdits(
  store: Store,
  company: CompanyId,
  kind: Kind,
  record: RecordId,
): Promise<Read<{ readonly edits: readonly Edit[] }>> {
  return read(await store.get('edits', memoryKey(company, kind, record)));
}

/** Plain data for the store. Types with optional fields are data too, but the compiler cannot see it. */
export function stored(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject;
}
