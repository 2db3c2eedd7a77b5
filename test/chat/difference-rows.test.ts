import { expect, it } from 'vitest';
import { differenceSentence } from '../../src/chat/difference-rows.ts';
import { newSageLine, type ColumnName, type LineTable } from '../../src/transfers/offer.ts';
import { text } from '../../src/transfers/value.ts';

const changed = (line: string) => ({ line, field: 'cents', before: 1_00, after: 2_00 });
const tableOf = (column: ColumnName, ...cells: readonly string[]): LineTable => ({
  columns: [column],
  rows: cells.map((cell) => [text(cell)]),
  refs: cells.map((_, index) => `ref-${index + 1}`),
  total: cells.length,
});

it.each([
  ['a line by its number', tableOf('line', '1', '2'), 'ref-2', 'Line 2, '],
  ['a line of an invoice that bills the second line alone', tableOf('line', '2'), 'ref-1', 'Line 2, '],
  ['a line of a change order by the line of Sage that it changes', tableOf('sage_line', '7'), 'ref-1', 'Sage line 7, '],
  ['a line that a change order adds', tableOf('sage_line', newSageLine), 'ref-1', 'New line with Procore id ref-1, '],
  ['a line that is not on the card', tableOf('line', '1'), 'ref-9', 'Line with Procore id ref-9, '],
])('names %s as the card does', (_, table, ref, name) => {
  expect(differenceSentence([changed(ref)], false, table)).toBe(`${name}amount: $1.00 → $2.00`);
});
