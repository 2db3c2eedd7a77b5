import { shownLines, type Fact, type LineTable } from '../transfers/offer.ts';
import { money, text, word, type Value } from '../transfers/value.ts';
import { budgetKey } from './budget.ts';
import type { CommitmentBooks } from './commitment-books.ts';
import { isCoded } from './commitment-lines.ts';
import { budgetLeft, commitmentFacts, leftByCode, type Offered } from './commitment-offer.ts';

/** What the card of a subcontract says, most important first. */
export function subcontractFacts(offered: Offered): readonly Fact[] {
  const { commitment, books } = offered;
  const { retainage, contractDate, executed } = commitment;
  return [
    ...commitmentFacts(offered),
    { name: 'retainage', value: retainage === undefined ? word('none') : { type: 'percent', basisPoints: retainage } },
    { name: 'contract_date', value: contractDate === undefined ? word('none') : { type: 'date', date: contractDate } },
    { name: 'executed', value: word(executed ? 'yes' : 'no') },
    { name: 'budget_left_after', value: budgetLeft(offered) },
    { name: 'insurance', value: insurance(books) },
  ];
}

function insurance(books: CommitmentBooks | undefined): Value {
  const expires = books?.sageVendor?.insuranceExpires;
  return expires === undefined ? word('unknown') : { type: 'date', date: expires };
}

export function subcontractTable(offered: Offered): LineTable {
  const { lines } = offered;
  const left = leftByCode(offered);
  const rows = lines.slice(0, shownLines).map((line): readonly Value[] => {
    const after = isCoded(line) ? left.get(budgetKey(line.costCode, line.costType)) : undefined;
    return [
      text(line.label),
      text(line.description),
      money(line.cents),
      text(line.costCode ?? line.procoreCode ?? ''),
      text(line.costType === undefined ? (line.procoreType ?? '') : String(line.costType)),
      after === undefined ? word('none') : money(after),
    ];
  });
  return {
    columns: ['line', 'description', 'amount', 'cost_code', 'cost_type', 'budget_left_after'],
    rows,
    refs: lines.slice(0, shownLines).map((line) => line.ref),
    total: lines.length,
  };
}
