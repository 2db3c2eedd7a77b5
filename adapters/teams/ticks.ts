import { drawingWords } from '../../src/chat/words/drawing-words.ts';
import type { CardNotice } from '../../src/ports/card.ts';
import { richText, run, type Input, type RichText } from './elements.ts';
import { literal } from './literal.ts';
import { words } from './words.ts';

const prefix = 'tick:';
const mostTicks = 40;

/** A toggle for each warning that wants a tick, and what is said when they do not all fit. */
export function tickInputs(notices: readonly CardNotice[]): (RichText | Input)[] {
  const ticks = new Map(notices.flatMap(({ tick }) => (tick === undefined ? [] : [[tick.id, tick.label] as const])));
  if (ticks.size === 0) return [];
  const shown = [...ticks].slice(0, mostTicks);
  const hidden = ticks.size - shown.length;
  return [
    richText([run(drawingWords.ticks)], { spacing: 'Medium' }),
    ...shown.map(([id, label]): Input => ({
      type: 'Input.Toggle',
      id: `${prefix}${id.slice(0, 100)}`,
      // a title is read as Markdown, a label is not
      label: literal(label, 120),
      title: words.accept,
      valueOn: 'true',
      valueOff: 'false',
    })),
    ...(hidden > 0 ? [richText([run(drawingWords.ticksHidden(hidden))], { spacing: 'Small' })] : []),
  ];
}

export function ticksOf(data: { readonly [name: string]: unknown }): string[] {
  return Object.entries(data).flatMap(([name, value]) =>
    name.startsWith(prefix) && value === 'true' ? [name.slice(prefix.length)] : [],
  );
}
