import { describe, expect, it } from 'vitest';
import { invoiceSentences } from '../../src/chat/words/invoice-check-words.ts';
import { checkSentence } from '../../src/chat/words/check-words.ts';
import { recordId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import type { CheckCode } from '../../src/transfers/check.ts';
import type { World } from '../fakes/bot.ts';
import { firstBill, footings, invoiceChecksOf, slab, standingInvoice, type Billed } from './billed-at.ts';
import type { Period } from './pay-application.ts';

const other = (otherwise: (world: World) => void): Billed => ({ otherwise });
const vendorWith = (changes: object): Billed =>
  other(({ sage: { books } }) => {
    const vendor = books.vendors.get('217');
    if (vendor !== undefined) books.vendors.set('217', { ...vendor, ...changes });
  });
const accounts = (hasSubAccounts: boolean): Billed =>
  other(({ sage }) => {
    sage.sage.accounts = async () => ({ ok: true, value: [{ number: '5200', name: 'Subs', hasSubAccounts }] });
  });
const inBooks = (changes: object): Billed =>
  other(({ sage }) => void sage.books.enterByHand(standingInvoice({ ...changes })));
const second: Period = { lines: { [footings]: { work: 5_000_00, held: 500_00 } } };
const releasing = (work: number, released: number): Period => ({ lines: { [footings]: { work, released } } });

const cases: readonly (readonly [CheckCode, string, Billed])[] = [
  ['account_has_subs', 'the account has sub accounts', accounts(true)],
  ['account_missing', 'nothing names an account', vendorWith({ defaultAccount: undefined })],
  ['account_unknown', 'the vendor names an account that is not there', vendorWith({ defaultAccount: '9999' })],
  [
    'before_differs',
    'the requisition before ends elsewhere in Procore itself',
    {
      periods: [firstBill, second],
      ...other(({ procore }) => {
        const before = procore.requisitions.get('9001');
        if (before === undefined) return;
        procore.requisitions.set('9001', { ...before, summary: { ...before.summary, toDate: cents(10_000_01) } });
      }),
    },
  ],
  [
    'retainage_before_differs',
    'the requisition before holds something else in Procore itself',
    {
      periods: [firstBill, second],
      ...other(({ procore }) => {
        const before = procore.requisitions.get('9001');
        if (before === undefined) return;
        procore.requisitions.set('9001', { ...before, summary: { ...before.summary, totalRetainage: cents(1) } });
      }),
    },
  ],
  ['billing_date_missing', 'there is no billing date', { bill: { billingDate: undefined } }],
  ['books_differ', 'Sage shows more billed than Procore', { sageLines: { 1: { billedCents: 1 } } }],
  [
    'books_differ_on_line',
    'a cent stands on another line in Sage',
    { periods: [firstBill, second], sageLines: { 1: { billedCents: 9_999_99 }, 2: { billedCents: 1 } } },
  ],
  ['books_unreadable', 'the bridge does not say what is held', { inSage: { retainageHeldCents: 'no' } }],
  ['retainage_differs', 'Sage holds something else', { inSage: { retainageHeldCents: 5 } }],
  [
    'change_not_posted',
    'a change order is billed that is not in Sage',
    { item: { type: 'change_order_item', line: recordId('5') } },
  ],
  ['line_not_in_sage', 'a line is billed that Sage does not have', { item: { line: recordId('5') } }],
  ['commitment_is_another', 'the Sage record belongs to another vendor', { inSage: { vendorNumber: '218' } }],
  ['commitment_not_linked', 'the commitment is not in Sage', { contract: { originId: undefined } }],
  ['commitment_not_in_sage', 'the link leads nowhere', { contract: { originId: 'gone' } }],
  [
    'credit',
    'it bills less than nothing',
    { periods: [firstBill, { lines: { [footings]: { work: -5_00, held: -50 } } }] },
  ],
  [
    'due_differs',
    'Procore says that another amount is due',
    { bill: { summary: { paymentDue: cents(1), tax: cents(0), toDate: cents(0), totalRetainage: cents(0) } } },
  ],
  [
    'earlier_invoice',
    'the one before is not in Sage',
    {
      periods: [firstBill, second],
      ...other(({ procore }) => {
        const before = procore.requisitions.get('9001');
        if (before !== undefined) procore.requisitions.set('9001', { ...before, originId: undefined });
      }),
    },
  ],
  ['figure_missing', 'a figure is missing', { item: { storedBefore: undefined } }],
  ['parts_differ', 'the parts do not come to the totals', { item: { workThisPeriod: cents(1) } }],
  [
    'invoice_look_alike',
    'Sage has the same amount of a week ago under another number',
    inBooks({ date: '2026-05-18', lines: [{ cents: 10_000_00 }] }),
  ],
  ['invoice_number_taken', 'the vendor’s number stands in Sage, written otherwise', inBooks({ number: ' sc 004/01' })],
  ['invoice_of_nothing', 'it bills nothing', { periods: [{ lines: { [footings]: {} } }] }],
  ['invoice_taxed', 'a line has a tax', { item: { taxed: true } }],
  ['item_unusable', 'a line is billed in another way', { item: { type: 'contract_detail_item' } }],
  [
    'line_below_zero',
    'a line goes below what was billed',
    { periods: [firstBill, { lines: { [footings]: { work: 6_000_00 }, [slab]: { work: -1 } } }] },
  ],
  ['on_purchase_order', 'it is one on a purchase order', { bill: { commitmentType: 'PurchaseOrderContract' } }],
  ['over_subcontract', 'more is billed than is left', { periods: [{ lines: { [footings]: { work: 30_000_01 } } }] }],
  [
    'period_closed',
    'the current period is closed',
    other(({ sage }) => {
      sage.sage.periods = async () => ({ ok: true, value: [{ year: 2026, period: 6, open: false, current: true }] });
    }),
  ],
  ['period_closed', 'the period that was chosen is not open', { inputs: { period: '2026-05' } }],
  [
    'period_fixed',
    'a period was chosen, and Sage takes no other than its own',
    {
      inputs: { period: '2026-07' },
      ...other(({ sage }) => {
        sage.books.profile = { ...sage.books.profile, canSetPeriod: false };
        sage.sage.periods = async () => ({
          ok: true,
          value: [6, 7].map((period) => ({ year: 2026, period, open: true, current: period === 6 })),
        });
      }),
    },
  ],
  ['number_too_long', 'the number that was chosen is too long', { inputs: { number: 'INV-0000000000042' } }],
  [
    'release_by_hand',
    'it releases retainage and that is left to a person',
    { periods: [firstBill, releasing(10_00, 500_00)], settings: { releasedRetainage: 'task' } },
  ],
  [
    'release_only',
    'it does nothing but release',
    { periods: [firstBill, releasing(0, 500_00)], settings: { releasedRetainage: 'task' } },
  ],
  ['retainage_released', 'it releases retainage', { periods: [firstBill, releasing(10_00, 500_00)] }],
  ['terms_unusable', 'no due date follows from the terms', vendorWith({ dueTerms: '10TH' })],
  ['terms_unusable', 'the vendor has no terms', vendorWith({ dueTerms: undefined })],
];

const warned: ReadonlySet<CheckCode> = new Set(['invoice_look_alike', 'over_subcontract', 'release_by_hand']);
/** These cannot fail alone: what is wrong shows in another place too. */
const withOthers: ReadonlySet<CheckCode> = new Set(['commitment_not_linked', 'commitment_not_in_sage']);

describe('a check of an invoice', () => {
  it.each(cases.filter(([code]) => !withOthers.has(code)))('%s fails alone when %s', async (code, _when, billed) => {
    const checks = await invoiceChecksOf(billed);

    expect([...new Set(checks.map((check) => check.code))]).toEqual([code]);
    expect(checks[0]?.severity).toBe(warned.has(code) ? 'warns' : 'blocks');
  });

  it.each(cases.filter(([code]) => withOthers.has(code)))('%s fails when %s', async (code, _when, billed) => {
    expect((await invoiceChecksOf(billed)).map((check) => check.code)).toEqual([code]);
  });

  it('is tested for every code of invoices, but for two', () => {
    const tested = new Set<string>(cases.map(([code]) => code));

    // a contract that is gone and a release above what is held have tests of their own
    expect(Object.keys(invoiceSentences).filter((code) => !tested.has(code))).toEqual([
      'commitment_gone',
      'release_above_held',
      'released_too_much',
    ]);
  });

  it('says what it is about, with both amounts', async () => {
    const [check] = await invoiceChecksOf({ sageLines: { 1: { billedCents: 123_45 } } });

    expect(check === undefined ? '' : checkSentence(check, 'invoice')).toBe(
      'Not sent. Before this invoice Procore shows $0.00 billed on SC-004 and Sage shows $123.45: $123.45 apart. An invoice was skipped, voided or entered by hand: compare the list below before anything more is posted. In Sage: none.',
    );
  });

  it('keeps amounts and the vendor of a private one out of a channel', async () => {
    const [check] = await invoiceChecksOf({ contract: { private: true }, ...inBooks({ number: 'SC-004-01' }) });

    const sentence = check === undefined ? '' : checkSentence(check, 'invoice', true);
    expect(sentence).toContain('(private)');
    expect(sentence).not.toContain('Ridgeline');
  });
});
