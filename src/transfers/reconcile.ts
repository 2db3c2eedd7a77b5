import type { Instant } from '../shared/dates.ts';
import { canonicalJson } from '../shared/fingerprint.ts';
import { isAuthor } from '../people/authors.ts';
import { personById, type People } from '../people/people.ts';
import { blocks, unticked } from './check.ts';
import type { Looked } from './flow.ts';
import { stored, type Memory } from './memory.ts';
import type { Notice } from './notice.ts';
import { isComplete, type Offer } from './offer.ts';
import type {
  Approval,
  Awaiting,
  Blocked,
  DoneByHand,
  Leavable,
  Open,
  Refused,
  Transfer,
  Withdrawn,
} from './transfer.ts';

/** What a look asks for, given what is known of the record. */
export type Plan =
  | { readonly do: 'nothing' }
  | { readonly do: 'rest'; readonly why: string; readonly detail: string; readonly askedAgain: boolean }
  | { readonly do: 'open'; readonly offer: Offer; readonly replaces: Transfer | undefined }
  | { readonly do: 'refresh'; readonly before: Open; readonly after: Transfer; readonly notices: readonly Notice[] }
  | { readonly do: 'supersede'; readonly before: Open; readonly approvals: readonly Approval[]; readonly offer: Offer };

type Seen = Exclude<Looked, { readonly kind: 'unread' }>;

/** Decides what a look means. Pure: what stands in Sage is moved by nothing but an answer from Sage. */
export function reconcile(
  current: Transfer | undefined,
  memory: Memory | undefined,
  seen: Seen,
  people: People,
  now: Instant,
): Plan {
  switch (current?.state) {
    case 'blocked':
    case 'awaiting':
    case 'refused':
    case 'approved':
      if (seen.kind !== 'ready') return withdraw(current, seen, now);
      return seen.done === undefined ? compare(current, seen.offer, people, now) : doneByHand(current, seen.done, now);
    case 'sending':
    case 'unconfirmed':
    case 'held':
    case 'posted':
    case 'synced':
    case 'done_by_hand':
      return { do: 'nothing' };
    default:
      return offerAgain(current, memory, seen);
  }
}

function offerAgain(ended: Transfer | undefined, memory: Memory | undefined, seen: Seen): Plan {
  if (seen.kind === 'gone') return { do: 'nothing' };
  if (seen.kind === 'not_ready') {
    // a record that was sent back and taken back by its author comes again by a person's act
    return { do: 'rest', why: seen.why, detail: seen.detail, askedAgain: ended?.state === 'sent_back' };
  }
  if (ended?.state === 'sent_back' && memory?.askedAgain !== true) {
    const { fingerprint, sourceUpdatedAt } = ended.offer;
    // without Sage there is no document, and so nobody can say whether it differs
    if (fingerprint !== undefined && isSageAway(seen.offer)) return { do: 'nothing' };
    const same =
      fingerprint === undefined
        ? sourceUpdatedAt === seen.offer.sourceUpdatedAt
        : fingerprint === seen.offer.fingerprint;
    if (same) return { do: 'nothing' };
  }
  return { do: 'open', offer: seen.offer, replaces: ended };
}

export function isSageAway(offer: Offer): boolean {
  return offer.checks.some(({ code }) => code === 'sage_unavailable');
}

type Movable = Blocked | Awaiting | Refused | (Open & { readonly state: 'approved' });

function compare(current: Movable, offer: Offer, people: People, now: Instant): Plan {
  const before = current.offer;
  const approvals = current.state === 'blocked' ? [] : current.approvals;
  // Sage being away says nothing about the record
  if (isSageAway(offer) && (current.state !== 'blocked' || before.fingerprint !== undefined)) return { do: 'nothing' };
  if (before.fingerprint !== undefined && before.fingerprint !== offer.fingerprint) {
    return { do: 'supersede', before: current, approvals, offer };
  }
  if (current.state === 'approved' || current.state === 'refused') return { do: 'nothing' };
  if (sameOffer(before, offer)) return { do: 'nothing' };

  const common = { ...current, revision: current.revision + 1, changedAt: now };
  if (!isComplete(offer)) {
    const after: Blocked = { ...withoutApprovals(common), state: 'blocked', offer };
    return { do: 'refresh', before: current, after, notices: unused(approvals, current, 'blocked') };
  }
  const kept = stillHolding(approvals, offer, people);
  const after: Awaiting = { ...common, state: 'awaiting', offer, approvals: kept };
  const lost = approvals.filter((approval) => !kept.includes(approval));
  return { do: 'refresh', before: current, after, notices: unused(lost, current, 'new_warning') };
}

/** Approvals that ticked every warning there is now, by people who did not write the record meanwhile. */
export function stillHolding(approvals: readonly Approval[], offer: Offer, people: People): readonly Approval[] {
  if (blocks(offer.checks).length > 0) return [];
  return approvals.filter((approval) => {
    const person = personById(people, approval.person);
    const wrote = person !== undefined && isAuthor(offer.authors, person);
    return !wrote && unticked(offer.checks, approval.ticks).length === 0;
  });
}

function withdraw(current: Movable, seen: Exclude<Seen, { kind: 'ready' }>, now: Instant): Plan {
  const approvals = current.state === 'blocked' ? [] : current.approvals;
  const after: Withdrawn = {
    ...withoutApprovals(current),
    state: 'withdrawn',
    why: seen.kind === 'gone' ? 'gone' : withdrawnBecause[seen.why],
    revision: current.revision + 1,
    changedAt: now,
  };
  return { do: 'refresh', before: current, after, notices: unused(approvals, current, 'withdrawn') };
}

/** Nothing was to be written, and Sage shows what a person did there instead. */
function doneByHand(current: Movable, done: NonNullable<Extract<Seen, { kind: 'ready' }>['done']>, now: Instant): Plan {
  // a decision that was made about another document is told as unused
  const approvals = current.state === 'blocked' ? [] : current.approvals;
  if (current.state !== 'blocked' && current.state !== 'awaiting') return { do: 'nothing' };
  const after: DoneByHand = {
    ...withoutApprovals(current),
    state: 'done_by_hand',
    reason: 'seen_in_sage',
    seen: { at: now, ...done },
    revision: current.revision + 1,
    changedAt: now,
  };
  return { do: 'refresh', before: current, after, notices: unused(approvals, current, 'withdrawn') };
}

const withdrawnBecause = {
  status: 'not_ready',
  not_live: 'not_live',
  erp_integrated: 'not_live',
  linked: 'linked_elsewhere',
} as const;

export function unused(
  approvals: readonly Approval[],
  transfer: Pick<Transfer, 'id'>,
  why: Extract<Notice, { type: 'approval_unused' }>['why'],
): readonly Notice[] {
  return approvals.map(({ person }) => ({
    type: 'approval_unused',
    to: person,
    transfer: transfer.id,
    why,
    differences: [],
  }));
}

/** What every state has, without what only a decided one has. */
export function withoutApprovals(
  transfer: Leavable,
): Pick<Blocked, Exclude<keyof Blocked, 'state' | 'offer'>> & Pick<Leavable, 'offer'> {
  const { id, company, sageCompany, kind, direction, project, record, round } = transfer;
  const { operationKey, attempt, revision, openedAt, changedAt, previous, inputs, offer } = transfer;
  return {
    ...{ id, company, sageCompany, kind, direction, project, record, round },
    ...{ operationKey, attempt, revision, openedAt, changedAt, offer },
    ...(previous === undefined ? {} : { previous }),
    ...(inputs === undefined ? {} : { inputs }),
  };
}

function sameOffer(before: Offer, after: Offer): boolean {
  return (
    canonicalJson(stored({ ...before, sourceUpdatedAt: 0 })) === canonicalJson(stored({ ...after, sourceUpdatedAt: 0 }))
  );
}
