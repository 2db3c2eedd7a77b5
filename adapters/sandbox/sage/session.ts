import type { SubcontractDocument } from '../../sage/protocol/documents.ts';
import type { Problem } from '../../sage/protocol/operations.ts';
import type { SubcontractRecord } from '../../sage/protocol/records.ts';
import type { Books, Undated } from './books.ts';
import { subcontractErrors, taken, whole } from './subcontract-rules.ts';

/**
 * One session of Sage's programming interface as integrators describe it: what it accepted is saved when the session
 * closes, so that neither an accepted request nor a failed close proves anything.
 */
export interface SageSession {
  /** What Sage has against the document: the first problem only, as far as anyone has seen. */
  submit(document: SubcontractDocument, operationKey: string): Problem | undefined;
  /** What Sage reports on closing; `undefined` is "all well". */
  close(): Problem | undefined;
}

export function openSession(books: Books, fault: string | undefined): SageSession {
  let pending: Undated<SubcontractRecord> | undefined;

  return {
    submit(document, operationKey) {
      if (fault === 'refuses') {
        return { code: '14050', field: 'description', message: 'Invalid data: description is refused by a field rule' };
      }
      const problem = subcontractErrors(books, document)[0];
      if (problem === undefined) pending = misheard(recordOf(books, document, operationKey), fault);
      return problem;
    },
    close() {
      const record = pending;
      pending = undefined;
      if (record === undefined || fault === 'failCloseLost') return undefined;
      // somebody may have entered the number while the session was open
      if (taken(books, record.number).length > 0) {
        return { code: '12000', field: 'number', message: 'Cannot insert duplicate key' };
      }
      books.put('subcontracts', record);
      books.writes += 1;
      return fault === 'failCloseSaved'
        ? { code: 'close_failed', field: '', message: 'The session did not close' }
        : undefined;
    },
  };
}

function recordOf(books: Books, document: SubcontractDocument, operationKey: string): Undated<SubcontractRecord> {
  const { number, date, description, status, retainageBasisPoints } = document;
  return {
    ...books.nextKeys(),
    ...{ number, status },
    ...(books.profile.traceField === null ? {} : { operationKey }),
    voided: false,
    date,
    vendorNumber: whole(document.vendorNumber),
    jobNumber: whole(document.jobNumber),
    description,
    retainageBasisPoints,
    lines: document.lines.map((line, index) => ({ line: index + 1, ...line })),
  };
}

/** The record as Sage keeps it when it does not keep what it was given. */
function misheard(record: Undated<SubcontractRecord>, fault: string | undefined): Undated<SubcontractRecord> {
  switch (fault) {
    case 'altersRetainage':
      return { ...record, retainageBasisPoints: record.retainageBasisPoints === 1_000 ? 500 : 1_000 };
    case 'altersLine':
      return {
        ...record,
        lines: record.lines.map((line) => (line.line === 1 ? { ...line, cents: line.cents + 100 } : line)),
      };
    case 'blanksField':
      return { ...record, description: '' };
    default:
      return record;
  }
}
