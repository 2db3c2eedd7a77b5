import { cents, sum, type Cents } from '../shared/money.ts';
import { displayText } from '../shared/text.ts';
import { shownLines, type Fact, type LineTable } from '../transfers/offer.ts';
import { money, text, word, type Value } from '../transfers/value.ts';
import { retainageHeld, type InvoiceBooks } from './invoice-books.ts';
import { periodName } from './invoice-inputs.ts';
import { billing, leftAfterBilling } from './invoice-lines.ts';
import type { OfferedInvoice } from './offered-invoice.ts';

/** Most important first; what is not known yet is said so. */
export function invoiceFacts({
  requisition,
  number,
  project,
  ground,
  books,
  computed,
  document,
}: OfferedInvoice): readonly Fact[] {
  const { billing } = computed;
  const amount = (value: Cents | undefined): Value => (value === undefined ? word('unknown') : money(value));
  const date = (value: InvoiceDate): Value => (value === undefined ? word('unknown') : { type: 'date', date: value });
  const standing = standingOf(books);
  const vendor = displayText(ground.contract?.vendor?.name ?? '');
  const sageVendor = books?.sageVendor?.number;
  const job = `${displayText(project.name)} (${books?.sageJob?.number ?? project.number})`;
  const contract = displayText(`${ground.contract?.number ?? ''} ${ground.contract?.title ?? ''}`);
  return [
    { name: 'vendor', value: text(sageVendor === undefined ? vendor : `${vendor} (Sage ${sageVendor})`) },
    { name: 'invoice_number', value: text(number) },
    { name: 'net_due', value: amount(billing?.net) },
    { name: 'gross', value: amount(billing?.gross) },
    { name: 'retainage_held', value: amount(billing?.held) },
    ...((billing?.released ?? 0) === 0
      ? []
      : [{ name: 'retainage_released', value: amount(billing?.released) } as const]),
    { name: 'subcontract', value: text(contract) },
    { name: 'contract_amount', value: amount(standing?.contract) },
    { name: 'billed_before', value: amount(billing?.billedBefore) },
    {
      name: 'left_after',
      value: amount(
        standing === undefined ? undefined : cents(standing.contract - standing.billed - (billing?.gross ?? 0)),
      ),
    },
    { name: 'invoice_date', value: date(requisition.billingDate) },
    { name: 'posting_period', value: periodText(books) },
    { name: 'job', value: text(job) },
    { name: 'due_date', value: date(document?.dueDate) },
    { name: 'books_agree', value: agreement(books, standing, computed.billing) },
  ];
}

type InvoiceDate = OfferedInvoice['requisition']['billingDate'];

function standingOf(books: InvoiceBooks | undefined): { readonly contract: Cents; readonly billed: Cents } | undefined {
  const lines = books?.sageLines;
  if (lines === undefined) return undefined;
  return { contract: sum(lines.map((line) => line.contract)), billed: sum(lines.map((line) => line.billed)) };
}

function periodText(books: InvoiceBooks | undefined): Value {
  const period = books?.period ?? books?.periodNow;
  return period === undefined ? word('unknown') : text(periodName(period));
}

/** Whether Sage and Procore show the same billed and held before this invoice. */
function agreement(
  books: InvoiceBooks | undefined,
  standing: ReturnType<typeof standingOf>,
  billing: OfferedInvoice['computed']['billing'],
): Value {
  const held = retainageHeld(books?.subcontract);
  if (standing === undefined || held === undefined || billing === undefined) return word('unknown');
  return word(standing.billed === billing.billedBefore && held === billing.retainedBefore ? 'yes' : 'no');
}

/** The lines that bill something; the others are no part of what is written. */
export function invoiceTable({ lines }: OfferedInvoice): LineTable {
  const billed = billing(lines);
  const shown = billed.slice(0, shownLines);
  const places = new Set(shown.map(({ place }) => place));
  const left = leftAfterBilling(lines.filter(({ place }) => places.has(place)));
  const rows = shown.map((line): readonly Value[] => {
    const { label, text: words, place, account, gross, held, billedBefore } = line;
    const after = place === undefined ? undefined : left.get(place.line);
    return [
      text(label),
      text(words),
      money(gross),
      money(held),
      text(place === undefined ? '' : `${place.costCode} / ${place.costType}`),
      text(account.kind === 'account' ? account.number : ''),
      money(billedBefore),
      after === undefined ? word('unknown') : money(after),
    ];
  });
  return {
    columns: [
      'line',
      'description',
      'gross',
      'retainage_held',
      'code_and_type',
      'account',
      'billed_before',
      'left_after',
    ],
    rows,
    refs: shown.map(({ ref }) => ref),
    total: billed.length,
  };
}
