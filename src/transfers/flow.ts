import type { Procore, ProcoreFailure, Changed, StampFailure } from '../ports/procore.ts';
import type { Books, Sage } from '../ports/sage.ts';
import type { SageKind } from '../ports/sage-kinds.ts';
import type { Edit } from '../people/authors.ts';
import type { Instant } from '../shared/dates.ts';
import type { OperationKey, ProjectId, RecordId, TransferId } from '../shared/ids.ts';
import type { JsonObject } from '../shared/json.ts';
import type { Direction, Kind } from '../shared/kinds.ts';
import type { Result } from '../shared/result.ts';
import type { Ground, Offer } from './offer.ts';
import type { Company } from './settings.ts';
import type { Receipt, State } from './transfer.ts';

/** A company with its two systems. */
export interface Site {
  readonly company: Company;
  readonly procore: Procore;
  readonly sage: Sage;
}

export interface RecordRef {
  readonly project: ProjectId;
  readonly record: RecordId;
}

/** What the engine must know of a workflow. Everything else about transfers is the same for all of them. */
export interface Flow {
  readonly kind: Kind;
  /** Of a kind that travels both ways, the id of the record tells which: so the same natural key is reserved for both. */
  readonly direction: Direction | ((record: RecordId) => Direction);
  /** What goes first when several wait: job, vendor, budget, budget change, commitment, CCO, invoice. */
  readonly rank: number;
  /** The bridge's collection that is written, unless an offer names another one. */
  readonly target: SageKind;

  /** Records of the project that changed at that time or later. */
  changed(
    site: Site,
    project: ProjectId,
    since: Instant | undefined,
  ): Promise<Result<readonly Changed[], ProcoreFailure>>;

  /** Reads both systems and says what is to be offered. Writes nothing. */
  look(site: Site, ref: RecordRef, known: Known): Promise<Looked>;

  /** The books that an import is written into. */
  importsInto?(site: Site): Books;

  /** Writes the Sage key into the Procore record; after an import, into the one that was made. */
  stamp(site: Site, ref: RecordRef, sageKey: string): Promise<Result<undefined, StampFailure>>;

  /** Sets the Procore record back so that its author can edit it. */
  reopen(site: Site, ref: RecordRef): Promise<Result<undefined, ProcoreFailure>>;
}

/** What the engine knows of a record before looking. */
export interface Known {
  readonly edits: readonly Edit[];
  /** The key of the operation that would write it. */
  readonly operationKey: OperationKey;
  readonly now: Instant;
  /** What the bot knows of another record of the company on which this one builds. */
  standing(ground: Ground): Promise<Standing>;
  /** The records that build on that one and are on their way or in Sage, this one left out. */
  builtOn(ground: Ground): Promise<readonly Built[]>;
}

/** How far a record is that others build on. Nothing of it is known before its first round, or when it is not offered. */
export interface Standing {
  readonly transfer?: TransferId;
  readonly state?: State;
  /** What stands in Sage for it, line map included; only while it is posted or synced. */
  readonly receipt?: Receipt;
}

/** A record that builds on the same ground. */
export interface Built {
  readonly kind: Kind;
  readonly record: RecordId;
  readonly number: string;
  readonly state: State;
  /** What was approved or is to be; missing while it cannot be built. */
  readonly document?: JsonObject;
  readonly receipt?: Receipt;
}

export type Looked =
  | { readonly kind: 'ready'; readonly offer: Offer; readonly document?: JsonObject }
  /** Not for accounting, or not yet. */
  | {
      readonly kind: 'not_ready';
      readonly why: 'status' | 'not_live' | 'erp_integrated' | 'linked';
      readonly number: string;
      readonly detail: string;
      readonly sourceUpdatedAt: Instant;
    }
  | { readonly kind: 'gone' }
  /** Could not be read; nothing is known and nothing changes. */
  | { readonly kind: 'unread'; readonly failure: ProcoreFailure };

/** The collection that a document of this offer is written into. */
export function collectionOf(flow: Flow, offer: Pick<Offer, 'collection'>): SageKind {
  return offer.collection ?? flow.target;
}

export function directionOf({ direction }: Pick<Flow, 'direction'>, record: RecordId): Direction {
  return typeof direction === 'function' ? direction(record) : direction;
}

/** The books that this transfer is written into. */
export function booksOf(site: Site, flow: Flow, { direction }: { readonly direction: Direction }): Books {
  if (direction === 'export') return site.sage;
  if (flow.importsInto === undefined) throw new Error(`the workflow of ${flow.kind} imports into nothing`);
  return flow.importsInto(site);
}

export type Flows = ReadonlyMap<Kind, Flow>;
