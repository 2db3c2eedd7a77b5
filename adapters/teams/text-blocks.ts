import { drawingWords } from '../../src/chat/words/drawing-words.ts';
import type { CardFact } from '../../src/ports/card.ts';
import type { Room } from './card-size.ts';
import { richText, run, type ColumnSet, type RichText } from './elements.ts';
import { literal, literalLines } from './literal.ts';

/** Paragraphs, one block for each line. */
export function paragraphs(texts: readonly string[], { items, text: longest }: Room): RichText[] {
  const lines = texts.flatMap((text) =>
    literalLines(text, 2 * longest)
      .split('\n')
      .map((line, index) => richText([run(line || ' ')], { spacing: index === 0 ? 'Small' : 'None' })),
  );
  const hidden = lines.length - 2 * items;
  return hidden > 0 ? [...lines.slice(0, 2 * items), subtle(drawingWords.andMore(hidden))] : lines;
}

/** Label and value side by side, in a shape that a phone has room for. */
export function factRows(facts: readonly CardFact[], { items, text }: Room): (ColumnSet | RichText)[] {
  const shown = facts.slice(0, items);
  const hidden = facts.length - shown.length;
  return [
    ...shown.map(({ label, value }): ColumnSet => ({
      type: 'ColumnSet',
      spacing: 'Small',
      columns: [
        {
          type: 'Column',
          width: 2,
          items: [richText([run(literal(label, Math.min(100, text)), { weight: 'Bolder' })])],
        },
        { type: 'Column', width: 3, items: [richText([run(literal(value, text))])] },
      ],
    })),
    ...(hidden > 0 ? [subtle(drawingWords.andMore(hidden))] : []),
  ];
}

export interface Item {
  readonly strong: string;
  readonly text: string;
}

/** A list below its heading; nothing where there are no members. */
export function list(heading: string, items: readonly Item[], room: Room): RichText[] {
  if (items.length === 0) return [];
  const shown = items.slice(0, room.items);
  const hidden = items.length - shown.length;
  return [
    richText([run(heading, { weight: 'Bolder' })], { spacing: 'Medium' }),
    ...shown.map(({ strong, text }) =>
      richText(
        [
          run('• '),
          ...(strong === ''
            ? []
            : [run(`${literal(strong, Math.min(150, room.text))}: `, { weight: 'Bolder' as const })]),
          run(literal(text, room.text)),
        ],
        { spacing: 'Small' },
      ),
    ),
    ...(hidden > 0 ? [subtle(drawingWords.andMore(hidden))] : []),
  ];
}

export function heading(text: string, room: Room): RichText {
  return richText([run(literal(text, Math.min(150, room.text)), { weight: 'Bolder', size: 'Large' })]);
}

export function subtle(text: string): RichText {
  return richText([run(text, { isSubtle: true })], { spacing: 'Small' });
}
