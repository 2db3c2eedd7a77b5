import type { types } from '@slack/bolt';
import type { Summary } from '../../src/ports/card.ts';
import { actionButtons, actionsBlocks } from './buttons.ts';
import type { SlackMessage } from './card-blocks.ts';
import { escaped, plainText } from './literal.ts';
import { paragraphs } from './rich-text.ts';
import { tableBlocks } from './table-blocks.ts';

/** Draws a summary. Pure, as a card is. */
export function slackSummary(summary: Summary): SlackMessage {
  const blockId = (part: string) => ({ block_id: `s${summary.revision}-${part}` });
  const blocks: types.KnownBlock[] = [
    { type: 'header', ...blockId('title'), text: plainText(summary.title, 150) },
    ...(summary.lead.length > 0 ? [{ ...paragraphs(summary.lead), ...blockId('lead') }] : []),
    ...(summary.table === undefined ? [] : tableBlocks(summary.table, blockId)),
    ...actionsBlocks(actionButtons(summary.buttons), 1, blockId),
  ];
  return { text: escaped(summary.text, 3000), blocks };
}
