import { drawingWords } from '../../src/chat/words/drawing-words.ts';
import type { types } from '@slack/bolt';
import { literal, literalLines } from './literal.ts';

/** Rich text is always literal: Slack reads no marks and no mentions in it. */

/** Room for the text of one block. No limit is published for rich text, so it gets that of a text object. */
const room = 3000;

export interface Item {
  readonly strong: string;
  readonly text: string;
}

export function paragraphs(texts: readonly string[]): types.RichTextBlock {
  const elements: types.RichTextSection[] = [];
  let left = room;
  for (const [index, text] of texts.entries()) {
    if (left < 40) {
      elements.push(section([drawingWords.andMore(texts.length - index)]));
      break;
    }
    const shown = literalLines(text, left);
    left -= shown.length;
    elements.push(section([index === 0 ? shown : `\n${shown}`]));
  }
  return { type: 'rich_text', elements };
}

export interface Group {
  readonly heading: string;
  readonly items: readonly Item[];
}

const mostItems = 20;

/** Lists, each below its heading; groups without items are left out. */
export function lists(groups: readonly Group[]): types.RichTextBlock {
  const filled = groups.filter(({ items }) => items.length > 0);
  const count = filled.reduce((sum, { items }) => sum + Math.min(items.length, mostItems), 0);
  const each = Math.floor(room / (count + filled.length));
  return {
    type: 'rich_text',
    elements: filled.flatMap(({ heading, items }): (types.RichTextSection | types.RichTextList)[] => {
      const rows = items.slice(0, mostItems).map((item) => row(item, each));
      if (items.length > mostItems) rows.push(section([drawingWords.andMore(items.length - mostItems)]));
      return [
        { type: 'rich_text_section', elements: [bold(heading)] },
        { type: 'rich_text_list', style: 'bullet', elements: rows },
      ];
    }),
  };
}

function row({ strong, text }: Item, length: number): types.RichTextSection {
  if (strong === '') return section([literal(text, length)]);
  const name = `${literal(strong, Math.floor(length / 3))}: `;
  return { type: 'rich_text_section', elements: [bold(name), plain(literal(text, Math.floor(length * 0.6)))] };
}

function section(texts: readonly string[]): types.RichTextSection {
  return { type: 'rich_text_section', elements: texts.map(plain) };
}

function plain(text: string): types.RichTextText {
  return { type: 'text', text };
}

function bold(text: string): types.RichTextText {
  return { type: 'text', text, style: { bold: true } };
}
