import type { SageReadFailure } from '../ports/sage.ts';
import { cents, type Cents } from '../shared/money.ts';
import { ok, type Result } from '../shared/result.ts';
import { displayText } from '../shared/text.ts';
import type { Site } from '../transfers/flow.ts';
import type { ByHand } from '../transfers/offer.ts';
import type { Billing } from './invoice-arithmetic.ts';
import { retainageHeld, type InvoiceBooks } from './invoice-books.ts';

/**
 * What a person releases in Sage for this invoice: in Sage a release needs no invoice of its own, and the bot changes none
 * that stands there. `undefined` when nothing is released.
 */
export function releaseByHand(billing: Billing | undefined, books: InvoiceBooks): ByHand | undefined {
  if (billing === undefined || billing.released === 0) return undefined;
  const { subcontract, contract, sageVendor, invoices } = books;
  const before = cents(billing.retainedBefore + billing.held);
  return {
    vendor: displayText(sageVendor?.name ?? contract?.vendor?.name ?? ''),
    commitment: displayText(subcontract?.number ?? contract?.number ?? ''),
    release: billing.released,
    before,
    after: cents(before - billing.released),
    invoices: invoices
      .filter(({ record, subcontract: on, retainage }) => !record.voided && on === subcontract?.number && retainage > 0)
      .map(({ record, retainage }) => ({ number: displayText(record.number), held: retainage })),
  };
}

/** An invoice that releases and bills nothing is done when Sage holds what is to be left. */
export function releasedInSage(
  billing: Billing | undefined,
  books: InvoiceBooks,
): { readonly before: Cents; readonly after: Cents } | undefined {
  const byHand = releaseByHand(billing, books);
  const held = retainageHeld(books.subcontract);
  if (byHand === undefined || billing?.gross !== 0 || held === undefined || byHand.after < 0) return undefined;
  return held === byHand.after ? { before: byHand.before, after: held } : undefined;
}

/** What Sage holds back now on the subcontract of which something is to be released. */
export async function retainageHeldNow(
  { sage }: Site,
  { commitment }: ByHand,
): Promise<Result<Cents | undefined, SageReadFailure>> {
  const named = await sage.findByNumber('subcontracts', commitment);
  if (!named.ok) return named;
  return ok(retainageHeld(named.value.find(({ voided, number }) => !voided && displayText(number) === commitment)));
}
