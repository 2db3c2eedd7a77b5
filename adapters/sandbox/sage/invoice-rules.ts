import { groupedBy } from '../../../src/shared/grouped.ts';
import { cents, decimalFromCents } from '../../../src/shared/money.ts';
import type { PayableInvoiceDocument } from '../../sage/protocol/documents.ts';
import type { Problem } from '../../sage/protocol/operations.ts';
import type { InvoiceRecord, SubcontractRecord } from '../../sage/protocol/records.ts';
import type { Books } from './books.ts';
import { subcontractStanding } from './commitment-standing.ts';
import type { KindRules } from './kind-rules.ts';
import { sameNumber, whole } from './numbers.ts';
import { allowed } from './over-budget.ts';
import { broken, brokenRules, invalid, invalidLines, missingReferences, textProblem } from './shared-rules.ts';

/** How Sage's payable invoices (4-2) take a document. */
export const invoiceRules: KindRules<PayableInvoiceDocument, InvoiceRecord> = {
  errors(books, document, ownKey) {
    const { limits } = books.profile;
    const errors = [
      textProblem('number', document.number, limits.invoiceNumber),
      textProblem('description', document.description, limits.subcontractTitle),
      ...invalidLines(document, limits.lineDescription),
      ...wrongAmounts(books, document),
      ...missingReferences(books, document),
      ...accountTrouble(books, document),
      ...taken(books, document, ownKey),
      ...brokenRules(books, document),
      ...periodTrouble(books, document),
      ...subcontractTrouble(books, document),
    ].filter((problem) => problem !== undefined);
    if (books.profile.overSubcontract?.rule === 'not_allow') errors.push(...overSubcontract(books, document));
    return errors;
  },
  warnings: (books, document) =>
    books.profile.overSubcontract?.rule === 'warn' ? overSubcontract(books, document) : [],
  taken: (books, document) => taken(books, document).length > 0,
  record(books, document, operationKey) {
    const { number, date, dueDate, period, status, description, retainageCents, taxCents } = document;
    return {
      ...books.nextKeys(),
      ...{ number, status, date, dueDate, period, description, retainageCents, taxCents },
      ...(books.profile.traceField === null ? {} : { operationKey }),
      voided: false,
      vendorNumber: whole(document.vendorNumber),
      jobNumber: whole(document.jobNumber),
      subcontractNumber: document.subcontractNumber,
      lines: document.lines.map((line, index) => ({ line: index + 1, ...line })),
    };
  },
  save: (books, record) => void books.put('payable-invoices', record),
  find(books, operationKey, document) {
    const invoices = books.all('payable-invoices');
    if (books.profile.traceField !== null) return invoices.find((record) => record.operationKey === operationKey);
    return invoices.find((record) => !record.voided && document !== undefined && samePlace(record, document));
  },
  standing: (books, { key }) => books.get('payable-invoices', key),
};

function wrongAmounts(books: Books, { lines, retainageCents }: PayableInvoiceDocument): Problem[] {
  const total = lines.reduce((sum, line) => sum + line.cents, 0);
  return [
    ...(total < 0 && !books.profile.credits ? [broken('lines', 'the invoice is a credit')] : []),
    ...(total >= 0 && retainageCents > total ? [invalid('retainageCents', 'retention exceeds the invoice')] : []),
  ];
}

function accountTrouble(books: Books, { lines }: PayableInvoiceDocument): Problem[] {
  return lines.flatMap(({ lineRef, account }) => {
    const field = `lines.${lineRef}.account`;
    const known = books.get('accounts', account);
    if (known === undefined) {
      return [{ code: '12802', field, message: `Invalid object reference: account ${account} does not exist` }];
    }
    return known.hasSubAccounts ? [invalid(field, 'GL account is mandatory with its sub account')] : [];
  });
}

function periodTrouble(books: Books, { period }: PayableInvoiceDocument): Problem[] {
  const known = books.periods.find((one) => one.year === period.year && one.period === period.period);
  const name = `${period.year}-${period.period}`;
  if (known === undefined) return [broken('period', `period ${name} does not exist`)];
  return known.open ? [] : [broken('period', `period ${name} is closed`)];
}

function subcontractTrouble(books: Books, document: PayableInvoiceDocument): Problem[] {
  const { subcontractNumber, vendorNumber, jobNumber, lines } = document;
  const subcontract = subcontractOf(books, subcontractNumber);
  if (subcontract === undefined) {
    const message = `Invalid object reference: subcontract ${subcontractNumber} does not exist`;
    return [{ code: '12802', field: 'subcontractNumber', message }];
  }
  if (subcontract.vendorNumber !== whole(vendorNumber) || subcontract.jobNumber !== whole(jobNumber)) {
    return [broken('subcontractNumber', 'the subcontract belongs to another vendor or job')];
  }
  const byLine = new Map(subcontract.lines.map((line) => [line.line, line]));
  return lines.flatMap(({ lineRef, commitmentLine, costCode, costType }) => {
    const billed = byLine.get(commitmentLine);
    const field = `lines.${lineRef}.commitmentLine`;
    if (billed === undefined) return [broken(field, 'the subcontract has no such line')];
    const same = billed.costCode === costCode && billed.costType === costType;
    return same ? [] : [broken(field, 'is not the code and type of the line that is billed')];
  });
}

/** One problem for each line of the subcontract that would be billed beyond what is left, named at its first bill. */
function overSubcontract(books: Books, document: PayableInvoiceDocument): Problem[] {
  const limit = books.profile.overSubcontract;
  const subcontract = subcontractOf(books, document.subcontractNumber);
  if (limit === null || limit.rule === 'none' || subcontract === undefined) return [];
  const billing = groupedBy(document.lines, ({ commitmentLine }) => commitmentLine);
  return subcontractStanding(books, subcontract).flatMap((line) => {
    const bills = billing.get(line.line) ?? [];
    const [first] = bills;
    const added = bills.reduce((sum, bill) => sum + bill.cents, 0);
    const contract = line.cents + line.changeCents;
    const reached = line.billedCents + added;
    if (first === undefined || added <= 0 || reached <= allowed(contract, limit)) return [];
    const says = `line ${line.line} would be billed ${usd(reached)} of ${usd(contract)}`;
    const field = `lines.${first.lineRef}.cents`;
    if (limit.rule === 'warn') return [{ code: 'over_subcontract', field, message: `Over subcontract: ${says}` }];
    return [broken(field, `over subcontract: ${says}`)];
  });
}

/** A number may stand once for a vendor, where the installation says so; a void one does not count. */
function taken(books: Books, document: PayableInvoiceDocument, ownKey?: string): Problem[] {
  if (books.profile.unique.invoiceNumberPerVendor === false) return [];
  const other = books.all('payable-invoices').find((invoice) => {
    return !invoice.voided && samePlace(invoice, document) && (invoice.operationKey ?? '') !== ownKey;
  });
  if (other === undefined) return [];
  return [{ code: '14201', field: 'number', message: `Invoice number already exists for the vendor: ${other.number}` }];
}

function samePlace(
  record: { readonly number: string; readonly vendorNumber: string },
  document: { readonly number: string; readonly vendorNumber: string },
): boolean {
  return sameNumber(record.number, document.number) && record.vendorNumber === whole(document.vendorNumber);
}

function subcontractOf(books: Books, number: string): SubcontractRecord | undefined {
  return books.all('subcontracts').find((known) => !known.voided && sameNumber(known.number, number));
}

function usd(amount: number): string {
  return decimalFromCents(cents(amount));
}
