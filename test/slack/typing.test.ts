import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { note } from './cards.ts';
import { messages, openRoom, type Room } from './slack-room.ts';

let room: Room;
beforeEach(async () => {
  room = await openRoom();
});
afterEach(() => room.close());

describe('typing /sage in Slack', () => {
  it('asks the conversation and answers the person alone', async () => {
    room.conversation.onAsk = () => ({ note: note('SC-004 is in Sage.'), public: false });

    const seen = await room.slack.command({ user: 'clerk', text: '/sage status SC-004' });

    expect(room.conversation.typed).toMatchObject([
      { actor: { platform: 'slack', user: 'U0CLERK' }, channel: 'C0ACCOUNTING', text: 'status SC-004' },
    ]);
    expect(seen).toMatchObject({
      delivered: true,
      status: 200,
      seen: [{ text: 'SC-004 is in Sage.', visibleTo: ['U0CLERK'] }],
    });
  });

  it('answers the channel where the answer may be seen by everybody', async () => {
    room.conversation.onAsk = () => ({ note: note('Nothing waits.'), public: true });

    await room.slack.command({ user: 'clerk', text: '/sage queue' });

    expect(messages(room.slack)).toMatchObject([{ text: 'Nothing waits.' }]);
    expect(messages(room.slack)[0]?.visibleTo).toBeUndefined();
  });

  it('takes a bare /sage as an empty question', async () => {
    await room.slack.command({ user: 'clerk', text: '/sage' });

    expect(room.conversation.typed[0]?.text).toBe('');
  });

  it('works in the direct messages with the bot', async () => {
    await room.slack.command({ user: 'clerk', channel: 'U0CLERK', text: '/sage' });

    expect(room.conversation.typed[0]?.channel).toBe('D0CLERK');
  });

  it('answers a command it does not know at once', async () => {
    const { status, ms, seen } = await room.slack.command({ user: 'clerk', text: '/invoice now' });

    expect({ status, fast: ms < 1_000 }).toEqual({ status: 200, fast: true });
    expect(seen).toMatchObject([{ text: expect.stringContaining('/sage help') as string }]);
    expect(room.conversation.typed).toEqual([]);
  });

  it('pings nobody with what it repeats', async () => {
    room.conversation.onAsk = () => ({ note: note('Nothing is called <!channel> & Co.'), public: true });

    await room.slack.command({ user: 'clerk', text: '/sage status <!channel>' });

    expect(messages(room.slack)[0]?.text).toBe('Nothing is called &lt;!channel&gt; &amp; Co.');
  });

  it('tells the person that something went wrong', async () => {
    room.conversation.onAsk = () => {
      throw new Error('a bug');
    };

    const { status, seen } = await room.slack.command({ user: 'clerk', text: '/sage' });

    expect(status).toBe(200);
    expect(seen).toMatchObject([{ text: expect.stringContaining('Something went wrong') as string }]);
  });
});
