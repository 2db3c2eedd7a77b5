import { canonicalJson, sha256Hex } from '../shared/fingerprint.ts';
import type { Cents } from '../shared/money.ts';
import type { Values } from './value.ts';

/** Every rule that a record can fail. The sentence and the next step of each stand with the words of the chat. */
export const checkCodes = [
  'account_has_subs',
  'account_missing',
  'account_unknown',
  'amount_too_large',
  'before_differs',
  'below_billed',
  'billing_date_missing',
  'books_differ',
  'books_differ_on_line',
  'books_unreadable',
  'budget_counted_twice',
  'change_differs',
  'change_not_posted',
  'change_number_missing',
  'choice_pending',
  'code_missing',
  'code_unknown',
  'commitment_gone',
  'commitment_is_another',
  'commitment_not_in_sage',
  'commitment_not_linked',
  'contract_date_missing',
  'credit',
  'due_differs',
  'earlier_invoice',
  'extension_differs',
  'figure_missing',
  'goes_as_lump_sum',
  'ground_changed',
  'ground_deleted',
  'insurance_expired',
  'invoice_look_alike',
  'invoice_number_taken',
  'invoice_of_nothing',
  'invoice_taxed',
  'item_unusable',
  'job_closed',
  'job_complete',
  'job_gone',
  'job_not_linked',
  'line_below_zero',
  'line_mismatch',
  'line_not_in_sage',
  'line_text_missing',
  'line_text_too_long',
  'line_unmapped',
  'lines_missing',
  'negative_new_line',
  'no_amounts',
  'not_executed',
  'number_missing',
  'number_reserved',
  'number_taken',
  'number_too_long',
  'on_purchase_order',
  'order_amount_based',
  'order_closed',
  'over_budget',
  'over_subcontract',
  'parts_differ',
  'period_closed',
  'period_fixed',
  'price_missing',
  'price_too_fine',
  'release_above_held',
  'release_by_hand',
  'release_only',
  'released_too_much',
  'retainage_before_differs',
  'retainage_differs',
  'retainage_released',
  'retainage_unusable',
  'sage_refuses',
  'sage_unavailable',
  'sage_warns',
  'sum_differs',
  'tax_present',
  'terms_unusable',
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
