import type { Card, Note, Summary } from '../../src/ports/card.ts';
import type { Chat, ChatFailure, MessageRef, Platform } from '../../src/ports/chat.ts';
import { fail, ok, type Result } from '../../src/shared/result.ts';

/** A message as people see it: the card it shows now, and what was said under it. */
export interface ShownMessage {
  readonly place: MessageRef;
  card: Card;
  readonly replies: Note[];
  deleted: boolean;
}

/** A summary as people see it now. */
export interface ShownSummary {
  readonly place: MessageRef;
  summary: Summary;
  deleted: boolean;
}

/** What befalls the next call: `done` says whether it took effect all the same. */
export interface ChatTrouble {
  readonly failure: ChatFailure;
  readonly done: boolean;
}

/** A chat in memory. */
export interface FakeChat {
  readonly chat: Chat;
  readonly messages: ShownMessage[];
  readonly summaries: ShownSummary[];
  /** How many calls were made, whatever came of them. */
  calls: number;
  readonly told: { readonly user: string; readonly note: Note }[];
  /** Befalls the next calls, first come first served. */
  readonly troubles: ChatTrouble[];
  /** Every call is answered with this as long as it is set, and nothing is done. */
  down: ChatFailure | undefined;
  /** Every card that was ever shown, and where. */
  readonly painted: { readonly place: MessageRef; readonly card: Card }[];
}

export function fakeChat(platform: Platform = 'slack'): FakeChat {
  let posts = 0;
  const find = (place: MessageRef): ShownMessage | undefined =>
    fake.messages.find((message) => message.place.message === place.message && !message.deleted);

  async function call<T>(act: () => Result<T, ChatFailure>): Promise<Result<T, ChatFailure>> {
    await Promise.resolve();
    fake.calls += 1;
    if (fake.down !== undefined) return fail(fake.down);
    const trouble = fake.troubles.shift();
    if (trouble === undefined) return act();
    if (trouble.done) act();
    return fail(trouble.failure);
  }
  const gone = fail({ kind: 'gone', what: 'message', reason: 'message_not_found' } as const);
  const fake: FakeChat = {
    messages: [],
    summaries: [],
    calls: 0,
    told: [],
    troubles: [],
    painted: [],
    down: undefined,
    chat: {
      platform,
      post: (channel, card) =>
        call(() => {
          posts += 1;
          const place = { platform, workspace: 'T1', channel, message: `m.${posts}` };
          fake.messages.push({ place, card, replies: [], deleted: false });
          fake.painted.push({ place, card });
          return ok(place);
        }),
      update: (place, card) =>
        call(() => {
          const message = find(place);
          if (message === undefined) return gone;
          message.card = card;
          fake.painted.push({ place, card });
          return ok();
        }),
      postSummary: (channel, summary) =>
        call(() => {
          posts += 1;
          const place = { platform, workspace: 'T1', channel, message: `m.${posts}` };
          fake.summaries.push({ place, summary, deleted: false });
          return ok(place);
        }),
      updateSummary: (place, summary) =>
        call(() => {
          const shown = fake.summaries.find((one) => one.place.message === place.message && !one.deleted);
          if (shown === undefined) return gone;
          shown.summary = summary;
          return ok();
        }),
      reply: (place, note) =>
        call(() => {
          const message = find(place);
          if (message === undefined) return gone;
          message.replies.push(note);
          return ok();
        }),
      tell: (user, note) =>
        call(() => {
          fake.told.push({ user, note });
          return ok();
        }),
      permalink: async ({ channel, message }) => {
        fake.calls += 1;
        return `https://chat.test/${channel}/${message}`;
      },
    },
  };
  return fake;
}
