import type { WrittenKind } from '../../sage/protocol/documents.ts';
import type { Problem } from '../../sage/protocol/operations.ts';
import type { Books, Undated } from './books.ts';
import type { WrittenDocument, WrittenRecord } from './kind-rules.ts';
import { rulesOf } from './written-kinds.ts';

/**
 * One session of Sage's programming interface as integrators describe it: what it accepted is saved when the session
 * closes, so that neither an accepted request nor a failed close proves anything.
 */
export interface SageSession {
  /** What Sage has against the document: the first problem only, as far as anyone has seen. */
  submit(kind: WrittenKind, document: WrittenDocument, operationKey: string): Problem | undefined;
  /** What Sage reports on closing; `undefined` is "all well". */
  close(): Problem | undefined;
}

export function openSession(books: Books, fault: string | undefined): SageSession {
  let pending:
    | { readonly kind: WrittenKind; readonly document: WrittenDocument; readonly record: Undated<WrittenRecord> }
    | undefined;

  return {
    submit(kind, document, operationKey) {
      if (fault === 'refuses') {
        return { code: '14050', field: 'description', message: 'Invalid data: description is refused by a field rule' };
      }
      const rules = rulesOf(kind);
      const problem = rules.errors(books, document)[0];
      if (problem === undefined) {
        pending = { kind, document, record: misheard(rules.record(books, document, operationKey), fault) };
      }
      return problem;
    },
    close() {
      const accepted = pending;
      pending = undefined;
      if (accepted === undefined || fault === 'failCloseLost') return undefined;
      const rules = rulesOf(accepted.kind);
      // somebody may have entered the number while the session was open
      if (rules.taken(books, accepted.document)) {
        return { code: '12000', field: 'number', message: 'Cannot insert duplicate key' };
      }
      rules.save(books, accepted.record);
      books.writes += 1;
      return fault === 'failCloseSaved'
        ? { code: 'close_failed', field: '', message: 'The session did not close' }
        : undefined;
    },
  };
}

/** What Procore says Sage 100 Contractor keeps of a commitment's number and title; newer versions have wider fields. */
const oldWidths = { number: 12, description: 30 };

/** The record as Sage keeps it when it does not keep what it was given. */
function misheard(record: Undated<WrittenRecord>, fault: string | undefined): Undated<WrittenRecord> {
  const fields = record as Undated<WrittenRecord> & {
    readonly retainageBasisPoints?: number;
    readonly retainageCents?: number;
    readonly taxCents?: number;
  };
  switch (fault) {
    case 'altersRetainage': {
      const { retainageBasisPoints: rate, retainageCents: held } = fields;
      if (held !== undefined) return { ...fields, retainageCents: held + 100 } as Undated<WrittenRecord>;
      if (rate === undefined) return record;
      return { ...fields, retainageBasisPoints: rate === 1_000 ? 500 : 1_000 } as Undated<WrittenRecord>;
    }
    case 'altersLine':
      return {
        ...record,
        lines: record.lines.map((line, index) => (index === 0 ? { ...line, cents: line.cents + 100 } : line)),
      };
    case 'addsTax':
      return fields.taxCents === undefined ? record : ({ ...fields, taxCents: 825 } as Undated<WrittenRecord>);
    case 'blanksField':
      return record.description === undefined ? record : { ...record, description: '' };
    case 'cutsText':
      return {
        ...record,
        number: record.number.slice(0, oldWidths.number),
        ...(record.description === undefined
          ? {}
          : { description: record.description.slice(0, oldWidths.description) }),
      };
    default:
      return record;
  }
}
