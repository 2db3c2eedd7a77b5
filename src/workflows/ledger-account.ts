import type { SageAccount } from '../ports/sage-directory.ts';

/** The ledger account of an invoice line, or why there is none. */
export type FoundAccount =
  | { readonly kind: 'account'; readonly number: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'has_sub_accounts'; readonly number: string }
  | { readonly kind: 'unknown'; readonly number: string };

/**
 * The vendor's default account, then the one account of the cost type, then the configured one. The first that is named
 * counts: one that cannot be used is not passed over in silence.
 */
export function accountOf(
  named: {
    readonly vendor: string | undefined;
    readonly costType: string | undefined;
    readonly configured: string | undefined;
  },
  accounts: ReadonlyMap<string, SageAccount>,
): FoundAccount {
  const number = named.vendor ?? named.costType ?? named.configured;
  if (number === undefined) return { kind: 'none' };
  const account = accounts.get(number);
  if (account === undefined) return { kind: 'unknown', number };
  return account.hasSubAccounts ? { kind: 'has_sub_accounts', number } : { kind: 'account', number };
}
