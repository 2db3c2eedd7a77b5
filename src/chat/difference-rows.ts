import type { CardChange } from '../ports/card.ts';
import type { CalendarDate } from '../shared/dates.ts';
import { cents, type BasisPoints } from '../shared/money.ts';
import { shortened } from '../shared/text.ts';
import type { Difference } from '../transfers/difference.ts';
import { usd } from './usd.ts';
import { day } from './when.ts';
import { fieldLabels } from './words/terms.ts';
import { percent } from './words/value-words.ts';

/** How many differences are shown one by one. */
const shown = 12;

/** Differences as people read them, before and after. A private record shows which fields, not what they say. */
export function differenceRows(
  differences: readonly Difference[],
  hidden: boolean,
  refs: readonly string[],
): readonly CardChange[] {
  const rows = differences.slice(0, shown).map(({ line, field, before, after }) => {
    const label = fieldLabels[field] ?? field;
    return {
      what: line === '' ? label : `${lineName(line, refs)}, ${label.toLowerCase()}`,
      before: hidden ? '(private)' : fieldText(field, before),
      after: hidden ? '(private)' : fieldText(field, after),
    };
  });
  const left = differences.length - rows.length;
  return left > 0 ? [...rows, { what: `and ${left} more`, before: '…', after: '…' }] : rows;
}

/** A line by its number on the card; one that is not on it is told apart by Procore's own id. */
function lineName(ref: string, refs: readonly string[]): string {
  const index = refs.indexOf(ref);
  return index === -1 ? `Line with Procore id ${ref}` : `Line ${index + 1}`;
}

function fieldText(field: string, value: string | number | undefined): string {
  if (value === undefined) return 'not there';
  if (field.toLowerCase().endsWith('cents') && typeof value === 'number') return usd(cents(value));
  if (field === 'retainageBasisPoints' && typeof value === 'number') return percent(value as BasisPoints);
  if ((field === 'date' || field === 'dueDate') && typeof value === 'string') return day(value as CalendarDate);
  const said = String(value);
  return said === '' ? 'empty' : shortened(said, 60);
}

/** "Amount: $48,500.00 → $47,000.00", for sentences. */
export function differenceSentence(
  differences: readonly Difference[],
  hidden: boolean,
  refs: readonly string[],
): string {
  return differenceRows(differences, hidden, refs)
    .map(({ what, before, after }) => `${what}: ${before} → ${after}`)
    .join('; ');
}
