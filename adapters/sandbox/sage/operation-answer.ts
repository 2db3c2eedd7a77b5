import { isCollection } from '../../sage/protocol/collections.ts';
import type { OperationStateAnswer, Receipt } from '../../sage/protocol/operations.ts';
import type { Books } from './books.ts';
import { asAnswered } from './commitment-standing.ts';
import type { JournalEntry } from './journal.ts';
import { rulesOf } from './written-kinds.ts';

/** What the bridge says about an operation. A committed one comes with its record as it stands in the books now. */
export function operationAnswer(
  company: string,
  books: Books,
  operationKey: string,
  entry: JournalEntry | undefined,
): OperationStateAnswer {
  if (entry === undefined) return { state: 'absent', operationKey };
  const { attempt, barredTo, progress } = entry;
  switch (progress.state) {
    case 'queued':
    case 'running':
    case 'unknown':
      return { state: progress.state, operationKey, attempt };
    case 'closed':
      return { state: 'closed', operationKey, attempt: barredTo };
    case 'refused':
      return { state: 'refused', operationKey, attempt, problems: [...progress.problems] };
    case 'committed': {
      const committedAt = new Date(progress.committedAt).toISOString();
      const { kind } = progress;
      const standing = rulesOf(kind).standing(books, progress.record);
      const record =
        standing === undefined
          ? { ...progress.record, voided: true }
          : isCollection(kind)
            ? asAnswered(books, kind, standing as never)
            : standing;
      const receipt = { company, committedAt, kind, record } as unknown as Receipt;
      return { state: 'committed', operationKey, attempt, receipt };
    }
  }
}
