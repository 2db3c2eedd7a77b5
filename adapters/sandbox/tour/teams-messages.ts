import { z } from 'zod';
import { CardPayload } from './card-payload.ts';

/** Messages of the emulated Teams, as the control interface shows them. */
export const TeamsMessage = z.looseObject({
  conversation: z.string(),
  activityId: z.string(),
  replyTo: z.string().optional(),
  text: z.string().optional(),
  summary: z.string().optional(),
  card: z.unknown().optional(),
  visibleTo: z.array(z.string()).optional(),
});
export const TeamsSeen = z.looseObject({
  delivered: z.boolean(),
  status: z.number(),
  seen: z.array(TeamsMessage),
  errors: z.record(z.string(), z.string()).optional(),
});
const CardWithMetadata = z.object({ metadata: z.object({ countersign: CardPayload }) });

export type TeamsMessage = z.output<typeof TeamsMessage>;
export type TeamsSeen = z.output<typeof TeamsSeen>;

export interface TeamsCard {
  readonly message: TeamsMessage;
  readonly card: CardPayload;
}

/** The cards of a record, the oldest first. */
export function teamsCards(messages: readonly TeamsMessage[], number: string): readonly TeamsCard[] {
  return messages.flatMap((message) => {
    const card = CardWithMetadata.safeParse(message.card).data?.metadata.countersign;
    return card?.number === number ? [{ message, card }] : [];
  });
}

/** Everything that a message says, on one line. */
export function wordsIn({ text = '', summary = '', card }: TeamsMessage): string {
  return [text, summary, ...textsIn(card)].join(' ').replaceAll(/\s+/g, ' ').trim();
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return Object.entries(value).flatMap(([name, member]) =>
    (name === 'text' || name === 'title' || name === 'label') && typeof member === 'string'
      ? [member]
      : textsIn(member),
  );
}
