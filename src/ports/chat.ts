import type { Result } from '../shared/result.ts';
import type { Card, Note, Summary } from './card.ts';

export const platforms = ['slack', 'teams'] as const;
export type Platform = (typeof platforms)[number];

/** Where a message stands. */
export interface MessageRef {
  readonly platform: Platform;
  /** The workspace or tenant; missing while the platform has not said which one it is. */
  readonly workspace?: string;
  readonly channel: string;
  readonly message: string;
}

/** What the bot needs from one chat platform. Posting is at least once: an answer can be lost. */
export interface Chat {
  readonly platform: Platform;
  post(channel: string, card: Card): Promise<Result<MessageRef, ChatFailure>>;
  /** Replaces the message's content with this card. */
  update(message: MessageRef, card: Card): Promise<Result<undefined, ChatFailure>>;
  postSummary(channel: string, summary: Summary): Promise<Result<MessageRef, ChatFailure>>;
  updateSummary(message: MessageRef, summary: Summary): Promise<Result<undefined, ChatFailure>>;
  /** Says something under a card. */
  reply(message: MessageRef, note: Note): Promise<Result<undefined, ChatFailure>>;
  /** Says something to one person alone; `user` is the platform's id of the person. */
  tell(user: string, note: Note): Promise<Result<undefined, ChatFailure>>;
  /** Where a person opens the message; `undefined` where the platform has no such address. */
  permalink(message: MessageRef): Promise<string | undefined>;
}

export type ChatFailure =
  /** Not done; it may be asked for again after that long, by the platform's word or because others are before it. */
  | { readonly kind: 'rate_limited'; readonly retryAfterMs: number }
  /** It may or may not have been done. */
  | { readonly kind: 'unknown' }
  /** The message is not there any more, or nothing can be said in the channel: it is gone, or the bot is not in it. */
  | { readonly kind: 'gone'; readonly what: 'message' | 'channel'; readonly reason: string }
  /** The platform will not take it as it is. */
  | { readonly kind: 'refused'; readonly reason: string };
