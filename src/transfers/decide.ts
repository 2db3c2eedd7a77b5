import type { Platform } from '../ports/chat.ts';
import { isAuthor } from '../people/authors.ts';
import type { Person } from '../people/people.ts';
import { rolesFor, seatsFor, twoSeats, type Policy, type Seat } from '../people/policy.ts';
import { findsSeat, openSeats } from '../people/seating.ts';
import type { Instant } from '../shared/dates.ts';
import type { Kind } from '../shared/kinds.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { tickId, tickOf, warnings, type Check } from './check.ts';
import { needsTwoSeats, type Input } from './input.ts';
import type { Offer } from './offer.ts';
import { withoutApprovals } from './reconcile.ts';
import type { Approval, Approved, Awaiting, Held, Open, SendBackTo, SentBack, Transfer } from './transfer.ts';
import { cents } from '../shared/money.ts';

/** Who presses, where and when, and under which rules. */
export interface Act {
  readonly person: Person;
  readonly platform: Platform;
  readonly at: Instant;
  readonly policy: Policy;
  /** The request by which it came; it decides once. */
  readonly delivery?: string;
}

/** Why a decision is not taken. Each has an answer of its own. */
export type Refusal =
  | { readonly kind: 'no_right'; readonly roles: readonly string[] }
  /** The policy lets nobody approve this. */
  | { readonly kind: 'nobody_may' }
  | { readonly kind: 'author_unknown' }
  | { readonly kind: 'author' }
  | { readonly kind: 'has_seat' }
  /** There is no seat left that this person's role could fill. */
  | { readonly kind: 'no_seat_left'; readonly roles: readonly string[] }
  /** The transfer is in a state in which this cannot be done (any more). */
  | { readonly kind: 'already'; readonly transfer: Transfer }
  /** What was pressed on is not what stands there now. */
  | { readonly kind: 'stale'; readonly transfer: Transfer }
  | { readonly kind: 'untick'; readonly of: Kind; readonly missing: readonly Check[] }
  /** It is still in Sage, as far as it was seen there. */
  | { readonly kind: 'stands_in_sage'; readonly transfer: Transfer }
  /** Others in Sage stand on it and go first. */
  | { readonly kind: 'built_upon'; readonly transfer: Transfer; readonly by: readonly Transfer[] }
  /** What was chosen is not to be had, or says nothing new. */
  | { readonly kind: 'does_not_fit'; readonly input: Input }
  | { readonly kind: 'nothing_chosen' };

/** The seats of an offer under the policy of now. */
export function seatsOf(policy: Policy, transfer: Pick<Transfer, 'kind' | 'offer'>): Result<readonly Seat[], Refusal> {
  const seats = seatsFor(policy, {
    kind: transfer.kind,
    job: transfer.offer.subject.jobNumber,
    amount: cents(Math.abs(transfer.offer.bandCents)),
    lastEditorKnown: transfer.offer.authors.lastEditorKnown,
  });
  if (seats.ok) return needsTwoSeats(transfer.offer.inputs) ? ok(twoSeats(seats.value)) : seats;
  return fail(seats.failure.kind === 'nobody' ? { kind: 'nobody_may' } : { kind: 'author_unknown' });
}

/** Fills one seat; the last one approves. `terms` is what the button was pressed on. */
export function approve(
  transfer: Transfer,
  press: { readonly terms: string; readonly ticks: readonly string[] },
  act: Act,
): Result<Awaiting | Approved, Refusal> {
  if (transfer.state !== 'awaiting')
    return fail({ kind: transfer.state === 'blocked' ? 'stale' : 'already', transfer });
  const approval = seatTaken(transfer, transfer.approvals, act);
  if (!approval.ok) return approval;
  if (press.terms !== transfer.offer.terms) return fail({ kind: 'stale', transfer });
  const missing = warnings(transfer.offer.checks).filter((check) => !press.ticks.includes(tickId(check)));
  if (missing.length > 0) return fail({ kind: 'untick', of: transfer.kind, missing });

  const approvals = [...transfer.approvals, ...approval.value.taken];
  const common = { ...transfer, approvals, revision: transfer.revision + 1, changedAt: act.at };
  return ok(approval.value.last ? { ...common, state: 'approved' } : { ...common, state: 'awaiting' });
}

/** Whether people may make it good as it stands: one record is shown, and it stands there. */
export function isAcceptable(held: Held): boolean {
  return held.agreedAt === undefined && (held.why === 'differs' || held.why === 'found_other');
}

/** A new full decision over what stands in Sage, seat by seat. */
export function accept(
  transfer: Transfer,
  press: { readonly terms: string; readonly reason: string },
  act: Act,
): Result<Held, Refusal> {
  if (transfer.state !== 'held' || !isAcceptable(transfer)) return fail({ kind: 'already', transfer });
  const approval = seatTaken(transfer, transfer.acceptances, act);
  if (!approval.ok) return approval;
  if (press.terms !== transfer.terms) return fail({ kind: 'stale', transfer });
  const taken = approval.value.taken.map((one) => ({ ...one, reason: press.reason }));
  const acceptances = [...transfer.acceptances, ...taken];
  const agreed = approval.value.last ? { agreedAt: act.at } : {};
  return ok({ ...transfer, ...agreed, acceptances, revision: transfer.revision + 1, changedAt: act.at });
}

/** The seat this press takes, if it takes one, and whether none is open after it. */
function seatTaken(
  transfer: Awaiting | Held,
  sitting: readonly Approval[],
  act: Act,
): Result<{ readonly taken: readonly Approval[]; readonly last: boolean }, Refusal> {
  const { person, policy } = act;
  const seats = seatsOf(policy, transfer);
  if (!seats.ok) return seats;
  const roles = [...new Set(seats.value.flatMap((seat) => seat.roles))];
  if (!roles.includes(person.role)) return fail({ kind: 'no_right', roles });
  if (isAuthor(transfer.offer.authors, person)) return fail({ kind: 'author' });
  const sits = sitting.some((approval) => approval.person === person.id);
  // those who sit can be enough since the policy changed, or since Procore named the last editor: any press completes
  const enough = openSeats(seats.value, sitting).length === 0;
  if (sits) return enough ? ok({ taken: [], last: true }) : fail({ kind: 'has_seat' });
  const newcomer = { person: person.id, role: person.role };
  if (!enough && !findsSeat(seats.value, sitting, newcomer)) {
    return fail({ kind: 'no_seat_left', roles: openSeats(seats.value, sitting).flatMap((seat) => seat.roles) });
  }
  const approval: Approval = {
    person: person.id,
    role: person.role,
    platform: act.platform,
    at: act.at,
    fingerprint: transfer.offer.fingerprint,
    ticks: warnings(transfer.offer.checks).map(tickOf),
    policyVersion: policy.version,
  };
  return ok({ taken: [approval], last: openSeats(seats.value, [...sitting, newcomer]).length === 0 });
}

/** Ends the round with a reason. An approved one can be pulled back as long as nothing has left. */
export function sendBack(transfer: Transfer, to: SendBackTo, reason: string, act: Act): Result<SentBack, Refusal> {
  const refusal = mayAct(transfer, act);
  if (refusal !== undefined) return fail(refusal);
  if (!isReturnable(transfer)) return fail({ kind: 'already', transfer });
  return ok({
    ...withoutApprovals(transfer),
    state: 'sent_back',
    by: act.person.id,
    platform: act.platform,
    reason,
    to,
    revision: transfer.revision + 1,
    changedAt: act.at,
  });
}

/** Tries a refused record again under the approvals it has; the checks come first, as before every write. */
export function retry(transfer: Transfer, act: Act): Result<Approved, Refusal> {
  const refusal = mayAct(transfer, act);
  if (refusal !== undefined) return fail(refusal);
  if (transfer.state !== 'refused') return fail({ kind: 'already', transfer });
  const { problems: _answered, ...decided } = transfer;
  return ok({
    ...decided,
    state: 'approved',
    attempt: transfer.attempt + 1,
    revision: transfer.revision + 1,
    changedAt: act.at,
  });
}

/** Whether this person may do anything to this record besides reading. Authors may: to send back what is one's own is no approval. */
export function mayAct(
  transfer: Pick<Transfer, 'kind' | 'offer'>,
  act: Pick<Act, 'person' | 'policy'>,
): Refusal | undefined {
  const roles = rolesFor(act.policy, { kind: transfer.kind, job: transfer.offer.subject.jobNumber });
  return roles.has(act.person.role) ? undefined : { kind: 'no_right', roles: [...roles] };
}

/** Still without approvals that count: an offer that lost them keeps its place. */
export function emptied(
  transfer: Approved,
  offer: Offer & { readonly fingerprint: Awaiting['offer']['fingerprint'] },
  at: Instant,
): Awaiting {
  const { waiting: _waiting, ...rest } = transfer;
  return { ...rest, state: 'awaiting', offer, approvals: [], revision: transfer.revision + 1, changedAt: at };
}

function isReturnable(
  transfer: Transfer,
): transfer is Open & { readonly state: 'blocked' | 'awaiting' | 'approved' | 'refused' } {
  return ['blocked', 'awaiting', 'approved', 'refused'].includes(transfer.state);
}
