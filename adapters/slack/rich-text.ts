import type { types } from '@slack/bolt';
import { literal, literalLines } from './literal.ts';
import { words } from './words.ts';

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
      elements.push(section([words.andMore(texts.length - index)]));
      break;
    }
    const shown = literalLines(text, left);
    left -= shown.length;
    elements.push(section([index === 0 ? shown : `\n${shown}`]));
  }
  return { type: 'rich_text', elements };
}

/** A heading, where there is one, and a list below it. */
export function itemList(heading: string | undefined, items: readonly Item[]): types.RichTextBlock {
  const limit = 20;
  const each = Math.floor(room / (Math.min(items.length, limit) + 1));
  const rows = items.slice(0, limit).map(({ strong, text }): types.RichTextSection => {
    const name = strong === '' ? '' : `${literal(strong, Math.floor(each / 3))}${text === '' ? '' : ': '}`;
    const rest = text === '' ? [] : [plain(literal(text, Math.floor(each * 0.6)))];
    const elements = name === '' ? rest : [bold(name), ...rest];
    return { type: 'rich_text_section', elements: elements.length > 0 ? elements : [plain('–')] };
  });
  if (items.length > limit) rows.push(section([words.andMore(items.length - limit)]));
  const list: types.RichTextList = { type: 'rich_text_list', style: 'bullet', elements: rows };
  const title: types.RichTextSection = { type: 'rich_text_section', elements: [bold(heading ?? '')] };
  return { type: 'rich_text', elements: heading === undefined ? [list] : [title, list] };
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
