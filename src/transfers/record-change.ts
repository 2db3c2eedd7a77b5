import type { Lease, Put } from '../ports/store.ts';
import type { CommitFailure, Commit, Enqueue, Entry } from '../ports/store.ts';
import type { Instant } from '../shared/dates.ts';
import type { PersonId } from '../shared/ids.ts';
import type { JsonObject } from '../shared/json.ts';
import { fail, type Result } from '../shared/result.ts';
import { flowOf, type Engine } from './engine.ts';
import { collectionOf } from './flow.ts';
import { groundKey, wakeDependants, type Expected } from './ground.ts';
import { documentKey, linkKey, memoryKey, numberKey } from './keys.ts';
import { followUps, noticeJobs } from './follow-up.ts';
import { normalNumber } from '../shared/text.ts';
import { sameDrift } from './drift.ts';
import { readMemory, stored, type Memory, type Read } from './memory.ts';
import type { Notice } from './notice.ts';
import { targetPuts } from './target-puts.ts';
import { isOpen, transitions } from './transitions.ts';
import type { Ended, Leavable, Open, Transfer } from './transfer.ts';

/** One step of one record. A round that is replaced ends in the same commit in which the next one opens. */
export interface Change {
  readonly before: Leavable | undefined;
  readonly after: Transfer;
  /** The round that ends with this change, when another one opens. */
  readonly replaced?: { readonly before: Open; readonly after: Ended };
  readonly document?: JsonObject;
  readonly person?: PersonId;
  readonly detail?: JsonObject;
  readonly notices?: readonly Notice[];
  readonly done?: readonly Lease[];
  /** What may decide once, and has with this change. */
  readonly unique?: Commit['unique'];
  /** When the worker carries it on, where that is not at once. */
  readonly carryOnAt?: Instant;
  /** The record's permanent row as it was when the change was decided, where it was read for that. */
  readonly memory?: Read<Memory>;
  /** What was believed of other records when the change was decided. */
  readonly believed?: readonly Expected[];
}

/**
 * Makes a change durable: the transfer, the record's permanent row, the reservation of its number in Sage, the ledger
 * entries and everything that follows from it, in one commit. `conflict` means that somebody was faster.
 */
export async function recordChange(engine: Engine, change: Change): Promise<Result<undefined, CommitFailure>> {
  const { after, before, replaced } = change;
  for (const step of [{ before, after }, ...(replaced === undefined ? [] : [replaced])])
    refuseImpossible(step.before, step.after);

  const memory = change.memory ?? (await readMemory(engine.store, after.company, after.kind, after.record));
  const targets = await targetPuts(engine.store, change);
  if (targets === 'taken') return fail({ kind: 'conflict' });

  const written = transferPut(after);
  const commit: Commit = {
    expect: [
      { collection: 'transfers', id: after.id, rev: before?.revision ?? 0 },
      ...(replaced === undefined
        ? []
        : [{ collection: 'transfers' as const, id: replaced.before.id, rev: replaced.before.revision }]),
      { collection: 'records', id: memoryKey(after.company, after.kind, after.record), rev: memory.rev },
      ...targets.expect,
      ...(change.believed ?? []),
    ],
    put: [
      written,
      ...(replaced === undefined ? [] : [transferPut(replaced.after)]),
      memoryPut(memoryAfter(memory.value, after)),
      ...targets.put,
      ...documentPut(change),
      ...linkPut(engine, after, written),
    ],
    entries: entries(engine, change),
    ...(change.unique === undefined ? {} : { unique: change.unique }),
    enqueue: [
      ...followUps(engine, change),
      ...noticeJobs(engine, change.notices ?? []),
      ...(concernsOthers(before, after) ? await wake(engine, before, after) : []),
    ],
    ...(change.done === undefined ? {} : { done: change.done }),
  };
  return engine.store.commit(commit);
}

function refuseImpossible(before: Leavable | undefined, after: Transfer): void {
  if (before !== undefined && !transitions[before.state].includes(after.state)) {
    throw new Error(`a transfer cannot go from ${before.state} to ${after.state}`);
  }
  if (after.revision !== (before?.revision ?? 0) + 1) throw new Error('a transition raises the revision by one');
}

function transferPut(transfer: Transfer): Put {
  const { company, kind, record, offer } = transfer;
  const stands = isOpen(transfer) || transfer.state === 'synced';
  return {
    collection: 'transfers',
    id: transfer.id,
    value: stored(transfer),
    indexes: {
      ...(isOpen(transfer) ? { 'transfers.open': company } : {}),
      'transfers.record': memoryKey(company, kind, record),
      ...(stands && offer.buildsOn !== undefined ? { 'transfers.built_on': groundKey(company, offer.buildsOn) } : {}),
    },
  };
}

/** A state that changes concerns those that build on the record; so does what is otherwise with a synced one. */
function concernsOthers(before: Leavable | undefined, after: Transfer): boolean {
  if (before?.state !== 'synced' || after.state !== 'synced') return before?.state !== after.state;
  return !sameDrift(before.drift, after.drift) || before.byHand?.at !== after.byHand?.at;
}

/** Those that build on the record are looked at again; those beside it too, once it came to, left or differs from the books. */
function wake(engine: Engine, before: Leavable | undefined, after: Transfer): Promise<readonly Enqueue[]> {
  const { company, kind, record, state, offer } = after;
  const toldOf = before?.state === 'synced' || ['posted', 'unlinked', 'done_by_hand'].includes(state);
  const beside = offer.buildsOn !== undefined && toldOf;
  const changed = { kind, record, ...(beside ? { on: offer.buildsOn } : {}) };
  return wakeDependants(engine.store, company, changed, engine.clock.now());
}

export function memoryPut(memory: Memory): Put {
  return {
    collection: 'records',
    id: memoryKey(memory.company, memory.kind, memory.record),
    value: stored(memory),
    indexes: { 'records.number': numberKey(memory.company, normalNumber(memory.number)) },
  };
}

function memoryAfter(memory: Memory | undefined, after: Transfer): Memory {
  const link = after.state === 'posted' || after.state === 'synced' ? after.receipt.key : undefined;
  const ended = [...(memory?.ended ?? []), ...(after.state === 'unlinked' ? [after.receipt.key] : [])];
  return {
    company: after.company,
    kind: after.kind,
    project: after.project,
    record: after.record,
    number: after.offer.subject.number,
    round: Math.max(after.round, memory?.round ?? 0),
    transfer: after.id,
    lastState: after.state,
    ...(after.offer.fingerprint === undefined ? {} : { lastFingerprint: after.offer.fingerprint }),
    ...(link === undefined ? {} : { link }),
    ...(ended.length === 0 ? {} : { ended: [...new Set(ended)] }),
    sourceUpdatedAt: after.offer.sourceUpdatedAt,
  };
}

function documentPut({ after, document }: Change): readonly Put[] {
  if (document === undefined || after.offer.fingerprint === undefined) return [];
  return [{ collection: 'documents', id: documentKey(after.company, after.offer.fingerprint), value: document }];
}

/** The receipt as it is written with the transfer: of thousands of lines it is made plain data once. */
function linkPut(engine: Engine, after: Transfer, written: Put): readonly Put[] {
  if (after.state !== 'posted') return [];
  const collection = collectionOf(flowOf(engine, after.kind), after.offer);
  const id = linkKey(after.sageCompany, collection, after.receipt.key);
  const { company, kind, record, id: transfer } = after;
  const receipt = written.value['receipt'];
  if (receipt === undefined) throw new Error('a posted transfer is written without its receipt');
  return [{ collection: 'links', id, value: { company, kind, record, transfer, receipt } }];
}

function entries(engine: Engine, change: Change): readonly Entry[] {
  const steps = [...(change.replaced === undefined ? [] : [change.replaced]), change];
  return steps
    .filter(
      ({ before, after }) =>
        before?.state !== after.state || change.person !== undefined || change.detail !== undefined,
    )
    .map(({ before, after }) => ({
      at: engine.clock.now(),
      company: after.company,
      transfer: after.id,
      kind: after.kind,
      record: after.record,
      round: after.round,
      from: before?.state ?? '',
      to: after.state,
      ...(after.offer.fingerprint === undefined ? {} : { fingerprint: after.offer.fingerprint }),
      operationKey: after.operationKey,
      ...(change.person === undefined ? {} : { person: change.person }),
      ...(change.detail === undefined ? {} : { detail: change.detail }),
    }));
}
