import { largestAmount } from '../../../src/shared/money.ts';
import { characterCount } from '../../../src/shared/text.ts';
import type { SubcontractDocument } from '../../sage/protocol/documents.ts';
import type { Problem } from '../../sage/protocol/operations.ts';
import type { Books } from './books.ts';
import { overBudget } from './over-budget.ts';

/** Everything Sage would say against the document, in the order in which it looks. */
export function subcontractErrors(books: Books, document: SubcontractDocument, ownKey?: string): Problem[] {
  const errors = [...invalidData(books, document), ...missingReferences(books, document)];
  errors.push(...taken(books, document.number, ownKey), ...brokenRules(books, document));
  if (books.profile.overBudget?.rule === 'not_allow') errors.push(...overBudget(books, document));
  return errors;
}

/** What Sage would ask a person about, and an API cannot answer for him. */
export function subcontractWarnings(books: Books, document: SubcontractDocument): Problem[] {
  return books.profile.overBudget?.rule === 'warn' ? overBudget(books, document) : [];
}

function invalidData(books: Books, document: SubcontractDocument): Problem[] {
  const { limits } = books.profile;
  const problems = [
    text('number', document.number, limits.subcontractNumber),
    text('description', document.description, limits.subcontractTitle),
    ...document.lines.map((line) =>
      text(`lines.${line.lineRef}.description`, line.description, limits.lineDescription),
    ),
    ...document.lines.map((line) => {
      const fits = Math.abs(line.cents) <= largestAmount;
      return fits ? undefined : invalid(`lines.${line.lineRef}.cents`, 'amount has more than ten digits');
    }),
  ];
  const { retainageBasisPoints: rate } = document;
  if (rate < 0 || rate > 9_999) problems.push(invalid('retainageBasisPoints', 'retention must be from 0 to 99.99'));
  return problems.filter((problem) => problem !== undefined);
}

function text(field: string, value: string, limit: number | null): Problem | undefined {
  if (value.trim() === '') return invalid(field, 'is required');
  if (limit === null || characterCount(value) <= limit) return undefined;
  return invalid(field, `is longer than ${limit} characters`);
}

function invalid(field: string, says: string): Problem {
  return { code: '14050', field, message: `Invalid data: ${field} ${says}` };
}

function missingReferences(books: Books, document: SubcontractDocument): Problem[] {
  const missing = (field: string, what: string): Problem => {
    return { code: '12802', field, message: `Invalid object reference: ${what} does not exist` };
  };
  const problems: Problem[] = [];
  const { vendorNumber, jobNumber } = document;
  if (books.get('vendors', whole(vendorNumber)) === undefined) {
    problems.push(missing('vendorNumber', `vendor ${vendorNumber}`));
  }
  if (books.get('jobs', whole(jobNumber)) === undefined) problems.push(missing('jobNumber', `job ${jobNumber}`));
  for (const { lineRef, costCode, costType } of document.lines) {
    if (books.get('cost-codes', costCode) === undefined) {
      problems.push(missing(`lines.${lineRef}.costCode`, `cost code ${costCode}`));
    }
    if (books.get('cost-types', String(costType)) === undefined) {
      problems.push(missing(`lines.${lineRef}.costType`, `cost type ${costType}`));
    }
  }
  return problems;
}

/** A number may stand once in the company, whatever the job; a void one does not count. */
export function taken(books: Books, number: string, ownKey?: string): Problem[] {
  if (books.profile.unique.subcontractNumber === false) return [];
  const other = books.all('subcontracts').find((subcontract) => {
    return !subcontract.voided && sameNumber(subcontract.number, number) && (subcontract.operationKey ?? '') !== ownKey;
  });
  if (other === undefined) return [];
  return [{ code: '14201', field: 'number', message: `Subcontract number already exists: ${other.number}` }];
}

function brokenRules(books: Books, document: SubcontractDocument): Problem[] {
  const problems: Problem[] = [];
  const broken = (field: string, says: string): void => {
    problems.push({ code: '14201', field, message: `Failed Coded Constraint: ${says}` });
  };
  if (books.get('vendors', whole(document.vendorNumber))?.active === false)
    broken('vendorNumber', 'vendor is inactive');
  if (books.profile.unbudgetedCode !== 'refuse') return problems;
  const budgeted = books.all('budgets').filter((budget) => budget.jobNumber === whole(document.jobNumber));
  const codes = new Set(budgeted.flatMap((budget) => budget.lines.map((line) => `${line.costCode}|${line.costType}`)));
  for (const { lineRef, costCode, costType } of document.lines) {
    if (!codes.has(`${costCode}|${costType}`))
      broken(`lines.${lineRef}.costCode`, `${costCode} type ${costType} is not budgeted`);
  }
  return problems;
}

/** Sage's numbers of vendors and jobs are integers: zeros before them vanish. */
export function whole(number: string): string {
  return number.replace(/^0+(?=\d)/, '');
}

/** As the bridge compares numbers: trimmed and without regard to case. */
export function sameNumber(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
