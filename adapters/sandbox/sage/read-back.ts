import { writtenKinds, type WrittenKind } from '../../sage/protocol/documents.ts';
import type { Books } from './books.ts';
import type { JournalEntry, OperationContent } from './journal.ts';
import type { WrittenRecord } from './kind-rules.ts';
import { rulesOf } from './written-kinds.ts';

/** The record of an operation and its kind; where the journal has lost the kind, by the trace field of any. */
export function readBack(
  books: Books,
  key: string,
  content: Pick<OperationContent, 'kind' | 'document'> | undefined,
): { readonly kind: WrittenKind; readonly record: WrittenRecord } | undefined {
  for (const kind of content === undefined ? writtenKinds : [content.kind]) {
    const record = rulesOf(kind).find(books, key, content?.document);
    if (record !== undefined) return { kind, record };
  }
  return undefined;
}

/** The entry after a close. What Sage shows under the key counts, also when the journal has lost it. */
export function barred(
  books: Books,
  operationKey: string,
  attempt: number,
  entry: JournalEntry | undefined,
  now: number,
): JournalEntry {
  const known = entry ?? {
    operationKey,
    attempt,
    barredTo: 0,
    content: undefined,
    progress: { state: 'closed' } as const,
  };
  const next = { ...known, barredTo: Math.max(known.barredTo, attempt) };
  if (attempt < known.attempt || known.progress.state === 'committed') return next;

  const open = entry === undefined || known.progress.state === 'unknown';
  const found = open ? readBack(books, operationKey, known.content) : undefined;
  const latest = { ...next, attempt };
  if (found === undefined) return { ...latest, progress: { state: 'closed' } };
  // under a number alone it may be somebody else's: only a person can tell
  if (books.profile.traceField === null) return { ...latest, progress: { state: 'unknown' } };
  return { ...latest, progress: { state: 'committed', committedAt: now, ...found } };
}
