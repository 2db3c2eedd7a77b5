import { drawingWords } from '../../src/chat/words/drawing-words.ts';
import type { CardTable } from '../../src/ports/card.ts';
import type { Room } from './card-size.ts';
import { richText, run, type RichText, type Table, type TableRow } from './elements.ts';
import { literal } from './literal.ts';
import { subtle } from './text-blocks.ts';

/** With more of them a phone breaks every word; then each line of the table is written out below the other. */
const mostColumnsAbreast = 4;
const mostColumns = 12;
const longestCell = 120;

/** The caption, the table, and what is said when not every line is there. Nothing for a table without lines. */
export function tableBlocks(table: CardTable, room: Room): (Table | RichText)[] {
  const columns = table.columns.slice(0, mostColumns);
  if (columns.length === 0 || table.rows.length === 0) return [];
  const rows = table.rows.slice(0, room.rows);
  const hidden = table.rows.length - rows.length;
  const below = [
    ...(table.more === undefined ? [] : [literal(table.more, room.text)]),
    ...(hidden > 0 ? [drawingWords.linesHidden(hidden)] : []),
  ];
  return [
    richText([run(literal(table.caption, room.text), { weight: 'Bolder' })], { spacing: 'Medium' }),
    ...(rows.length === 0
      ? []
      : columns.length <= mostColumnsAbreast
        ? [abreast(columns, rows)]
        : oneBelowOther(columns, rows)),
    ...(below.length > 0 ? [subtle(below.join(' '))] : []),
  ];
}

type Columns = CardTable['columns'];

function abreast(columns: Columns, rows: CardTable['rows']): Table {
  const row = (cells: readonly string[], weight?: 'Bolder'): TableRow => ({
    type: 'TableRow',
    cells: columns.map(({ align }, index) => ({
      type: 'TableCell',
      items: [
        richText(
          [run(literal(cells[index] ?? '', longestCell), weight === undefined ? {} : { weight })],
          align === 'right' ? { horizontalAlignment: 'Right' } : {},
        ),
      ],
    })),
  });
  return {
    type: 'Table',
    firstRowAsHeader: true,
    showGridLines: false,
    columns: columns.map((_, index) => ({ width: widthOf(rows, index) })),
    rows: [
      row(
        columns.map(({ label }) => label),
        'Bolder',
      ),
      ...rows.map((cells) => row(cells)),
    ],
  };
}

/** Words need more room than codes and numbers. */
function widthOf(rows: CardTable['rows'], column: number): number {
  const longest = Math.max(...rows.map((row) => [...(row[column] ?? '')].length));
  return longest <= 3 ? 1 : longest <= 14 ? 3 : 5;
}

/** The first two cells name the line; the others follow below, each with the name of its column. */
function oneBelowOther(columns: Columns, rows: CardTable['rows']): RichText[] {
  return rows.flatMap((cells) => {
    const named = columns.map(({ label }, index) => ({
      label: literal(label, longestCell),
      value: literal(cells[index] ?? '', longestCell),
    }));
    const rest = named.slice(2).map(({ label, value }) => `${label}: ${value}`);
    return [
      richText(
        [
          run(
            named
              .slice(0, 2)
              .map(({ value }) => value)
              .join('  '),
            { weight: 'Bolder' },
          ),
        ],
        { separator: true, spacing: 'Small' },
      ),
      richText([run(rest.join('  ·  '))], { spacing: 'None' }),
    ];
  });
}
