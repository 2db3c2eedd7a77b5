import type { types } from '@slack/bolt';
import { drawingWords } from '../../src/chat/words/drawing-words.ts';
import type { Home, HomeItem, HomeList } from '../../src/ports/home.ts';
import { linkButtons } from './buttons.ts';
import { plainText, strong } from './literal.ts';
import { paragraphs } from './rich-text.ts';

/** Slack takes a hundred blocks in a view; an item takes two, a list three more, the page four. */
const mostItems = 40;

/** Draws a person's own page. Pure: the same page gives the same view, whatever text it holds. */
export function homeView({ title, lead, lists, asOf }: Home): types.HomeView {
  let room = mostItems;
  const drawn = lists.slice(0, 4).flatMap((list) => {
    const blocks = listBlocks(list, room);
    room -= Math.min(room, list.items.length);
    return blocks;
  });
  return {
    type: 'home',
    blocks: [
      { type: 'header', text: plainText(title, 150) },
      ...(lead.length > 0 ? [paragraphs(lead)] : []),
      ...drawn,
      { type: 'divider' },
      context([asOf]),
    ],
  };
}

function listBlocks({ heading, items, more }: HomeList, room: number): types.KnownBlock[] {
  const shown = items.slice(0, room);
  const hidden = items.length - shown.length;
  const below = [more, hidden > 0 ? drawingWords.andMore(hidden) : undefined].filter((text) => text !== undefined);
  return [
    heading === undefined ? { type: 'divider' } : { type: 'header', text: plainText(heading, 150) },
    ...shown.flatMap(itemBlocks),
    ...(below.length > 0 ? [context(below)] : []),
  ];
}

function itemBlocks({ title, lines, link }: HomeItem): types.KnownBlock[] {
  const [button] = link === undefined ? [] : linkButtons([link]);
  return [
    {
      type: 'section',
      text: strong(title, 600),
      ...(button === undefined ? {} : { accessory: button as types.Button }),
    },
    ...(lines.length > 0 ? [context(lines)] : []),
  ];
}

function context(texts: readonly string[]): types.ContextBlock {
  return { type: 'context', elements: texts.slice(0, 10).map((text) => plainText(text, 500)) };
}
