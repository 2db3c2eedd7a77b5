import { groupedBy } from '../shared/grouped.ts';
import { cents, type Cents } from '../shared/money.ts';
import type { Steps } from '../shared/steps.ts';
import { characterCount, displayText } from '../shared/text.ts';
import type { Check } from '../transfers/check.ts';
import type { Built } from '../transfers/flow.ts';
import { count, money, text } from '../transfers/value.ts';
import { toleranceOf } from './budget.ts';
import { block, failed } from './checks.ts';
import type { CheckedInvoice } from './checked-invoice.ts';
import { billing, leftAfterBilling, type InvoiceLine } from './invoice-lines.ts';

/** Each billed line has its place in Sage, does not go below zero there, and bills what is left at most. */
export function* lineChecks(checked: CheckedInvoice): Steps<readonly Check[]> {
  const { lines, books } = checked;
  // without the commitment in Sage no line has a place there, and one sentence about that is enough
  if (books.subcontract === undefined || books.subcontract.voided) return [];
  const billed = billing(lines);
  const used = lines.filter((line) => line.gross !== 0 || line.billedBefore !== 0);
  yield;
  const places = [...placeChecks(used, books.built, checked), ...driftChecks(billed, books.built)];
  yield;
  const over = overChecks(checked, billed);
  yield;
  return [...places, ...over, ...billed.flatMap((line) => textChecks(line, checked))];
}

function placeChecks(lines: readonly InvoiceLine[], built: readonly Built[], checked: CheckedInvoice) {
  const subcontract = text(displayText(checked.books.contract?.number ?? ''));
  const unplaced = lines.filter(({ place }) => place === undefined);
  const changeOf = unplaced.length === 0 ? () => undefined : byRef(built);
  return unplaced.map((line) => {
    if (line.type !== 'change_order_item')
      return block('line_not_in_sage', { line: line.label, values: { subcontract } });
    const change = changeOf(line.ref);
    const named = change === undefined ? {} : { change: text(displayText(change.number)) };
    return block('change_not_posted', { line: line.label, values: { subcontract, ...named } });
  });
}

/** A change order that is otherwise than when it was posted holds up what bills its lines. */
function driftChecks(lines: readonly InvoiceLine[], built: readonly Built[]): readonly Check[] {
  const changeOf = byRef(built.filter(({ kind, drift }) => kind === 'change_order' && drift !== undefined));
  return lines.flatMap(({ ref, label }): readonly Check[] => {
    const change = changeOf(ref);
    return change === undefined
      ? []
      : [block('change_differs', { line: label, values: { change: text(displayText(change.number)) } })];
  });
}

/** The first of them whose document has the line. */
function byRef(built: readonly Built[]): (ref: string) => Built | undefined {
  const all = built.map((one) => ({ one, refs: refsOf(one.document) }));
  return (ref) => all.find(({ refs }) => refs.has(ref))?.one;
}

function refsOf(document: Built['document']): ReadonlySet<string> {
  const listed = document?.['lines'];
  if (!Array.isArray(listed)) return new Set();
  return new Set(
    (listed as readonly { readonly lineRef?: unknown }[]).flatMap(({ lineRef }) => String(lineRef ?? '').split('+')),
  );
}

/** One check for each line of the subcontract, at the first line that bills it. */
function overChecks({ lines, books }: CheckedInvoice, billed: readonly InvoiceLine[]): readonly Check[] {
  const left = leftAfterBilling(lines);
  const rule = books.profile.overSubcontract;
  const byPlace = groupedBy(billed, ({ place }) => place?.line);
  return [...left].flatMap(([number, after]): readonly Check[] => {
    const bills = byPlace.get(number) ?? [];
    const [first] = bills;
    if (first?.place === undefined) return [];
    const { contract, billed: before } = first.place;
    const added = bills.reduce((total, { gross }) => total + gross, 0);
    const values = {
      subcontract: text(displayText(books.contract?.number ?? '')),
      bills: money(cents(added)),
      left: money(cents(contract - before)),
    };
    const label = first.label;
    if (before + added < 0) {
      const below = cents(-(before + added));
      return [block('line_below_zero', { line: label, cents: below, values: { ...values, billed: money(before) } })];
    }
    const over = -after - toleranceOf(rule, contract);
    if (over <= 0 || added <= 0 || rule?.rule === 'none') return [];
    return [
      failed(rule?.rule === 'warn' ? 'warns' : 'blocks', 'over_subcontract', {
        line: label,
        cents: over as Cents,
        values,
      }),
    ];
  });
}

function textChecks({ label, text: words }: InvoiceLine, { books, settings }: CheckedInvoice): readonly Check[] {
  const limit = books.profile.limits.lineDescription ?? settings.fallbackLimits.lineDescription;
  if (words === '') return [block('line_text_missing', { line: label })];
  if (characterCount(words) <= limit) return [];
  return [block('line_text_too_long', { line: label, values: { limit: count(limit), text: text(words) } })];
}
