import type { SubcontractDocument } from '../../sage/protocol/documents.ts';
import type { Problem } from '../../sage/protocol/operations.ts';
import type { SubcontractRecord } from '../../sage/protocol/records.ts';
import type { Books } from './books.ts';
import type { KindRules } from './kind-rules.ts';
import { sameNumber, whole } from './numbers.ts';
import { overBudget } from './over-budget.ts';
import { brokenRules, invalid, invalidLines, missingReferences, textProblem } from './shared-rules.ts';
import { committedSubcontract } from './job-totals.ts';

/** How Sage's subcontracts (6-7-1) take a document. */
export const subcontractRules: KindRules<SubcontractDocument, SubcontractRecord> = {
  errors(books, document, ownKey) {
    const errors = [...invalidData(books, document), ...missingReferences(books, document)];
    errors.push(...taken(books, document.number, ownKey), ...brokenRules(books, document));
    if (books.profile.overBudget?.rule === 'not_allow') errors.push(...overBudgetOf(books, document));
    return errors;
  },
  warnings: (books, document) => (books.profile.overBudget?.rule === 'warn' ? overBudgetOf(books, document) : []),
  taken: (books, document) => taken(books, document.number).length > 0,
  record(books, document, operationKey) {
    const { number, date, description, status, retainageBasisPoints } = document;
    return {
      ...books.nextKeys(),
      ...{ number, status, date, description, retainageBasisPoints },
      ...(books.profile.traceField === null ? {} : { operationKey }),
      voided: false,
      vendorNumber: whole(document.vendorNumber),
      jobNumber: whole(document.jobNumber),
      lines: document.lines.map((line, index) => ({ line: index + 1, ...line })),
    };
  },
  save: (books, record) => void books.put('subcontracts', record),
  find(books, operationKey, document) {
    const subcontracts = books.all('subcontracts');
    if (books.profile.traceField !== null) return subcontracts.find((record) => record.operationKey === operationKey);
    return subcontracts.find((record) => !record.voided && sameNumber(record.number, document?.number ?? ''));
  },
  standing: (books, { key }) => books.get('subcontracts', key),
};

function overBudgetOf(books: Books, document: SubcontractDocument): Problem[] {
  return committedSubcontract({ ...document, voided: false }) ? overBudget(books, document) : [];
}

function invalidData(books: Books, document: SubcontractDocument): Problem[] {
  const { limits } = books.profile;
  const problems = [
    textProblem('number', document.number, limits.subcontractNumber),
    textProblem('description', document.description, limits.subcontractTitle),
    ...invalidLines(document, limits.lineDescription),
  ];
  const { retainageBasisPoints: rate } = document;
  if (rate < 0 || rate > 9_999) problems.push(invalid('retainageBasisPoints', 'retention must be from 0 to 99.99'));
  return problems.filter((problem) => problem !== undefined);
}

/** A number may stand once in the company, whatever the job; a void one does not count. */
function taken(books: Books, number: string, ownKey?: string): Problem[] {
  if (books.profile.unique.subcontractNumber === false) return [];
  const other = books.all('subcontracts').find((subcontract) => {
    return !subcontract.voided && sameNumber(subcontract.number, number) && (subcontract.operationKey ?? '') !== ownKey;
  });
  if (other === undefined) return [];
  return [{ code: '14201', field: 'number', message: `Subcontract number already exists: ${other.number}` }];
}
