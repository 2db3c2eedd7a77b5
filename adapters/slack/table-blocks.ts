import type { types } from '@slack/bolt';
import { drawingWords } from '../../src/chat/words/drawing-words.ts';
import type { CardTable } from '../../src/ports/card.ts';
import { literal, plainText } from './literal.ts';

const mostRows = 100;
const mostColumns = 20;
const longestCell = 200;
/** A bound of our own over all cells, so that a card stays readable and far below what Slack takes in one message. */
const roomForCells = 9000;

/** The caption, the table, and what is said when not every line is there. Nothing for a table without lines. */
export function tableBlocks(
  table: CardTable,
  blockId: (part: string) => { readonly block_id?: string },
): types.KnownBlock[] {
  const columns = table.columns.slice(0, mostColumns);
  if (columns.length === 0 || table.rows.length === 0) return [];

  const header = columns.map((column) => cell(column.label));
  const rows = fitting(table.rows, columns.length, roomForCells - sizeOf(header));
  const hidden = table.rows.length - rows.length;
  const below = [table.more, hidden > 0 ? drawingWords.linesHidden(hidden) : undefined].filter(
    (text) => text !== undefined,
  );

  return [
    { type: 'context', ...blockId('caption'), elements: [plainText(table.caption, 500)] },
    {
      type: 'table',
      ...blockId('table'),
      rows: [header, ...rows],
      column_settings: columns.map(({ align }, index) => ({
        align,
        is_wrapped: align === 'left' && rows.some((row) => isProse(row[index]?.text ?? '')),
      })),
    },
    ...(below.length > 0
      ? [{ type: 'context' as const, ...blockId('more'), elements: [plainText(below.join(' '), 500)] }]
      : []),
  ];
}

type Cell = types.RawTextElement;

function fitting(rows: CardTable['rows'], columns: number, room: number): Cell[][] {
  const shown: Cell[][] = [];
  let left = room;
  for (const row of rows.slice(0, mostRows - 1)) {
    const cells = Array.from({ length: columns }, (_, index) => cell(row[index] ?? ''));
    left -= sizeOf(cells);
    if (left < 0) break;
    shown.push(cells);
  }
  return shown;
}

function cell(text: string): Cell {
  return { type: 'raw_text', text: literal(text, longestCell) };
}

function sizeOf(cells: readonly Cell[]): number {
  return cells.reduce((size, { text }) => size + text.length, 0);
}

/** Codes and numbers stay on one line; what reads as words may wrap. */
function isProse(text: string): boolean {
  return text.length > 14 || /\p{L}{2,} \p{L}/u.test(text);
}
