import type { Procore, ProcoreFailure, Changed, StampFailure } from '../ports/procore.ts';
import type { Books, Sage, SageReadFailure } from '../ports/sage.ts';
import type { SageKind } from '../ports/sage-kinds.ts';
import type { Turns } from '../ports/turns.ts';
import type { Edit } from '../people/authors.ts';
import type { Instant } from '../shared/dates.ts';
import type { OperationKey, ProjectId, RecordId, TransferId } from '../shared/ids.ts';
import type { JsonObject } from '../shared/json.ts';
import type { Direction, Kind } from '../shared/kinds.ts';
import type { Cents } from '../shared/money.ts';
import type { Result } from '../shared/result.ts';
import type { ChosenValues } from './input.ts';
import type { ByHand, Ground, Offer } from './offer.ts';
import type { Company } from './settings.ts';
import type { Drift } from './afterwards.ts';
import type { Held, Receipt, State } from './transfer.ts';

/** A company with its two systems. */
export interface Site {
  readonly company: Company;
  readonly procore: Procore;
  readonly sage: Sage;
  readonly turns: Turns;
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

  /** Says again what Procore decides of a document that was posted. Writes nothing. */
  restate(site: Site, ref: RecordRef, document: JsonObject): Promise<Restated>;

  /** What Sage holds now of what was left to a person there; for kinds that leave nothing there is none. */
  heldNow?(site: Site, byHand: ByHand): Promise<Result<Cents | undefined, SageReadFailure>>;

  /**
   * Writes the Sage key into the Procore record, after an import into the one that was made; what stands there is replaced
   * only where it is of a link that ended.
   */
  stamp(site: Site, ref: RecordRef, mark: Mark): Promise<Result<undefined, StampFailure>>;

  /** Sets the Procore record back so that its author can edit it. */
  reopen(site: Site, ref: RecordRef): Promise<Result<undefined, ProcoreFailure>>;
}

export interface Mark {
  readonly originId: string;
  /** Keys of records in Sage to which this one was linked before. */
  readonly ended: readonly string[];
}

/**
 * What may not change any more once it is posted: vendor, status, schedule of values and retainage, under the document's
 * own names, as Procore has them now.
 */
export type Restated =
  | { readonly kind: 'restated'; readonly fields: JsonObject; readonly status: RestatedStatus }
  | { readonly kind: 'gone' }
  | { readonly kind: 'unread'; readonly failure: ProcoreFailure }
  | { readonly kind: 'sage_away' };

/** The status in Procore, and those that count as approved. */
export interface RestatedStatus {
  readonly now: string;
  readonly ready: readonly string[];
}

/** What the engine knows of a record before looking. */
export interface Known {
  readonly edits: readonly Edit[];
  /** The key of the operation that would write it. */
  readonly operationKey: OperationKey;
  readonly now: Instant;
  /** What people chose of the document. */
  readonly inputs?: ChosenValues;
  /** Keys of records in Sage to which it was linked before: a mark with one of them is no link. */
  readonly ended?: readonly string[];
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
  /** What is otherwise with it than when it was posted. */
  readonly drift?: Drift;
  readonly number?: string;
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
  readonly drift?: Drift;
  /** Why it is held, where it is. */
  readonly why?: Held['why'];
}

export type Looked =
  | {
      readonly kind: 'ready';
      readonly offer: Offer;
      readonly document?: JsonObject;
      /** Nothing is to be written, and what a person had to do in Sage instead is seen there. */
      readonly done?: { readonly before: Cents; readonly after: Cents };
    }
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
