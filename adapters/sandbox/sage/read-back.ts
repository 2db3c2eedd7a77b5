import type { SubcontractRecord } from '../../sage/protocol/records.ts';
import type { Books } from './books.ts';
import type { JournalEntry, OperationContent } from './journal.ts';
import { sameNumber } from './subcontract-rules.ts';

/** The record of an operation, by the trace field, or where there is none by what nobody else can have under that number. */
export function readBack(
  books: Books,
  key: string,
  content: OperationContent | undefined,
): SubcontractRecord | undefined {
  const subcontracts = books.all('subcontracts');
  if (books.profile.traceField !== null) return subcontracts.find((record) => record.operationKey === key);
  return subcontracts.find((record) => !record.voided && sameNumber(record.number, content?.document.number ?? ''));
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
  return { ...latest, progress: { state: 'committed', committedAt: now, record: found } };
}
