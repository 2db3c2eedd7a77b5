import { drawingWords, noticeHeadings, stepWords } from '../../src/chat/words/drawing-words.ts';
import type { Card, CardNotice, Note, Summary } from '../../src/ports/card.ts';
import { buttonActions, hasConfirmation, inRows, linkActions } from './card-actions.ts';
import { fitting, type Room } from './card-size.ts';
import {
  richText,
  run,
  type Action,
  type AdaptiveCard,
  type Container,
  type Element,
  type TeamsMessage,
} from './elements.ts';
import { escaped, literal } from './literal.ts';
import { factRows, heading, list, paragraphs, subtle } from './text-blocks.ts';
import { tableBlocks } from './table-blocks.ts';
import { tickInputs } from './ticks.ts';

/** Draws a card as an Adaptive Card. Pure: the same card gives the same message, whatever text it holds. */
export function teamsCard(card: Card): TeamsMessage {
  return fitting((room) => {
    const ticks = tickInputs(card.notices);
    const body: Element[] = [
      heading(card.title, room),
      stateLine(card, room),
      ...paragraphs(card.lead, room),
      ...factRows(card.facts, room),
      ...list(drawingWords.changes, changeItems(card), room),
      ...noticeBoxes(card.notices, room),
      ...(hasConfirmation(card.buttons) ? [] : ticks),
      ...(card.table === undefined ? [] : tableBlocks(card.table, room)),
      ...list(
        drawingWords.seats,
        card.seats.map((text) => ({ strong: '', text })),
        room,
      ),
      ...(card.steps.length > 0 ? [subtle(literal(stepLine(card), 2 * room.text))] : []),
    ];
    const actions = [...buttonActions(card.buttons, ticks), ...linkActions(card.links)];
    return message(card.text, body, actions, { countersign: shortMetadata(card) });
  });
}

/** Draws what is answered to one person or said under a card. */
export function teamsNote(note: Note): TeamsMessage {
  return fitting((room) => {
    const body: Element[] = [
      ...paragraphs(note.paragraphs.length > 0 ? note.paragraphs : [note.text], room),
      ...factRows(note.facts ?? [], room),
      ...(note.table === undefined ? [] : tableBlocks(note.table, room)),
    ];
    return message(note.text, body, linkActions(note.links ?? []));
  });
}

/** Draws a summary. Pure, as a card is. */
export function teamsSummary(summary: Summary): TeamsMessage {
  return fitting((room) => {
    const body: Element[] = [
      heading(summary.title, room),
      ...paragraphs(summary.lead, room),
      ...(summary.table === undefined ? [] : tableBlocks(summary.table, room)),
    ];
    return message(summary.text, body, buttonActions(summary.buttons, []));
  });
}

function message(
  text: string,
  body: readonly Element[],
  actions: readonly Action[],
  metadata?: AdaptiveCard['metadata'],
): TeamsMessage {
  const placed = inRows(actions);
  return {
    summary: literal(text, 500),
    card: {
      type: 'AdaptiveCard',
      $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
      version: '1.5',
      fallbackText: escaped(text, 500),
      ...(metadata === undefined ? {} : { metadata }),
      body: [...body, ...placed.rows],
      ...(placed.actions.length > 0 ? { actions: placed.actions } : {}),
    },
  };
}

function shortMetadata({ metadata }: Card) {
  const short = (text: string): string => text.slice(0, 200);
  const { transfer, kind, record, number, round, state, revision } = metadata;
  return {
    ...{ transfer: short(transfer), kind: short(kind), record: short(record), number: short(number) },
    ...{ round, state: short(state), revision },
  };
}

function stateLine({ stateLabel, metadata: { round } }: Card, room: Room) {
  const state = run(literal(stateLabel, room.text), { weight: 'Bolder' });
  const later = round > 1 ? [run(`  ·  ${drawingWords.round(round)}`, { isSubtle: true })] : [];
  return richText([state, ...later], { spacing: 'Small' });
}

function changeItems({ changes }: Card) {
  return changes.map(({ what, before, after }) => ({ strong: what, text: `${before} → ${after}` }));
}

/** Warnings come last, as their ticks do. */
function noticeBoxes(notices: readonly CardNotice[], room: Room): Container[] {
  const styles = { error: 'attention', info: 'emphasis', warn: 'warning' } as const;
  return (['error', 'info', 'warn'] as const).flatMap((level) => {
    const items = notices.filter((notice) => notice.level === level).map(({ text }) => ({ strong: '', text }));
    const drawn = list(noticeHeadings[level], items, room);
    return drawn.length === 0
      ? []
      : [{ type: 'Container' as const, style: styles[level], items: drawn, spacing: 'Medium' as const }];
  });
}

function stepLine({ steps }: Card): string {
  return steps.map(({ label, status }) => `${label}: ${stepWords[status]}`).join('  ›  ');
}
