import type { Enqueue } from '../ports/store.ts';
import type { Instant } from '../shared/dates.ts';
import { flowOf, type Engine } from './engine.ts';
import { lookJob } from './look-job.ts';
import { stored } from './memory.ts';
import type { Notice } from './notice.ts';
import type { Synced, Transfer } from './transfer.ts';

/** What follows from a change without a person: its cards, and what the worker does next. */
export function followUps(
  engine: Engine,
  { after, carryOnAt }: { readonly after: Transfer; readonly carryOnAt?: Instant },
): readonly Enqueue[] {
  const runAt = engine.clock.now();
  const paint: Enqueue = { queue: 'paint', key: after.id, runAt, payload: { transfer: after.id } };
  if (after.state === 'unlinked') return [paint, lookAgain(after, runAt)];
  if (after.state === 'synced' && isUnsettled(after)) return [paint, lookAgain(after, runAt)];
  if (after.state === 'blocked' && after.offer.checks.some(({ code }) => code === 'choice_pending'))
    return [paint, lookAgain(after, runAt)];
  return goesOn(after) ? [paint, transferJob(engine, after, carryOnAt ?? runAt)] : [paint];
}

/** What was unlinked may be offered anew as it stands. */
function lookAgain({ company, kind, project, record }: Transfer, runAt: Enqueue['runAt']): Enqueue {
  return lookJob(company, kind, { project, record }, runAt);
}

/** Procore's own list does not bring it again, or something is left to be seen in Sage. */
function isUnsettled({ stamp, offer, byHand, drift }: Synced): boolean {
  if (drift !== undefined) return false;
  return stamp.kind === 'unstamped' || (offer.byHand !== undefined && byHand === undefined);
}

/** Something is left for the worker to do without a person. */
function goesOn(transfer: Transfer): boolean {
  if (transfer.state === 'sent_back') return transfer.to === 'reopen';
  if (transfer.state === 'held') return transfer.agreedAt !== undefined;
  return ['approved', 'sending', 'posted', 'unconfirmed'].includes(transfer.state);
}

/** The job that carries a transfer on: one at a time for a company in Sage, and those first that others build on. */
export function transferJob(engine: Pick<Engine, 'flows'>, transfer: Transfer, runAt: Enqueue['runAt']): Enqueue {
  return {
    queue: 'transfer',
    key: transfer.id,
    runAt,
    lane: `sage/${transfer.sageCompany}`,
    rank: flowOf(engine, transfer.kind).rank,
  };
}

export function noticeJobs(engine: Engine, notices: readonly Notice[]): readonly Enqueue[] {
  return notices.map((notice) => ({
    queue: 'notice',
    key: engine.chance.id(),
    runAt: engine.clock.now(),
    payload: stored(notice),
  }));
}
