import type { Operation, OperationState, Problem, SageRecord, SubmitFailure } from '../../src/ports/sage.ts';
import type { OperationKey } from '../../src/shared/ids.ts';
import type { JsonObject } from '../../src/shared/json.ts';
import { fail, ok, type Result } from '../../src/shared/result.ts';
import type { FakeBooks } from './fake-books.ts';

/** How an operation ends for the bridge. */
export type Ending =
  | { readonly kind: 'told' }
  /** Written or not, the bridge never learns it. */
  | { readonly kind: 'untold'; readonly written: boolean }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] }
  /** Sage keeps something else than it was given. */
  | { readonly kind: 'altered'; readonly fields: JsonObject };

/** What the bridge knows of operations, kept apart from the books. */
export interface FakeJournal {
  take(operation: Operation, ending: Ending): Result<undefined, SubmitFailure>;
  state(key: OperationKey): OperationState;
  close(key: OperationKey, attempt: number): OperationState;
  /** Queued becomes running, running ends. */
  step(): void;
  settle(): void;
  /** Everything is lost but what is under way. */
  forget(): void;
  /** Asked for this key the bridge says that it cannot tell, also when told to close it. */
  readonly mute: Set<OperationKey>;
}

interface Entry {
  readonly operation: Operation | undefined;
  readonly attempt: number;
  readonly barredTo: number;
  readonly ending: Ending;
  readonly progress: Exclude<OperationState, { kind: 'absent' }>;
}

export function fakeJournal(books: FakeBooks): FakeJournal {
  const entries = new Map<OperationKey, Entry>();
  const mute = new Set<OperationKey>();

  function end(entry: Entry, operation: Operation): Entry['progress'] {
    const { ending, attempt } = entry;
    const { document, operationKey, fingerprint, approvedBy, acceptWarnings } = operation;
    if (ending.kind === 'untold' && !ending.written) return { kind: 'unknown' };
    const unaccepted = books.previewWarnings.filter(({ code }) => !acceptWarnings.includes(code));
    const problems = [...books.problems(document), ...unaccepted];
    if (ending.kind === 'refused' || problems.length > 0)
      return { kind: 'refused', problems: ending.kind === 'refused' ? ending.problems : problems, attempt };
    const fields = ending.kind === 'altered' ? { ...document, ...ending.fields } : document;
    const record = books.insert(fields, operationKey);
    books.creates.push({ operationKey, fingerprint, approvedBy, document, recordKey: record.key });
    return ending.kind === 'untold' ? { kind: 'unknown' } : { kind: 'committed', record, attempt };
  }
  function stepOne(entry: Entry): Entry {
    if (entry.operation === undefined) return entry;
    if (entry.progress.kind === 'queued') return { ...entry, progress: { kind: 'running' } };
    return entry.progress.kind === 'running' ? { ...entry, progress: end(entry, entry.operation) } : entry;
  }
  function finish(key: OperationKey): Entry | undefined {
    for (let entry = entries.get(key); entry !== undefined; entry = entries.get(key)) {
      if (!isUnderWay(entry)) return entry;
      entries.set(key, stepOne(entry));
    }
    return undefined;
  }
  function inBooks(key: OperationKey, operation: Operation | undefined): SageRecord | undefined {
    if (books.profile.traceField !== undefined) return books.byOperationKey(key)[0];
    return books.byNumber(String(operation?.document['number'] ?? '')).find(({ voided }) => !voided);
  }
  function closed(entry: Entry | undefined, key: OperationKey, attempt: number): Entry['progress'] {
    const found = inBooks(key, entry?.operation);
    if (found === undefined) return { kind: 'closed', attempt };
    // under a number alone it may be somebody else's
    return books.profile.traceField === undefined
      ? { kind: 'unknown' }
      : { kind: 'committed', record: found, attempt: entry?.attempt ?? attempt };
  }

  /** A committed record comes as it stands now; one that is gone comes as last read, and void. */
  function asItStands(progress: OperationState): OperationState {
    if (progress.kind !== 'committed') return progress;
    const standing = books.records.find(({ key }) => key === progress.record.key);
    return { ...progress, record: standing ?? { ...progress.record, voided: true } };
  }

  return {
    mute,
    take(operation, ending) {
      const { operationKey: key, attempt, fingerprint } = operation;
      const before = entries.get(key);
      if (before?.operation !== undefined && before.operation.fingerprint !== fingerprint)
        return fail({ kind: 'key_conflict', reason: 'other_fingerprint' });
      if (before?.progress.kind === 'committed') return ok();
      if (attempt <= (before?.barredTo ?? 0)) return fail({ kind: 'key_conflict', reason: 'barred' });
      if (attempt === before?.attempt) return ok();
      if (before !== undefined && (attempt < before.attempt || !['refused', 'closed'].includes(before.progress.kind)))
        return fail({ kind: 'key_conflict', reason: 'in_progress' });
      const barredTo = before?.barredTo ?? 0;
      entries.set(key, { operation, attempt, barredTo, ending, progress: { kind: 'queued' } });
      return ok();
    },
    state(key) {
      return mute.has(key) ? { kind: 'unknown' } : asItStands(entries.get(key)?.progress ?? { kind: 'absent' });
    },
    close(key, attempt) {
      const queued = entries.get(key);
      if (queued?.progress.kind === 'queued' && attempt >= queued.attempt)
        entries.set(key, { ...queued, progress: { kind: 'closed', attempt } });
      const entry = finish(key);
      if (entry?.progress.kind === 'committed') return asItStands(entry.progress);
      if (entry !== undefined && attempt < entry.attempt) return { kind: 'closed', attempt };
      const progress = closed(entry, key, attempt);
      const kept = entry ?? { operation: undefined, ending: { kind: 'told' } as const, barredTo: 0 };
      entries.set(key, { ...kept, attempt, barredTo: Math.max(kept.barredTo, attempt), progress });
      return mute.has(key) ? { kind: 'unknown' } : progress;
    },
    step() {
      for (const [key, entry] of entries) entries.set(key, stepOne(entry));
    },
    settle() {
      for (const key of entries.keys()) finish(key);
    },
    forget() {
      for (const [key, entry] of entries) if (!isUnderWay(entry)) entries.delete(key);
    },
  };
}

function isUnderWay({ progress }: Entry): boolean {
  return progress.kind === 'queued' || progress.kind === 'running';
}
