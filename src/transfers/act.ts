import type { CommitFailure } from '../ports/store.ts';
import type { TransferId } from '../shared/ids.ts';
import type { JsonObject } from '../shared/json.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { choose, type Answers } from './choose.ts';
import { accept, approve, mayAct, retry, sendBack, type Act, type Refusal } from './decide.ts';
import type { Engine } from './engine.ts';
import { standingUpon } from './ground.ts';
import { readTransfer, stored } from './memory.ts';
import { onceOnly } from './once.ts';
import { transferJob } from './follow-up.ts';
import { recordChange, type Change } from './record-change.ts';
import { unused } from './reconcile.ts';
import type { Leavable, SendBackTo, Transfer } from './transfer.ts';
import { unlink } from './unlink.ts';
import { lookJob } from './look-job.ts';

export type ActFailure =
  | Refusal
  | { readonly kind: 'unknown' }
  /** The same request was there before: it has its answer, and nothing was done again. */
  | { readonly kind: 'replayed' }
  /** The store could not record it: nothing was decided. */
  | { readonly kind: 'not_recorded' };

type Outcome = Result<Transfer, ActFailure>;

/** Records one approval. Of several who press at once each gets the answer that is true when his turn comes. */
export function actApprove(
  engine: Engine,
  id: TransferId,
  press: { readonly terms: string; readonly ticks: readonly string[] },
  act: Act,
): Promise<Outcome> {
  return decideOn(engine, id, act, (transfer) => {
    const approved = approve(transfer, press, act);
    if (!approved.ok) return approved;
    const approval = approved.value.approvals.at(-1);
    return ok({ after: approved.value, detail: { decision: 'approve', ...stored({ approval }) } });
  });
}

export function actSendBack(
  engine: Engine,
  id: TransferId,
  to: SendBackTo,
  reason: string,
  act: Act,
): Promise<Outcome> {
  return decideOn(engine, id, act, (transfer) => {
    const sent = sendBack(transfer, to, reason, act);
    if (!sent.ok) return sent;
    return ok({
      after: sent.value,
      detail: { decision: 'send_back', reason, to, platform: act.platform },
      notices: [{ type: 'sent_back', transfer: id, users: transfer.offer.authors.users }],
    });
  });
}

export function actRetry(engine: Engine, id: TransferId, act: Act): Promise<Outcome> {
  return decideOn(engine, id, act, (transfer) => {
    const again = retry(transfer, act);
    return again.ok ? ok({ after: again.value, detail: { decision: 'retry', platform: act.platform } }) : again;
  });
}

/** Agrees to what stands in Sage although it differs. When every seat has, the worker reads it again and makes it good. */
export function actAccept(
  engine: Engine,
  id: TransferId,
  press: { readonly terms: string; readonly reason: string },
  act: Act,
): Promise<Outcome> {
  return decideOn(engine, id, act, (transfer) => {
    const accepted = accept(transfer, press, act);
    if (!accepted.ok) return accepted;
    const { differences } = accepted.value;
    return ok({
      after: accepted.value,
      detail: { decision: 'accept', reason: press.reason, ...stored({ differences }) },
    });
  });
}

/** Takes what a person chose of the document; the look that follows makes it part of it. */
export function actChoose(engine: Engine, id: TransferId, answers: Answers, act: Act): Promise<Outcome> {
  return decideOn(engine, id, act, (transfer) => {
    const chosen = choose(transfer, answers, act);
    if (!chosen.ok) return chosen;
    const approvals = 'approvals' in transfer ? transfer.approvals : [];
    const others = approvals.filter(({ person }) => person !== act.person.id);
    return ok({
      after: chosen.value,
      detail: { decision: 'choose', platform: act.platform, ...stored({ inputs: chosen.value.inputs }) },
      notices: unused(others, chosen.value, 'chosen'),
    });
  });
}

/** Ends the link of a record that is void in Sage, so that the next round may run. */
export function actUnlink(engine: Engine, id: TransferId, act: Act): Promise<Outcome> {
  return decideOn(engine, id, act, async (transfer) => {
    const upon = await standingUpon(engine.store, transfer);
    const unlinked = unlink(transfer, upon, act);
    if (!unlinked.ok) return unlinked;
    return ok({
      after: unlinked.value,
      detail: { decision: 'unlink', platform: act.platform },
      // who begins to build on it meanwhile makes this a conflict
      believed: upon.all.map(({ id: one, revision }) => ({ collection: 'transfers' as const, id: one, rev: revision })),
    });
  });
}

/** Has the worker look again at what a person says is put right. Decides nothing. */
export async function actCheckAgain(engine: Engine, id: TransferId, act: Act): Promise<Outcome> {
  const transfer = (await readTransfer(engine.store, id)).value;
  if (transfer === undefined) return fail({ kind: 'unknown' });
  const refusal = mayAct(transfer, act);
  if (refusal !== undefined) return fail(refusal);
  const { company, kind, project, record } = transfer;
  const job = ['held', 'unconfirmed', 'approved', 'posted'].includes(transfer.state)
    ? transferJob(engine, transfer, act.at)
    : lookJob(company, kind, { project, record }, act.at);
  const committed = await engine.store.commit({ enqueue: [job], ...onceOnly(act) });
  return committed.ok ? ok(transfer) : fail(unrecorded(committed.failure));
}

type Decision = Pick<Change, 'after' | 'notices' | 'believed'> & { readonly detail: JsonObject };

async function decideOn(
  engine: Engine,
  id: TransferId,
  act: Act,
  decide: (transfer: Transfer) => Result<Decision, Refusal> | Promise<Result<Decision, Refusal>>,
): Promise<Outcome> {
  const transfer = (await readTransfer(engine.store, id)).value;
  if (transfer === undefined) return fail({ kind: 'unknown' });
  const decision = await decide(transfer);
  if (!decision.ok) return decision;
  const committed: Result<undefined, CommitFailure> = await recordChange(engine, {
    ...decision.value,
    before: transfer as Leavable,
    person: act.person.id,
    ...onceOnly(act),
  });
  if (committed.ok) {
    const { kind, record, round } = transfer;
    engine.log.info('transfer.decided', {
      transfer: id,
      kind,
      record,
      round,
      person: act.person.id,
      to: decision.value.after.state,
    });
    return ok(decision.value.after);
  }
  // somebody was faster: decide again on what stands now, and answer what is true then
  return committed.failure.kind === 'conflict'
    ? decideOn(engine, id, act, decide)
    : fail(unrecorded(committed.failure));
}

function unrecorded({ kind }: CommitFailure): ActFailure {
  return { kind: kind === 'duplicate' ? 'replayed' : 'not_recorded' };
}
