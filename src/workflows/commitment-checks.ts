import type { ProcoreCommitment } from '../ports/procore.ts';
import type { CalendarDate } from '../shared/dates.ts';
import type { OperationKey } from '../shared/ids.ts';
import { cents, largestAmount } from '../shared/money.ts';
import type { Steps } from '../shared/steps.ts';
import { characterCount, displayText } from '../shared/text.ts';
import type { Check } from '../transfers/check.ts';
import type { Settings } from '../transfers/settings.ts';
import { count, money, text } from '../transfers/value.ts';
import { budgetChecks } from './budget-checks.ts';
import { block, failed, severityOf } from './checks.ts';
import type { CommitmentBooks } from './commitment-books.ts';
import { totalOf, type CommitmentLine } from './commitment-lines.ts';

interface Checked {
  readonly commitment: ProcoreCommitment;
  /** The longest number and title that Sage takes. */
  readonly limits: { readonly number: number; readonly title: number };
  readonly lines: readonly CommitmentLine[];
  readonly books: CommitmentBooks;
  readonly settings: Settings;
  readonly operationKey: OperationKey;
  readonly today: CalendarDate;
}

/** Everything that must hold before anybody sees a button; posting rules for commitments. Pure. */
export function* commitmentChecks(checked: Checked): Steps<readonly Check[]> {
  const ofLines = lineChecks(checked.lines, checked.books, checked.settings);
  yield;
  const budget = budgetChecks(checked.lines, checked.books, checked.settings);
  yield;
  return [
    ...jobChecks(checked),
    ...vendorChecks(checked),
    ...numberChecks(checked),
    ...headerChecks(checked),
    ...ofLines,
    ...budget,
  ];
}

export function jobChecks({ books, settings }: Pick<Checked, 'books' | 'settings'>): readonly Check[] {
  const { project, sageJob } = books;
  const values = { job: text(project.number || project.name) };
  if (project.originId === undefined) return [block('job_not_linked', { values })];
  if (sageJob === undefined) return [block('job_gone', { values })];
  if ([1, 2, 6].includes(sageJob.status)) return [block('job_closed', { values: { job: text(sageJob.number) } })];
  if (sageJob.status === 5)
    return [failed(severityOf(settings.jobComplete), 'job_complete', { values: { job: text(sageJob.number) } })];
  return [];
}

export function vendorChecks({
  commitment,
  books,
  settings,
  today,
}: Pick<Checked, 'books' | 'settings' | 'today'> & {
  readonly commitment: Pick<ProcoreCommitment, 'vendor'>;
}): readonly Check[] {
  const { vendor, sageVendor } = books;
  if (commitment.vendor === undefined) return [block('vendor_missing')];
  const values = { vendor: text(displayText(vendor?.name ?? commitment.vendor.name)) };
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

function numberChecks({ commitment, books, limits, operationKey }: Checked): readonly Check[] {
  const number = displayText(commitment.number);
  if (number === '') return [block('number_missing')];
  const values = { number: text(number), limit: count(limits.number) };
  if (characterCount(number) > limits.number) return [block('number_too_long', { values })];
  const taken = books.sameNumber.find((record) => record.operationKey !== operationKey);
  return taken === undefined ? [] : [block('number_taken', { values: { number: text(number), key: text(taken.key) } })];
}

function headerChecks({ commitment, lines, limits, settings }: Checked): readonly Check[] {
  const checks: Check[] = [];
  const title = displayText(commitment.title);
  if (title === '') checks.push(block('title_missing'));
  if (characterCount(title) > limits.title)
    checks.push(block('title_too_long', { values: { title: text(title), limit: count(limits.title) } }));
  if (commitment.contractDate === undefined) checks.push(block('contract_date_missing'));
  if (!commitment.executed) checks.push(failed(severityOf(settings.executedContract), 'not_executed'));
  const retainage = commitment.retainage ?? 0;
  if (retainage < 0 || retainage > 9_999) checks.push(block('retainage_unusable'));
  if (lines.length === 0) checks.push(block('lines_missing'));
  const total = totalOf(lines);
  if (lines.length > 0 && total !== commitment.total) {
    const off = cents(Math.abs(total - commitment.total));
    checks.push(block('sum_differs', { cents: off, values: { header: money(commitment.total), lines: money(total) } }));
  }
  if ([commitment.total, ...lines.map((line) => line.cents)].some((amount) => Math.abs(amount) > largestAmount)) {
    checks.push(block('amount_too_large', { values: { limit: money(largestAmount) } }));
  }
  return checks;
}

/** Codes, types, texts and tax of each line. */
export function lineChecks(
  lines: readonly CommitmentLine[],
  books: Pick<CommitmentBooks, 'profile'>,
  settings: Pick<Settings, 'fallbackLimits'>,
): readonly Check[] {
  const limit = books.profile.limits.lineDescription ?? settings.fallbackLimits.lineDescription;
  const wrong = lines.filter((line) => !isWhole(line, limit));
  const checks = wrong.flatMap((line): readonly Check[] => {
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

/** Of thousands of lines nearly all are, and nothing is to be said of them. */
function isWhole(line: CommitmentLine, limit: number): boolean {
  const known = line.costCode !== undefined && line.costType !== undefined;
  const named = line.procoreCode !== undefined && line.procoreType !== undefined;
  // never more characters than code units
  return known && named && !line.taxed && line.description !== '' && line.description.length <= limit;
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
