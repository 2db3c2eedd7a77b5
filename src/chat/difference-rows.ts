import type { CardChange } from '../ports/card.ts';
import type { CalendarDate } from '../shared/dates.ts';
import { cents, type BasisPoints } from '../shared/money.ts';
import { shortened } from '../shared/text.ts';
import type { Difference } from '../transfers/difference.ts';
import { newSageLine, type LineTable } from '../transfers/offer.ts';
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
  table: Named,
): readonly CardChange[] {
  const rows = differences.slice(0, shown).map(({ line, field, before, after }) => {
    const label = fieldLabels[field] ?? field;
    return {
      what: line === '' ? label : `${lineName(line, table)}, ${label.toLowerCase()}`,
      before: hidden ? '(private)' : fieldText(field, before),
      after: hidden ? '(private)' : fieldText(field, after),
    };
  });
  const left = differences.length - rows.length;
  return left > 0 ? [...rows, { what: `and ${left} more`, before: '…', after: '…' }] : rows;
}

type Named = Pick<LineTable, 'columns' | 'rows' | 'refs'>;

/** A line by what its row on the card begins with; one that is not on it is told apart by Procore's own id. */
function lineName(ref: string, { columns, rows, refs }: Named): string {
  const [first] = rows[refs.indexOf(ref)] ?? [];
  if (first?.type !== 'text') return `Line with Procore id ${ref}`;
  if (columns[0] !== 'sage_line') return `Line ${first.text}`;
  return first.text === newSageLine ? `New line with Procore id ${ref}` : `Sage line ${first.text}`;
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
export function differenceSentence(differences: readonly Difference[], hidden: boolean, table: Named): string {
  return differenceRows(differences, hidden, table)
    .map(({ what, before, after }) => `${what}: ${before} → ${after}`)
    .join('; ');
}
