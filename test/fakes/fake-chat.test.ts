import type { Card } from '../../src/ports/card.ts';
import type { ChatFailure } from '../../src/ports/chat.ts';
import { describeChat, type StandingMessage, type Trouble } from '../conformance/chat-port.ts';
import { card } from '../slack/cards.ts';
import { fakeChat } from './fake-chat.ts';

const failures: { readonly [trouble in Trouble]: ChatFailure } = {
  rate_limited: { kind: 'rate_limited', retryAfterMs: 2_000 },
  answer_lost: { kind: 'unknown' },
  gone: { kind: 'gone', what: 'channel', reason: 'channel_not_found' },
  refused: { kind: 'refused', reason: 'invalid_blocks' },
};

const messageGone: ChatFailure = { kind: 'gone', what: 'message', reason: 'message_not_found' };

/** Everything a person could read, as it stands in the model. */
function content(shown: object): string {
  return Object.entries(shown)
    .flatMap(([name, value]: [string, unknown]) =>
      name === 'metadata'
        ? []
        : typeof value === 'string'
          ? [value]
          : typeof value === 'object' && value !== null
            ? [content(value)]
            : [],
    )
    .join('\n');
}

describeChat('the fake', async () => {
  const fake = fakeChat();
  const standing = (
    message: { readonly place: { readonly channel: string; readonly message: string } },
    shown: object,
  ): StandingMessage => ({
    channel: message.place.channel,
    message: message.place.message,
    under: undefined,
    content: content(shown),
    visibleTo: undefined,
  });
  return {
    chat: fake.chat,
    channel: 'C-accounting',
    user: 'U-carla',
    card: (changes?: Partial<Card>) => card(changes),
    messages: () => [
      ...fake.messages.map((message) => standing(message, message.card)),
      ...fake.messages.flatMap(({ place, replies }) =>
        replies.map((note, index) => ({
          ...standing({ place }, note),
          message: `${place.message}.${index}`,
          under: place.message,
        })),
      ),
      ...fake.told.map(({ user, note }, index) => ({
        ...standing({ place: { channel: user, message: `t.${index}` } }, note),
        visibleTo: [user],
      })),
      ...fake.summaries.map((message) => standing(message, message.summary)),
    ],
    arm(call, trouble) {
      const failure = trouble === 'gone' && call === 'update' ? messageGone : failures[trouble];
      fake.troubles.push({ failure, done: trouble === 'answer_lost' });
    },
    close: () => Promise.resolve(),
  };
});
