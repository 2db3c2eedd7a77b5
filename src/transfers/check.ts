import { canonicalJson, sha256Hex } from '../shared/fingerprint.ts';
import type { Cents } from '../shared/money.ts';
import type { Values } from './value.ts';

/** Every rule that a record can fail. The sentence and the next step of each stand with the words of the chat. */
export const checkCodes = [
  'amount_too_large',
  'code_missing',
  'code_unknown',
  'contract_date_missing',
  'insurance_expired',
  'job_closed',
  'job_complete',
  'job_gone',
  'job_not_linked',
  'line_text_missing',
  'line_text_too_long',
  'lines_missing',
  'not_executed',
  'number_missing',
  'number_reserved',
  'number_taken',
  'number_too_long',
  'over_budget',
  'retainage_unusable',
  'sage_refuses',
  'sage_unavailable',
  'sage_warns',
  'sum_differs',
  'tax_present',
  'title_missing',
  'title_too_long',
  'type_missing',
  'type_unknown',
  'unbudgeted',
  'vendor_gone',
  'vendor_inactive',
  'vendor_missing',
  'vendor_not_linked',
] as const;
export type CheckCode = (typeof checkCodes)[number];

/** One rule that does not hold. */
export interface Check {
  readonly code: CheckCode;
  /** `blocks` shows no button at all; `warns` must be ticked by everybody who approves. */
  readonly severity: 'blocks' | 'warns';
  /** The line it is about, as people count lines; empty when it is about the record. */
  readonly line: string;
  /** How much money it is about, zero when it is not about an amount. An approval binds it. */
  readonly cents: Cents;
  readonly values: Values;
}

/** What an approver ticked: the warning as it was shown to him. */
export interface Tick {
  readonly code: CheckCode;
  readonly line: string;
  readonly amountCents: Cents;
}

export function blocks(checks: readonly Check[]): readonly Check[] {
  return checks.filter((check) => check.severity === 'blocks');
}

export function warnings(checks: readonly Check[]): readonly Check[] {
  return checks.filter((check) => check.severity === 'warns');
}

export function tickOf(check: Check): Tick {
  return { code: check.code, line: check.line, amountCents: check.cents };
}

/** Names a warning on a card: another amount is another warning. */
export function tickId(check: Check): string {
  return sha256Hex(canonicalJson({ ...tickOf(check) })).slice(0, 12);
}

/** Warnings that are new, or about more money, against what was ticked. */
export function unticked(checks: readonly Check[], ticked: readonly Tick[]): readonly Check[] {
  return warnings(checks).filter(
    (check) =>
      !ticked.some((tick) => tick.code === check.code && tick.line === check.line && tick.amountCents >= check.cents),
  );
}
