import type { types } from '@slack/bolt';
import { drawingWords, noticeHeadings, stepWords } from '../../src/chat/words/drawing-words.ts';
import type { Card, CardFact, CardMetadata, CardNotice } from '../../src/ports/card.ts';
import { actionButtons, actionsBlocks, linkButtons } from './buttons.ts';
import { escaped, labelled, plainText, strong } from './literal.ts';
import { lists, paragraphs } from './rich-text.ts';
import { tableBlocks } from './table-blocks.ts';
import { tickBlocks } from './ticks.ts';

export interface SlackMessage {
  readonly text: string;
  readonly blocks: types.KnownBlock[];
}

export interface SlackCard extends SlackMessage {
  readonly metadata: { readonly event_type: 'countersign_card'; readonly event_payload: CardMetadata };
}

/** Draws a card with Block Kit. Pure: the same card gives the same message, whatever text it holds. */
export function slackCard(card: Card): SlackCard {
  return {
    text: escaped(card.text, 3000),
    blocks: cardBlocks(card),
    metadata: { event_type: 'countersign_card', event_payload: card.metadata },
  };
}

function cardBlocks(card: Card): types.KnownBlock[] {
  // Slack wants new block ids on every change; with the old ones a client may keep ticks of the version before
  const blockId = (part: string) => ({ block_id: `r${card.metadata.revision}-${part}` });
  const ticks = tickBlocks(card.notices, blockId);

  return [
    { type: 'header', ...blockId('title'), text: plainText(card.title, 150) },
    { type: 'context', ...blockId('state'), elements: stateLine(card) },
    ...(card.lead.length > 0 ? [{ ...paragraphs(card.lead), ...blockId('lead') }] : []),
    ...factBlocks(card.facts, blockId),
    ...(card.changes.length > 0 ? [{ ...changeList(card), ...blockId('changes') }] : []),
    ...(card.notices.length > 0 ? [{ ...noticeLists(card.notices), ...blockId('notices') }] : []),
    ...(ticks.blocks.length > 0 ? [context(drawingWords.ticks, blockId('ticks'))] : []),
    ...ticks.blocks,
    ...(ticks.hidden > 0 ? [context(drawingWords.ticksHidden(ticks.hidden), blockId('ticks-hidden'))] : []),
    ...(card.table === undefined ? [] : tableBlocks(card.table, blockId)),
    ...(card.seats.length > 0 ? [{ ...seatList(card.seats), ...blockId('seats') }] : []),
    ...(card.steps.length > 0 ? [context(stepLine(card), blockId('steps'))] : []),
    ...actionsBlocks([...actionButtons(card.buttons), ...linkButtons(card.links)], 4, blockId),
  ];
}

function stateLine(card: Card): types.ContextBlock['elements'] {
  const { round } = card.metadata;
  const state = strong(card.stateLabel, 300);
  return round > 1 ? [state, plainText(drawingWords.round(round), 100)] : [state];
}

/** Label and value side by side where there is room; Slack takes ten to a block. */
export function factBlocks(
  facts: readonly CardFact[],
  blockId: (part: string) => { readonly block_id?: string },
): types.KnownBlock[] {
  const perBlock = 10;
  const shown = facts.slice(0, 3 * perBlock);
  const sections = Array.from({ length: Math.ceil(shown.length / perBlock) }, (_, index) => ({
    type: 'section' as const,
    ...blockId(`facts-${index + 1}`),
    fields: shown.slice(index * perBlock, (index + 1) * perBlock).map(({ label, value }) => labelled(label, value)),
  }));
  const hidden = facts.length - shown.length;
  return hidden > 0 ? [...sections, context(drawingWords.andMore(hidden), blockId('facts-more'))] : sections;
}

function changeList(card: Card): types.RichTextBlock {
  const items = card.changes.map(({ what, before, after }) => ({ strong: what, text: `${before} → ${after}` }));
  return lists([{ heading: drawingWords.changes, items }]);
}

/** Warnings come last, for their ticks stand below. */
function noticeLists(notices: readonly CardNotice[]): types.RichTextBlock {
  return lists(
    (['error', 'info', 'warn'] as const).map((level) => ({
      heading: noticeHeadings[level],
      items: notices.filter((notice) => notice.level === level).map(({ text }) => ({ strong: '', text })),
    })),
  );
}

function seatList(seats: readonly string[]): types.RichTextBlock {
  return lists([{ heading: drawingWords.seats, items: seats.map((seat) => ({ strong: '', text: seat })) }]);
}

function stepLine(card: Card): string {
  return card.steps.map(({ label, status }) => `${label}: ${stepWords[status]}`).join('  ›  ');
}

function context(text: string, id: { readonly block_id?: string }): types.ContextBlock {
  return { type: 'context', ...id, elements: [plainText(text, 1000)] };
}
