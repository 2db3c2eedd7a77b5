import { characterCount, displayText } from '../shared/text.ts';
import type { Check } from '../transfers/check.ts';
import { count, money, text } from '../transfers/value.ts';
import { block, warn } from './checks.ts';
import { dueDate } from './due-date.ts';
import type { CheckedInvoice } from './checked-invoice.ts';
import { billing } from './invoice-lines.ts';
import { periodName } from './invoice-inputs.ts';
import { doubleOf, lookAlike, type SageInvoice } from './invoice-number.ts';

/** Number, ledger account, dates and posting period. */
export function paperChecks(checked: CheckedInvoice): readonly Check[] {
  return [
    ...numberChecks(checked),
    ...titleChecks(checked),
    ...accountChecks(checked),
    ...dateChecks(checked),
    ...periodChecks(checked),
  ];
}

function numberChecks({
  requisition,
  number,
  computed,
  books,
  settings,
  operationKey,
}: CheckedInvoice): readonly Check[] {
  const limit = books.profile.limits.invoiceNumber ?? settings.fallbackLimits.invoiceNumber;
  if (characterCount(number) > limit) {
    return [block('number_too_long', { values: { number: text(number), limit: count(limit) } })];
  }
  const others = books.invoices.filter(({ record }) => record.operationKey !== operationKey);
  const twin = doubleOf(number, others);
  if (twin !== undefined) return [block('invoice_number_taken', { values: standing(twin, checkedVendor(books)) })];
  const { billingDate: date } = requisition;
  const gross = computed.billing?.gross ?? 0;
  if (date === undefined || computed.billing === undefined || gross === 0) return [];
  const alike = lookAlike({ number, gross: computed.billing.gross, date }, others);
  return alike === undefined
    ? []
    : [warn('invoice_look_alike', { cents: computed.billing.gross, values: standing(alike, checkedVendor(books)) })];
}

function checkedVendor({ sageVendor, contract }: CheckedInvoice['books']): string {
  return displayText(sageVendor?.name ?? contract?.vendor?.name ?? '');
}

/** An invoice in Sage as the sentence about a double shows it. */
function standing({ record, date, gross, job }: SageInvoice, vendor: string): Check['values'] {
  return {
    number: text(displayText(record.number)),
    vendor: text(vendor),
    date: text(date),
    amount: money(gross),
    job: text(job),
    status: text(statusNames[record.status] ?? String(record.status)),
  };
}

const statusNames: { readonly [status: number]: string } = { 1: 'open', 2: 'in review', 3: 'in dispute', 4: 'paid' };

function titleChecks({ books, settings }: CheckedInvoice): readonly Check[] {
  const title = displayText(books.contract?.title ?? '');
  if (books.contract === undefined) return [];
  const limit = books.profile.limits.subcontractTitle ?? settings.fallbackLimits.title;
  if (title === '') return [block('title_missing')];
  return characterCount(title) > limit ? [block('title_too_long', { values: { limit: count(limit) } })] : [];
}

/** One sentence, however many lines have the same trouble. */
function accountChecks({ lines, books }: CheckedInvoice): readonly Check[] {
  if (books.sageVendor === undefined || books.subcontract === undefined) return [];
  const values = { vendor: text(checkedVendor(books)) };
  const unusable = billing(lines).find(({ account }) => account.kind !== 'account');
  if (unusable === undefined) return [];
  const { account } = unusable;
  if (account.kind === 'none') return [block('account_missing', { values })];
  const number = text('number' in account ? account.number : '');
  return [
    block(account.kind === 'unknown' ? 'account_unknown' : 'account_has_subs', {
      values: { ...values, account: number },
    }),
  ];
}

function dateChecks({ requisition, books }: CheckedInvoice): readonly Check[] {
  const { billingDate } = requisition;
  if (billingDate === undefined) return [block('billing_date_missing')];
  const { sageVendor } = books;
  if (sageVendor === undefined || dueDate(billingDate, sageVendor.dueTerms) !== undefined) return [];
  return [
    block('terms_unusable', {
      values: { vendor: text(checkedVendor(books)), terms: text(sageVendor.dueTerms ?? 'none') },
    }),
  ];
}

function periodChecks({ books, chosenPeriod }: CheckedInvoice): readonly Check[] {
  const { period, periodNow, profile } = books;
  const usual = periodNow === undefined ? undefined : periodName(periodNow);
  const name = chosenPeriod ?? usual ?? 'The current one';
  if (chosenPeriod !== undefined && chosenPeriod !== usual && !profile.canSetPeriod)
    return [block('period_fixed', { values: { period: text(name) } })];
  return period === undefined ? [block('period_closed', { values: { period: text(name) } })] : [];
}
