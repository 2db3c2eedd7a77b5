import type { TeamsMessage } from './elements.ts';

/** How much of a message is drawn: lines of a table, members of a list, characters of a text. */
export interface Room {
  readonly rows: number;
  readonly items: number;
  readonly text: number;
}

const rooms: readonly Room[] = [
  { rows: 40, items: 30, text: 600 },
  { rows: 25, items: 20, text: 400 },
  { rows: 12, items: 20, text: 200 },
  { rows: 6, items: 12, text: 150 },
  { rows: 3, items: 6, text: 100 },
  { rows: 0, items: 2, text: 60 },
];

/**
 * In UTF-16 units, as Teams counts: 40 KB. Microsoft names about 100 KB for a message and advises to stay under 80;
 * older copies of its page say 40.
 * Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages
 */
export const largestMessage = 20_000;

/** Draws as much as there is room for. What is left out is told by whoever draws. */
export function fitting(draw: (room: Room) => TeamsMessage): TeamsMessage {
  let drawn: TeamsMessage | undefined;
  for (const room of rooms) {
    drawn = draw(room);
    if (JSON.stringify(drawn).length <= largestMessage) return drawn;
  }
  if (drawn === undefined) throw new Error('there is a smallest room');
  return drawn;
}
