import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Card, Note, Summary } from '../../src/ports/card.ts';
import type { Chat, MessageRef } from '../../src/ports/chat.ts';

/** A chat platform as a test sees it, with the adapter under test on one side. */
export interface ChatRoom {
  readonly chat: Chat;
  /** A channel the bot is in. */
  readonly channel: string;
  /** A person who is there, by the platform's id. */
  readonly user: string;
  messages(): readonly StandingMessage[];
  /** Scripts the next trouble: before the effect, or after it, when the answer is lost. */
  arm(call: 'post' | 'update', trouble: Trouble): void;
  card(changes?: Partial<Card>): Card;
  close(): Promise<void>;
}

export type Trouble = 'rate_limited' | 'answer_lost' | 'gone' | 'refused';

export interface StandingMessage {
  readonly channel: string;
  readonly message: string;
  /** The message under which it was said. */
  readonly under: string | undefined;
  /** All of its text, buttons included. */
  readonly content: string;
  /** Who sees it, everybody in the channel when `undefined`. */
  readonly visibleTo: readonly string[] | undefined;
}

/** The promises of the Chat port. Every platform runs all of them. */
export function describeChat(name: string, open: () => Promise<ChatRoom>): void {
  describe(`chat (${name})`, () => {
    let room: ChatRoom;
    beforeEach(async () => {
      room = await open();
    });
    afterEach(() => room.close());

    const posted = async (card: Card = room.card()): Promise<MessageRef> => {
      const result = await room.chat.post(room.channel, card);
      if (!result.ok) throw new Error(`not posted: ${result.failure.kind}`);
      return result.value;
    };
    const standing = (ref: MessageRef): StandingMessage | undefined =>
      room.messages().find(({ channel, message }) => channel === ref.channel && message === ref.message);

    it('posts a card and tells where it stands', async () => {
      const ref = await posted();

      expect(ref.platform).toBe(room.chat.platform);
      expect(standing(ref)?.content).toContain('Waiting for approval');
      expect(standing(ref)?.visibleTo).toBeUndefined();
    });

    it('replaces the content of a message and keeps its place', async () => {
      const ref = await posted();

      const updated = await room.chat.update(ref, room.card({ stateLabel: 'Synced', buttons: [] }));

      expect(updated).toEqual({ ok: true, value: undefined });
      expect(room.messages()).toHaveLength(1);
      expect(standing(ref)?.content).toContain('Synced');
      expect(standing(ref)?.content).not.toContain('Send back');
    });

    it('says something under a card', async () => {
      const ref = await posted();

      await room.chat.reply(ref, note('The amount changed.'));

      const reply = room.messages().find(({ under }) => under === ref.message);
      expect(reply?.content).toContain('The amount changed.');
    });

    it('tells one person alone', async () => {
      await room.chat.tell(room.user, note('Your approval was not used.'));

      const [told] = room.messages();
      expect(told?.content).toContain('Your approval was not used.');
      expect(told?.visibleTo).toEqual([room.user]);
    });

    it('repeats nothing on its own when the answer to a post is lost', async () => {
      room.arm('post', 'answer_lost');

      const result = await room.chat.post(room.channel, room.card());

      expect(result).toEqual({ ok: false, failure: { kind: 'unknown' } });
      expect(room.messages()).toHaveLength(1);
    });

    it('does not call a lost answer to an update a failure', async () => {
      const ref = await posted();
      room.arm('update', 'answer_lost');

      const result = await room.chat.update(ref, room.card({ stateLabel: 'Synced' }));

      expect(result).toEqual({ ok: false, failure: { kind: 'unknown' } });
    });

    it.each(['post', 'update'] as const)('passes on how long to wait when a %s comes too soon', async (call) => {
      const ref = await posted();
      room.arm(call, 'rate_limited');

      const result = await (call === 'post'
        ? room.chat.post(room.channel, room.card())
        : room.chat.update(ref, room.card()));

      expect(result).toMatchObject({ ok: false, failure: { kind: 'rate_limited' } });
      expect(!result.ok && result.failure.kind === 'rate_limited' && result.failure.retryAfterMs).toBeGreaterThan(0);
      expect(room.messages()).toHaveLength(1);
    });

    it('says that a channel is gone', async () => {
      room.arm('post', 'gone');

      const result = await room.chat.post(room.channel, room.card());

      expect(result).toMatchObject({ ok: false, failure: { kind: 'gone', what: 'channel' } });
    });

    it('says that a message is gone', async () => {
      const ref = await posted();
      room.arm('update', 'gone');

      const result = await room.chat.update(ref, room.card());

      expect(result).toMatchObject({ ok: false, failure: { kind: 'gone', what: 'message' } });
    });

    it.each(['post', 'update'] as const)('says in a word of the platform that it refuses a %s', async (call) => {
      const ref = await posted();
      room.arm(call, 'refused');

      const result = await (call === 'post'
        ? room.chat.post(room.channel, room.card({ metadata: another(room.card()) }))
        : room.chat.update(ref, room.card()));

      expect(result).toMatchObject({ ok: false, failure: { kind: 'refused' } });
      expect(!result.ok && result.failure.kind === 'refused' && result.failure.reason).toMatch(/./);
      expect(room.messages()).toHaveLength(1);
    });

    it('posts a summary, and replaces it where it stands', async () => {
      const result = await room.chat.postSummary(room.channel, summary('37 records wait for their cards', 1));
      if (!result.ok) throw new Error(`not posted: ${result.failure.kind}`);

      const updated = await room.chat.updateSummary(result.value, summary('2 records wait for their cards', 2));

      expect(updated).toEqual({ ok: true, value: undefined });
      expect(room.messages()).toHaveLength(1);
      expect(standing(result.value)?.content).toContain('2 records wait');
      expect(standing(result.value)?.content).toContain('Show the next 5');
      expect(standing(result.value)?.content).not.toContain('37');
    });

    it('says that a summary is gone', async () => {
      const ref = { platform: room.chat.platform, channel: room.channel, message: '1.000001' };

      expect(await room.chat.updateSummary(ref, summary('2 records wait', 2))).toMatchObject({
        ok: false,
        failure: { kind: 'gone' },
      });
    });

    describe.each(foreignTexts)('B11: shows %j as it is written and pings nobody', (name) => {
      const facts = [{ label: 'Vendor', value: name }];
      const table = { ...line, rows: [['1', name]] };

      it('on a card', async () => {
        const content = { title: name, text: name, lead: [name], facts, table, seats: [name] };

        const ref = await posted(room.card(content));
        await room.chat.update(ref, room.card(content));

        expect(occurrences(standing(ref)?.content, name)).toBeGreaterThanOrEqual(5);
      });

      it('under a card, to a person and on a summary', async () => {
        const ref = await posted(room.card());
        await room.chat.reply(ref, { ...note(name), facts, table });
        await room.chat.tell(room.user, { ...note(name), facts, table });
        await room.chat.postSummary(room.channel, { ...summary('Waiting', 1), table });

        const [, ...others] = room.messages();
        expect(others.map(({ content }) => occurrences(content, name) >= 1)).toEqual([true, true, true]);
        expect(others.slice(0, 2).map(({ content }) => occurrences(content, name) >= 3)).toEqual([true, true]);
      });
    });
  });
}

/** What vendors may be called. */
const foreignTexts = [
  '<!channel>',
  '<@U123>',
  '<https://evil.example|Click>',
  '*bold* _it_ ~no~ `code`',
  '&lt;b&gt; &amp;',
  'Smith & Sons [x](http://evil.example)',
  ':bomb: @here #general',
  '${x} {{y}}',
];

const line = {
  caption: 'Schedule of values',
  columns: [
    { label: '#', align: 'right' },
    { label: 'Description', align: 'left' },
  ],
  rows: [],
  more: undefined,
} as const;

function summary(title: string, revision: number): Summary {
  const button = {
    label: 'Show the next 5',
    accessibilityLabel: 'Show the next 5 cards',
    action: 'show_next',
  } as const;
  return {
    ...{ title, text: `${title}.`, lead: ['Nothing is lost.'], revision },
    table: { ...line, rows: [['1', 'Footings']] },
    buttons: [{ ...button, value: '9001', tone: 'primary' }],
  };
}

/** The same card of another transfer. */
function another({ metadata }: Card): Card['metadata'] {
  return { ...metadata, transfer: `${metadata.transfer}2` };
}

function occurrences(content: string | undefined, text: string): number {
  return (content ?? '').split(text).length - 1;
}

function note(text: string): Note {
  return { text, paragraphs: [text] };
}
