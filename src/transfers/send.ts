import type { SageReadFailure, SubmitFailure } from '../ports/sage.ts';
import { instant } from '../shared/dates.ts';
import type { JsonObject } from '../shared/json.ts';
import { inTurns } from '../shared/steps.ts';
import type { Engine } from './engine.ts';
import { personById } from '../people/people.ts';
import { findInBooks } from './find-in-books.ts';
import { booksOf, collectionOf } from './flow.ts';
import type { Expected } from './ground.ts';
import { readDocument } from './memory.ts';
import { recordChange } from './record-change.ts';
import { lostTrack, notSent, refused, settledBy, settledByFinding, type Settled } from './settle.ts';
import { goOn, later, moved, type Stage, type Step } from './step.ts';
import type { Notice } from './notice.ts';
import type { Approved, Sending, Waiting } from './transfer.ts';

/**
 * Writes the stored document once. The intent is on disk before anything is asked, both the journal and the books are
 * looked at before anything is written, and a create is never repeated here.
 */
export async function send(
  engine: Engine,
  stage: Stage,
  approved: Approved,
  believed: readonly Expected[],
): Promise<Step> {
  const now = engine.clock.now();
  const { waiting, ...decided } = approved;
  const sending: Sending = {
    ...decided,
    state: 'sending',
    sentAt: now,
    revision: approved.revision + 1,
    changedAt: now,
  };
  const intended = await recordChange(engine, { before: approved, after: sending, believed });
  // without our own intent on disk nothing may leave, whoever else moved the transfer
  if (!intended.ok) return intended.failure.kind === 'unavailable' ? later(engine, now) : goOn;

  const document = await readDocument(engine.store, sending.company, sending.offer.fingerprint);
  const before = await lookFirst(engine, stage, sending, document);
  if (before.kind === 'settled') return settle(engine, sending, before.settled);
  if (before.kind === 'away') return unsent(engine, sending, before.failure, waiting);
  if (before.kind === 'untold') return loseTrack(engine, sending);

  const submitted = await booksOf(stage.site, stage.flow, sending).submit({
    kind: collectionOf(stage.flow, sending.offer),
    operationKey: sending.operationKey,
    attempt: sending.attempt,
    fingerprint: sending.offer.fingerprint,
    document,
    approvedBy: sending.approvals.map(({ person }) => personById(engine.people(), person)?.name ?? person),
    acceptWarnings: acceptedCodes(sending),
  });
  if (!submitted.ok) return notTaken(engine, sending, submitted.failure, waiting);
  return awaitAnswer(engine, stage, sending, document);
}

/** A transfer found in this state was left by a process that ended: a write may have left, so the truth is looked for. */
export function resume(engine: Engine, transfer: Sending): Promise<Step> {
  return loseTrack(engine, transfer);
}

type Before =
  | { readonly kind: 'clear' }
  | { readonly kind: 'untold' }
  | { readonly kind: 'away'; readonly failure: SageReadFailure }
  | { readonly kind: 'settled'; readonly settled: Settled };

async function lookFirst(engine: Engine, stage: Stage, transfer: Sending, document: JsonObject): Promise<Before> {
  const books = booksOf(stage.site, stage.flow, transfer);
  const journal = await books.operation(transfer.operationKey);
  if (!journal.ok) return { kind: 'away', failure: journal.failure };
  const { turns } = stage.site;
  const settled = await inTurns(turns, settledBy(transfer, journal.value, document, engine.clock.now()));
  if (settled !== undefined) return { kind: 'settled', settled };
  if (['queued', 'running', 'unknown'].includes(journal.value.kind)) return { kind: 'untold' };
  const finding = await findInBooks(
    { store: engine.store, turns, books, flow: stage.flow },
    transfer,
    document,
    engine.clock.now(),
  );
  if (!finding.ok) return { kind: 'away', failure: finding.failure };
  if (finding.value.kind === 'nothing') return { kind: 'clear' };
  return { kind: 'settled', settled: settledByFinding(transfer, finding.value, engine.clock.now()) };
}

async function awaitAnswer(engine: Engine, stage: Stage, sending: Sending, document: JsonObject): Promise<Step> {
  const { callDeadlineMs, operationPollMs } = engine.timing();
  const books = booksOf(stage.site, stage.flow, sending);
  while (engine.clock.now() < sending.sentAt + callDeadlineMs) {
    const state = await books.operation(sending.operationKey);
    await stage.site.turns.next();
    const settled = state.ok
      ? await inTurns(stage.site.turns, settledBy(sending, state.value, document, engine.clock.now()))
      : undefined;
    if (settled !== undefined) return settle(engine, sending, settled);
    if (!state.ok || state.value.kind === 'unknown' || state.value.kind === 'absent') break;
    await engine.clock.sleep(operationPollMs);
  }
  return loseTrack(engine, sending);
}

async function notTaken(
  engine: Engine,
  sending: Sending,
  failure: SubmitFailure,
  waited: Waiting | undefined,
): Promise<Step> {
  switch (failure.kind) {
    case 'needs_fix':
    case 'duplicate':
      return settle(engine, sending, refused(sending, failure.problems, engine.clock.now()));
    case 'unreachable':
    case 'busy':
    case 'denied':
      return unsent(engine, sending, failure, waited);
    case 'contract_break':
    case 'key_conflict':
    case 'unknown_outcome':
      return loseTrack(engine, sending);
  }
}

export async function settle(engine: Engine, before: Sending, after: Settled): Promise<Step> {
  return moved(engine, { before, after, notices: noticesFor(after) });
}

/** A person must look at what is held or refused; the rest goes on by itself. */
export function noticesFor(after: Settled): readonly Notice[] {
  return after.state === 'held' || after.state === 'refused' ? [{ type: 'needs_person', transfer: after.id }] : [];
}

async function unsent(
  engine: Engine,
  sending: Sending,
  failure: SageReadFailure,
  waited: Waiting | undefined,
): Promise<Step> {
  const now = engine.clock.now();
  const waiting: Waiting = {
    for: failure.kind === 'denied' ? 'administrator' : 'sage',
    since: waited?.since ?? now,
    reason: failure.kind,
  };
  const again = later(engine, waiting.since);
  const step = await moved(engine, { before: sending, after: notSent(sending, waiting, now), carryOnAt: again.at });
  return step.then === 'go_on' ? again : step;
}

function loseTrack(engine: Engine, sending: Sending): Promise<Step> {
  const now = engine.clock.now();
  const reportBy = instant(now + engine.timing().unconfirmedWaitMs);
  return moved(engine, { before: sending, after: lostTrack(sending, reportBy, now) });
}

/** The bridge's own warnings that every approver ticked. */
function acceptedCodes(sending: Sending): readonly string[] {
  const codes = sending.offer.checks.flatMap(({ values }) => {
    const warning = values['warning'];
    return warning?.type === 'text' ? [warning.text] : [];
  });
  return [...new Set(codes)];
}
