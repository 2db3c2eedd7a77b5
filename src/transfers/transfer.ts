import type { Platform } from '../ports/chat.ts';
import type { Problem } from '../ports/sage.ts';
import type { Instant } from '../shared/dates.ts';
import type {
  CompanyId,
  Fingerprint,
  OperationKey,
  PersonId,
  ProjectId,
  RecordId,
  SageCompany,
  TransferId,
} from '../shared/ids.ts';
import type { Direction, Kind } from '../shared/kinds.ts';
import type { Drift, HandDone } from './afterwards.ts';
import type { Tick } from './check.ts';
import type { Difference } from './difference.ts';
import type { Inputs, InputName } from './input.ts';
import type { CompleteOffer, Offer } from './offer.ts';

/** One record on its way to the other system. Each state is a type of its own and carries just what it needs. */
export type Transfer = Open | Ended;

export type Open = Blocked | Awaiting | Approved | Sending | Unconfirmed | Held | Refused | Posted;
export type Ended = Synced | SentBack | Superseded | Withdrawn | DoneByHand | Unlinked;
export type State = Transfer['state'];
/** What may still move: a synced record stays, but something can be otherwise with it, and a person can unlink it. */
export type Leavable = Open | Synced;

interface Common {
  readonly id: TransferId;
  readonly company: CompanyId;
  readonly sageCompany: SageCompany;
  readonly kind: Kind;
  readonly direction: Direction;
  readonly project: ProjectId;
  readonly record: RecordId;
  /** Ordinal of the transfers of this record, given when it was opened and never given again. */
  readonly round: number;
  /** The permanent key of the one write, made when the transfer was opened. */
  readonly operationKey: OperationKey;
  /** Which try of the operation is next or under way; a higher one only after the one before was refused or closed. */
  readonly attempt: number;
  /** 1 when opened, one more with every transition. */
  readonly revision: number;
  readonly openedAt: Instant;
  readonly changedAt: Instant;
  /** The round this one replaces. */
  readonly previous?: Previous;
  /** What people chose of the document in place of what is usual. */
  readonly inputs?: Inputs;
}

export interface Previous {
  readonly transfer: TransferId;
  readonly round: number;
  readonly how: 'superseded' | 'sent_back' | 'withdrawn' | 'unlinked';
  readonly differences: readonly Difference[];
  readonly approvedBy: readonly PersonId[];
  /** What of it follows from a choice that a person made here, and not from an edit in Procore. */
  readonly chosen?: readonly { readonly name: InputName; readonly by: PersonId }[];
}

/** What one person decided, bound to exactly what he was shown. */
export interface Approval {
  readonly person: PersonId;
  readonly role: string;
  readonly platform: Platform;
  readonly at: Instant;
  readonly fingerprint: Fingerprint;
  readonly ticks: readonly Tick[];
  readonly policyVersion: string;
}

/** A blocking check fails, or the document cannot be built yet. */
export type Blocked = Common & { readonly state: 'blocked'; readonly offer: Offer };

export type Awaiting = Common & {
  readonly state: 'awaiting';
  readonly offer: CompleteOffer;
  readonly approvals: readonly Approval[];
};

interface Decided extends Common {
  readonly offer: CompleteOffer;
  readonly approvals: readonly Approval[];
}

/** Every seat is filled and on disk. */
export type Approved = Decided & { readonly state: 'approved'; readonly waiting?: Waiting };

/** Why nothing was tried, or will be tried again later; the document has not left. */
export interface Waiting {
  readonly for: 'procore' | 'sage' | 'administrator';
  readonly since: Instant;
  readonly reason: string;
}

/** The intent is on disk; a write may have left. */
export type Sending = Decided & { readonly state: 'sending'; readonly sentAt: Instant };

/** A write left and no trustworthy answer came. */
export type Unconfirmed = Decided & {
  readonly state: 'unconfirmed';
  readonly sentAt: Instant;
  /** Until when the bot looks by itself before it closes the operation. */
  readonly reportBy: Instant;
};

/** A person must look. */
export type Held = Decided & {
  readonly state: 'held';
  readonly why: 'differs' | 'found_other' | 'several' | 'untold' | 'voided';
  /** What stands in Sage; missing when the bridge cannot tell. */
  readonly found?: Receipt;
  /** Approved against stored. */
  readonly differences: readonly Difference[];
  /** Names what is shown now, as `offer.terms` names the offer. */
  readonly terms: string;
  /** The new full decision over the difference, seat by seat. */
  readonly acceptances: readonly (Approval & { readonly reason: string })[];
  /** When the last seat agreed. It counts once Sage was read again and still holds what was agreed to. */
  readonly agreedAt?: Instant;
};

/** Sage said no and wrote nothing. */
export type Refused = Decided & { readonly state: 'refused'; readonly problems: readonly Problem[] };

/** Written and read back, not stamped in Procore yet. */
export type Posted = Decided & { readonly state: 'posted'; readonly receipt: Receipt; readonly waiting?: Waiting };

export type Synced = Decided & {
  readonly state: 'synced';
  readonly receipt: Receipt;
  readonly stamp: { readonly kind: 'stamped' } | { readonly kind: 'unstamped'; readonly reason: Unstamped };
  /** What is otherwise than when it was posted. */
  readonly drift?: Drift;
  /** When what was left to do in Sage by hand was seen there. */
  readonly byHand?: HandDone;
};

export type Unstamped =
  | { readonly kind: 'foreign'; readonly originId: string }
  | { readonly kind: 'gone' }
  /** Procore has no place for a mark on it. */
  | { readonly kind: 'no_place' }
  | { readonly kind: 'refused'; readonly message: string };

export type SentBack = Common & {
  readonly state: 'sent_back';
  readonly offer: Offer;
  readonly by: PersonId;
  readonly platform: Platform;
  readonly reason: string;
  readonly to: SendBackTo;
};

/** Where a record goes that is sent back: to its author with a message, or set back in Procore as well. */
export const sendBackTargets = ['project_manager', 'reopen'] as const;
export type SendBackTo = (typeof sendBackTargets)[number];

export type Superseded = Common & {
  readonly state: 'superseded';
  readonly offer: Offer;
  readonly by: TransferId;
  readonly approvals: readonly Approval[];
};

export type Withdrawn = Common & {
  readonly state: 'withdrawn';
  readonly offer: Offer;
  readonly why: 'gone' | 'not_ready' | 'linked_elsewhere' | 'not_live';
};

export type DoneByHand = Common & {
  readonly state: 'done_by_hand';
  readonly offer: Offer;
  /** Missing when Sage itself showed that it was done. */
  readonly by?: PersonId;
  readonly reason: string;
  readonly seen?: HandDone;
};

export type Unlinked = Common & {
  readonly state: 'unlinked';
  readonly offer: Offer;
  readonly by: PersonId;
  readonly reason: string;
  readonly receipt: Receipt;
};

/** Proof of a write: what stands in Sage, as it was read back. */
export interface Receipt {
  readonly key: string;
  readonly id: string;
  readonly number: string;
  readonly readAt: Instant;
  /** Who had put it there, when the bot did not get the answer itself. */
  readonly adopted: 'no' | 'by_key' | 'by_number' | 'by_person';
  /** Procore line to Sage line. */
  readonly lineMap: readonly LinePlace[];
}

/** Where a Procore line stands in Sage. */
export interface LinePlace {
  readonly lineRef: string;
  /** The line of the record itself. */
  readonly line: string;
  /** The line of the commitment that it changes or bills, where it builds on one. */
  readonly groundLine?: string;
}
