import type { ProcorePurchaseOrder } from '../ports/procore.ts';
import { displayText } from '../shared/text.ts';
import { shownLines, type Fact, type LineTable } from '../transfers/offer.ts';
import { money, text, word, type Value } from '../transfers/value.ts';
import { budgetKey } from './budget.ts';
import { isCoded } from './commitment-lines.ts';
import { budgetLeft, commitmentFacts, leftByCode, type Offered } from './commitment-offer.ts';
import type { OrderLine } from './order-lines.ts';

type OfferedOrder = Offered<ProcorePurchaseOrder, OrderLine>;

/** What the card of a purchase order says, most important first. */
export function purchaseOrderFacts(offered: OfferedOrder): readonly Fact[] {
  const { commitment, lines } = offered;
  const { deliveryDate, paymentTerms, contractDate } = commitment;
  const terms = displayText(paymentTerms ?? '');
  return [
    ...commitmentFacts(offered),
    { name: 'delivery', value: deliveryDate === undefined ? word('none') : { type: 'date', date: deliveryDate } },
    { name: 'terms', value: terms === '' ? word('none') : text(terms) },
    { name: 'tax', value: lines.some(({ taxed }) => taxed) ? word('yes') : word('none') },
    { name: 'contract_date', value: contractDate === undefined ? word('none') : { type: 'date', date: contractDate } },
    { name: 'budget_left_after', value: budgetLeft(offered) },
    { name: 'rounding', value: rounding(lines) },
  ];
}

function rounding(lines: readonly OrderLine[]): Value {
  const lumps = lines.filter(({ pricing }) => pricing.lump).length;
  const troubled = lines.filter(({ pricing }) => pricing.trouble !== undefined && !pricing.lump).length;
  if (troubled > 0) return text(`${troubled} of ${lines.length} lines differ`);
  return lumps === 0
    ? text('exact to the cent on every line')
    : text(`${lumps} of ${lines.length} lines as one lump sum`);
}

export function purchaseOrderTable(offered: OfferedOrder): LineTable {
  const { lines } = offered;
  const left = leftByCode(offered);
  const rows = lines.slice(0, shownLines).map((line): readonly Value[] => {
    const after = isCoded(line) ? left.get(budgetKey(line.costCode, line.costType)) : undefined;
    const code = line.costCode ?? line.procoreCode ?? '';
    const type = line.costType === undefined ? (line.procoreType ?? '') : String(line.costType);
    return [
      text(line.label),
      text(line.description),
      money(line.cents),
      text(`${line.pricing.quantity}${line.pricing.unit === '' ? '' : ` ${line.pricing.unit}`}`),
      text(line.pricing.unitPrice),
      text(`${code}/${type}`),
      after === undefined ? word('none') : money(after),
    ];
  });
  return {
    columns: ['line', 'description', 'amount', 'quantity', 'unit_cost', 'code_and_type', 'budget_left_after'],
    rows,
    refs: lines.slice(0, shownLines).map((line) => line.ref),
    total: lines.length,
  };
}
