import type { WrittenKind } from '../../sage/protocol/documents.ts';
import type { Problem } from '../../sage/protocol/operations.ts';
import type { WrittenDocument, WrittenRecord } from './kind-rules.ts';

/** What the bridge knows of an operation, kept apart from the books and written before they are touched. */
export interface JournalEntry {
  readonly operationKey: string;
  /** The latest attempt that was taken, or barred before any was. */
  readonly attempt: number;
  /** This attempt and all before it never run again; 0 when none is barred. */
  readonly barredTo: number;
  /** `undefined` as long as the key was only ever closed. */
  readonly content: OperationContent | undefined;
  readonly progress: Progress;
}

export interface OperationContent {
  readonly fingerprint: string;
  readonly kind: WrittenKind;
  readonly document: WrittenDocument;
  readonly acceptWarnings: readonly string[];
}

export type Progress =
  | { readonly state: 'queued' | 'running' | 'unknown' | 'closed' }
  | {
      readonly state: 'committed';
      readonly committedAt: number;
      readonly kind: WrittenKind;
      readonly record: WrittenRecord;
    }
  | { readonly state: 'refused'; readonly problems: readonly Problem[] };

export type Admission =
  { readonly kind: 'run' | 'same' } | { readonly kind: 'conflict'; readonly code: string; readonly message: string };

/** Whether an attempt that has just arrived is new, known, or to be turned away. */
export function admission(entry: JournalEntry | undefined, fingerprint: string, attempt: number): Admission {
  if (entry === undefined) return { kind: 'run' };
  if (entry.content !== undefined && entry.content.fingerprint !== fingerprint) {
    return conflict('other_fingerprint', 'The key stands with another fingerprint.');
  }
  // what is in Sage is in Sage: no attempt writes it again, and each is told the same
  if (entry.progress.state === 'committed') return { kind: 'same' };
  if (attempt <= entry.barredTo) return conflict('barred', `Attempts up to ${entry.barredTo} are closed.`);
  if (attempt < entry.attempt) return conflict('passed', `Attempt ${entry.attempt} came before.`);
  if (attempt === entry.attempt) return { kind: 'same' };
  const over = entry.progress.state === 'refused' || entry.progress.state === 'closed';
  return over ? { kind: 'run' } : conflict('in_progress', `Attempt ${entry.attempt} is not over; close it first.`);
}

function conflict(code: string, message: string): Admission {
  return { kind: 'conflict', code, message };
}
