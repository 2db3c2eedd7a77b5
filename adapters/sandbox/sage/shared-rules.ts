import { largestAmount } from '../../../src/shared/money.ts';
import { characterCount } from '../../../src/shared/text.ts';
import type { Problem } from '../../sage/protocol/operations.ts';
import type { Books } from './books.ts';
import { whole } from './numbers.ts';

/** What Sage looks at in a document of any kind. */
export interface Looked {
  readonly jobNumber: string;
  readonly vendorNumber?: string;
  readonly lines: readonly {
    readonly lineRef: string;
    readonly description: string;
    readonly costCode: string;
    readonly costType: number;
    readonly cents: number;
  }[];
}

/** A text that is missing or too long. */
export function textProblem(field: string, value: string, limit: number | null | undefined): Problem | undefined {
  if (value.trim() === '') return invalid(field, 'is required');
  if (limit == null || characterCount(value) <= limit) return undefined;
  return invalid(field, `is longer than ${limit} characters`);
}

export function invalid(field: string, says: string): Problem {
  return { code: '14050', field, message: `Invalid data: ${field} ${says}` };
}

export function broken(field: string, says: string): Problem {
  return { code: '14201', field, message: `Failed Coded Constraint: ${says}` };
}

export function invalidLines({ lines }: Looked, limit: number | null): Problem[] {
  return lines.flatMap(({ lineRef, description, cents }) => {
    const text = textProblem(`lines.${lineRef}.description`, description, limit);
    const large = Math.abs(cents) > largestAmount;
    return [
      ...(text === undefined ? [] : [text]),
      ...(large ? [invalid(`lines.${lineRef}.cents`, 'amount has more than ten digits')] : []),
    ];
  });
}

/** What the document names and Sage does not have. */
export function missingReferences(books: Books, document: Looked): Problem[] {
  const missing = (field: string, what: string): Problem => {
    return { code: '12802', field, message: `Invalid object reference: ${what} does not exist` };
  };
  const problems: Problem[] = [];
  const { vendorNumber, jobNumber } = document;
  if (vendorNumber !== undefined && books.get('vendors', whole(vendorNumber)) === undefined) {
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

/** Inactive vendors, and codes without a budget where the installation refuses them. */
export function brokenRules(books: Books, document: Looked): Problem[] {
  const { vendorNumber = '', jobNumber, lines } = document;
  const inactive = books.get('vendors', whole(vendorNumber))?.active === false;
  const problems = inactive ? [broken('vendorNumber', 'vendor is inactive')] : [];
  if (books.profile.unbudgetedCode !== 'refuse') return problems;
  const budgeted = books.all('budgets').filter((budget) => budget.jobNumber === whole(jobNumber));
  const codes = new Set(budgeted.flatMap((budget) => budget.lines.map((line) => `${line.costCode}|${line.costType}`)));
  for (const { lineRef, costCode, costType } of lines) {
    if (!codes.has(`${costCode}|${costType}`)) {
      problems.push(broken(`lines.${lineRef}.costCode`, `${costCode} type ${costType} is not budgeted`));
    }
  }
  return problems;
}
