import type { CardMetadata, SlackMessage, TeamsMessage } from './world.ts';

/** What a card is about, as the bot notes it beside the message for scripts. */
export function cardMetadata(message: SlackMessage | TeamsMessage): CardMetadata | undefined {
  if ('ts' in message) return message.metadata?.event_payload;
  const metadata = message.card?.['metadata'] as { readonly countersign?: CardMetadata } | undefined;
  return metadata?.countersign;
}
