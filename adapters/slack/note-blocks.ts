import type { Note } from '../../src/ports/card.ts';
import { actionsBlocks, linkButtons } from './buttons.ts';
import { factBlocks, type SlackMessage } from './card-blocks.ts';
import { escaped } from './literal.ts';
import { paragraphs } from './rich-text.ts';
import { tableBlocks } from './table-blocks.ts';

const noId = (): object => ({});

/** Draws what is answered to one person or said under a card. */
export function slackNote(note: Note): SlackMessage {
  return {
    text: escaped(note.text, 3000),
    blocks: [
      paragraphs(note.paragraphs.length > 0 ? note.paragraphs : [note.text]),
      ...factBlocks(note.facts ?? [], noId),
      ...(note.table === undefined ? [] : tableBlocks(note.table, noId)),
      ...actionsBlocks(linkButtons(note.links ?? []), 1, noId),
    ],
  };
}
