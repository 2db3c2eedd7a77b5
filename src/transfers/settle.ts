import type { OperationState, Problem } from '../ports/sage.ts';
import type { Instant } from '../shared/dates.ts';
import { canonicalJson, sha256Hex } from '../shared/fingerprint.ts';
import type { JsonObject } from '../shared/json.ts';
import type { Steps } from '../shared/steps.ts';
import { judge, type Finding } from './find-in-books.ts';
import { stored } from './memory.ts';
import type { Approved, Held, Posted, Refused, Sending, Unconfirmed } from './transfer.ts';

type InFlight = Sending | Unconfirmed;
export type Settled = Posted | Held | Refused | Approved;

/** What the journal's answer means for a write that may have left; `undefined` when it does not tell. */
export function* settledBy(
  transfer: InFlight,
  state: OperationState,
  document: JsonObject,
  now: Instant,
): Steps<Settled | undefined> {
  switch (state.kind) {
    case 'committed':
      return settledByFinding(transfer, yield* judge(state.record, document, now), now);
    case 'refused':
      return state.attempt >= transfer.attempt ? refused(transfer, state.problems, now) : undefined;
    case 'closed':
      return state.attempt >= transfer.attempt ? nextTry(transfer, now) : undefined;
    default:
      return undefined;
  }
}

export function settledByFinding(
  transfer: InFlight | Held,
  finding: Exclude<Finding, { readonly kind: 'nothing' }>,
  now: Instant,
): Posted | Held {
  return finding.kind === 'ours'
    ? { ...decided(transfer), state: 'posted', receipt: finding.receipt, changedAt: now }
    : held(transfer, finding, now);
}

/** What differs, and was read again after every seat had agreed to just that. */
export function madeGood(transfer: Held, found: NonNullable<Held['found']>, now: Instant): Posted {
  return { ...decided(transfer), state: 'posted', receipt: { ...found, adopted: 'by_person' }, changedAt: now };
}

export function held(
  transfer: InFlight | Held,
  finding: Pick<Held, 'why' | 'differences'> & { readonly found?: Held['found'] },
  now: Instant,
): Held {
  const { why, found, differences } = finding;
  const terms = sha256Hex(canonicalJson(stored([why, found?.key ?? '', differences]))).slice(0, 16);
  return {
    ...decided(transfer),
    state: 'held',
    why,
    ...(found === undefined ? {} : { found }),
    differences,
    terms,
    acceptances: [],
    changedAt: now,
  };
}

export function refused(transfer: InFlight, problems: readonly Problem[], now: Instant): Refused {
  return { ...decided(transfer), state: 'refused', problems, changedAt: now };
}

/** Provably nothing stands in Sage and nothing can arrive any more under this try. */
export function nextTry(transfer: InFlight | Held, now: Instant): Approved {
  return { ...decided(transfer), state: 'approved', attempt: transfer.attempt + 1, changedAt: now };
}

/** Provably nothing left: the same try stands. */
export function notSent(transfer: Sending, waiting: NonNullable<Approved['waiting']>, now: Instant): Approved {
  return { ...decided(transfer), state: 'approved', waiting, changedAt: now };
}

export function lostTrack(transfer: Sending, reportBy: Instant, now: Instant): Unconfirmed {
  return { ...decided(transfer), state: 'unconfirmed', sentAt: transfer.sentAt, reportBy, changedAt: now };
}

/** What every decided state has, one revision on. */
function decided(transfer: InFlight | Held): Omit<Approved, 'state' | 'waiting'> {
  const { id, company, sageCompany, kind, direction, project, record, round, operationKey, attempt } = transfer;
  const { openedAt, changedAt, previous, inputs, offer, approvals } = transfer;
  return {
    ...{ id, company, sageCompany, kind, direction, project, record, round, operationKey, attempt },
    ...{ openedAt, changedAt, offer, approvals, revision: transfer.revision + 1 },
    ...(previous === undefined ? {} : { previous }),
    ...(inputs === undefined ? {} : { inputs }),
  };
}
