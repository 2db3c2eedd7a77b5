import type { Kind } from '../../shared/kinds.ts';
import { kindNames } from './terms.ts';

/** A card that stands nowhere, and why. */
export interface LostCard {
  readonly why: 'channel' | 'message' | 'refused';
  readonly kind: Kind;
  readonly number: string;
  readonly channel: string;
  /** The platform's own word. */
  readonly reason: string;
}

/** Told to the administrators. Names the record by its number alone, so it may be private. */
export function lostCardParagraphs({ why, kind, number, channel, reason }: LostCard): readonly string[] {
  const name = `${kindNames[kind]} ${number}`;
  const again = `type /sage why ${number}, which has the card posted again`;
  switch (why) {
    case 'channel':
      return [
        `The card of ${name} could not be shown in ${channel} (${reason}): the channel is gone or archived, or the bot is not in it.`,
        'No record is lost and nothing was written, but the cards of this channel stand nowhere or are out of date until this is put right.',
        `Unarchive the channel or invite the bot to it, then ${again}. The other cards follow with their next change, or when somebody asks for them the same way.`,
      ];
    case 'message':
      return [
        `The card of ${name} was deleted in ${channel}, and so was the one that was posted in its place. It is not posted a third time by itself.`,
        `The record is as it was. To go on with it, ${again}.`,
      ];
    case 'refused':
      return [
        `The card of ${name} was refused in ${channel} (${reason}), so it is not shown there.`,
        `The record is as it was. This is a fault of the bot or of its access: look at the log, put it right, then ${again}.`,
      ];
  }
}
