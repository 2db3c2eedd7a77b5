import type { ProcoreSubcontract } from '../ports/procore.ts';
import type { CalendarDate } from '../shared/dates.ts';
import type { OperationKey } from '../shared/ids.ts';
import { cents, largestAmount } from '../shared/money.ts';
import { characterCount, displayText } from '../shared/text.ts';
import type { Check } from '../transfers/check.ts';
import type { Settings } from '../transfers/settings.ts';
import { count, money, text } from '../transfers/value.ts';
import { budgetChecks } from './budget-checks.ts';
import { block, failed, severityOf } from './checks.ts';
import type { SubcontractBooks } from './subcontract-books.ts';
import { totalOf, type SubcontractLine } from './subcontract-lines.ts';

interface Checked {
  readonly subcontract: ProcoreSubcontract;
  readonly lines: readonly SubcontractLine[];
  readonly books: SubcontractBooks;
  readonly settings: Settings;
  readonly operationKey: OperationKey;
  readonly today: CalendarDate;
}

/** Everything that must hold before anybody sees a button; posting rules for commitments. Pure. */
export function subcontractChecks(checked: Checked): readonly Check[] {
  return [
    ...jobChecks(checked),
    ...vendorChecks(checked),
    ...numberChecks(checked),
    ...headerChecks(checked),
    ...lineChecks(checked),
    ...budgetChecks(checked.lines, checked.books, checked.settings),
  ];
}

function jobChecks({ books, settings }: Checked): readonly Check[] {
  const { project, sageJob } = books;
  const values = { job: text(project.number || project.name) };
  if (project.originId === undefined) return [block('job_not_linked', { values })];
  if (sageJob === undefined) return [block('job_gone', { values })];
  if ([1, 2, 6].includes(sageJob.status)) return [block('job_closed', { values: { job: text(sageJob.number) } })];
  if (sageJob.status === 5)
    return [failed(severityOf(settings.jobComplete), 'job_complete', { values: { job: text(sageJob.number) } })];
  return [];
}

function vendorChecks({ subcontract, books, settings, today }: Checked): readonly Check[] {
  const { vendor, sageVendor } = books;
  if (subcontract.vendor === undefined) return [block('vendor_missing')];
  const values = { vendor: text(displayText(vendor?.name ?? subcontract.vendor.name)) };
  if (vendor?.originId === undefined) return [block('vendor_not_linked', { values })];
  if (sageVendor === undefined) return [block('vendor_gone', { values })];
  if (!vendor.active || !sageVendor.active) {
    return [block('vendor_inactive', { values: { ...values, where: text(vendor.active ? 'Sage' : 'Procore') } })];
  }
  if (sageVendor.insuranceExpires !== undefined && sageVendor.insuranceExpires < today) {
    const expired = { ...values, date: { type: 'date', date: sageVendor.insuranceExpires } as const };
    return [failed(severityOf(settings.insuranceExpired), 'insurance_expired', { values: expired })];
  }
  return [];
}

function numberChecks({ subcontract, books, settings, operationKey }: Checked): readonly Check[] {
  const number = displayText(subcontract.number);
  if (number === '') return [block('number_missing')];
  const limit = books.profile.limits.subcontractNumber ?? settings.fallbackLimits.number;
  const values = { number: text(number), limit: count(limit) };
  if (characterCount(number) > limit) return [block('number_too_long', { values })];
  const taken = books.sameNumber.find((record) => record.operationKey !== operationKey);
  return taken === undefined ? [] : [block('number_taken', { values: { number: text(number), key: text(taken.key) } })];
}

function headerChecks({ subcontract, lines, books, settings }: Checked): readonly Check[] {
  const checks: Check[] = [];
  const title = displayText(subcontract.title);
  const limit = books.profile.limits.subcontractTitle ?? settings.fallbackLimits.title;
  if (title === '') checks.push(block('title_missing'));
  if (characterCount(title) > limit)
    checks.push(block('title_too_long', { values: { title: text(title), limit: count(limit) } }));
  if (subcontract.contractDate === undefined) checks.push(block('contract_date_missing'));
  if (!subcontract.executed) checks.push(failed(severityOf(settings.executedContract), 'not_executed'));
  const retainage = subcontract.retainage ?? 0;
  if (retainage < 0 || retainage > 9_999) checks.push(block('retainage_unusable'));
  if (lines.length === 0) checks.push(block('lines_missing'));
  const total = totalOf(lines);
  if (lines.length > 0 && total !== subcontract.total) {
    const off = cents(Math.abs(total - subcontract.total));
    checks.push(
      block('sum_differs', { cents: off, values: { header: money(subcontract.total), lines: money(total) } }),
    );
  }
  if ([subcontract.total, ...lines.map((line) => line.cents)].some((amount) => Math.abs(amount) > largestAmount)) {
    checks.push(block('amount_too_large', { values: { limit: money(largestAmount) } }));
  }
  return checks;
}

function lineChecks({ lines, books, settings }: Checked): readonly Check[] {
  const limit = books.profile.limits.lineDescription ?? settings.fallbackLimits.lineDescription;
  const checks = lines.flatMap((line): readonly Check[] => {
    const { label, description, procoreCode, procoreType } = line;
    const values = {
      code: text(procoreCode ?? ''),
      type: text(procoreType ?? ''),
      limit: count(limit),
      text: text(description),
    };
    return [
      ...(procoreCode === undefined ? [block('code_missing', { line: label })] : []),
      ...(procoreCode !== undefined && line.costCode === undefined
        ? [block('code_unknown', { line: label, values })]
        : []),
      ...(procoreType === undefined ? [block('type_missing', { line: label, values })] : []),
      ...(procoreType !== undefined && line.costType === undefined
        ? [block('type_unknown', { line: label, values })]
        : []),
      ...(description === '' ? [block('line_text_missing', { line: label })] : []),
      ...(characterCount(description) > limit ? [block('line_text_too_long', { line: label, values })] : []),
      ...(line.taxed ? [block('tax_present', { line: label })] : []),
    ];
  });
  return firstOfEach(checks);
}

/** One code that Sage lacks is one thing to put right, however many lines use it. */
function firstOfEach(checks: readonly Check[]): readonly Check[] {
  const seen = new Set<string>();
  return checks.filter((check) => {
    const code = check.values['code'];
    const type = check.values['type'];
    const shared = check.code === 'code_unknown' ? code : check.code === 'type_unknown' ? type : undefined;
    const key = shared?.type === 'text' ? `${check.code}/${shared.text}` : `${check.code}/${check.line}`;
    return !seen.has(key) && seen.add(key).size > 0;
  });
}
