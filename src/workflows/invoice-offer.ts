import { authorsOf } from '../people/authors.ts';
import { cents } from '../shared/money.ts';
import { displayText } from '../shared/text.ts';
import { termsOf, type Offer } from '../transfers/offer.ts';
import { invoiceFacts, invoiceTable } from './invoice-card.ts';
import { isOrder } from './invoice-books.ts';
import { comparedNumber } from './invoice-number.ts';
import type { OfferedInvoice } from './offered-invoice.ts';

/** What the card of an invoice says. Its amount is what will be due to the vendor. */
export function invoiceOffer(offered: OfferedInvoice): Offer {
  const { requisition, number, project, ground, books, computed, fingerprint, checks, edits, link } = offered;
  const { inputs, byHand } = offered;
  const { billing } = computed;
  const net = billing?.net ?? requisition.summary.paymentDue ?? cents(0);
  const vendor = books?.sageVendor?.number ?? ground.contract?.vendor?.id ?? '';
  return {
    subject: {
      number,
      title: displayText(ground.contract?.title ?? ''),
      amount: net,
      jobNumber: books?.sageJob?.number ?? project.number,
      jobName: displayText(project.name),
      counterparty: displayText(ground.contract?.vendor?.name ?? ''),
      // without its commitment nobody can say that everybody may see it
      private: ground.contract?.private ?? true,
      link,
    },
    ...(fingerprint === undefined ? {} : { fingerprint }),
    checks,
    facts: invoiceFacts(offered),
    table: invoiceTable(offered),
    bandCents: cents(Math.max(Math.abs(net), Math.abs(billing?.gross ?? 0))),
    authors: authorsOf(requisition, edits),
    // a number counts for its vendor only
    target: `${vendor}/${comparedNumber(number)}`,
    ...(isOrder(requisition) ? {} : { buildsOn: { kind: 'subcontract', record: requisition.commitment } as const }),
    ...(inputs === undefined ? {} : { inputs }),
    ...(byHand === undefined ? {} : { byHand }),
    terms: termsOf(fingerprint, checks),
    sourceUpdatedAt: requisition.updatedAt,
  };
}
