import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formBody, payloadBody } from '../../adapters/sandbox/slack/deliveries.ts';
import { recentKeys } from '../../adapters/system/recent-keys.ts';
import { note } from './cards.ts';
import { blockActions, command, event, signedHeaders } from './request-cases.ts';
import { messages, openRoom, type Room } from './slack-room.ts';

let room: Room;
beforeEach(async () => {
  room = await openRoom();
});
afterEach(() => room.close());

const post = (body: string, headers: { readonly [name: string]: string }) =>
  fetch(`${room.botUrl}/slack/events`, { method: 'POST', headers, body });

describe('B3: a signed request that was there before', () => {
  it.each([
    ['a command', formBody(command)],
    ['a press', payloadBody(blockActions())],
    ['a press among a thousand at once', payloadBody(blockActions()), 1_000],
  ])('B3: is answered 200 with nothing in it, and has no second effect: %s', async (_, body, times = 2) => {
    room.conversation.onPress = () => ({ kind: 'note', note: note('Noted.') });
    const headers = signedHeaders(body);

    const sent = await Promise.all(Array.from({ length: times }, () => post(body, headers)));
    const answers = await Promise.all(sent.map((answer) => answer.text()));
    await room.settle();

    expect(new Set(sent.map(({ status }) => status))).toEqual(new Set([200]));
    expect(answers.filter((text) => text !== '').length).toBeLessThanOrEqual(1);
    expect(room.conversation.presses.length + room.conversation.typed.length).toBe(1);
    expect(messages(room.slack).length).toBeLessThanOrEqual(1);
    expect(room.log.lines.filter(({ fields }) => fields?.['reason'] === 'replayed')).toHaveLength(times - 1);
  });

  it('B3: is the same request however its signature came to be, and another one when the person presses again', async () => {
    const body = payloadBody(blockActions());
    const first = signedHeaders(body, -2);
    const second = signedHeaders(body, -1);

    for (const headers of [first, second, first, second]) await post(body, headers);

    expect(room.conversation.presses).toHaveLength(2);
  });

  it('B3: is forgotten after ten minutes, the oldest first when there are too many', () => {
    let now = 0;
    const keys = recentKeys({ now: () => now, keptMs: 600_000, most: 3 });

    expect(['a', 'b', 'c', 'a'].map((key) => keys.take(key))).toEqual([true, true, true, false]);
    expect(keys.take('d')).toBe(true);
    expect(keys.take('c')).toBe(false);
    expect(keys.take('a')).toBe(true);
    now = 600_001;
    expect(keys.take('d')).toBe(true);
  });
});

describe('F8: an event that Slack sends again and again', () => {
  it('F8: is handled once, and each delivery answered 200 quickly', async () => {
    const answers = [];
    for (const retry of [0, 1, 2, 3]) {
      const body = JSON.stringify(event());
      const headers = {
        ...signedHeaders(body, -20 * retry),
        'content-type': 'application/json',
        ...(retry === 0 ? {} : { 'x-slack-retry-num': String(retry), 'x-slack-retry-reason': 'http_timeout' }),
      };
      const started = Date.now();
      const { status } = await post(body, headers);
      answers.push({ status, fast: Date.now() - started < 1_000 });
    }

    expect(answers).toEqual(Array.from({ length: 4 }, () => ({ status: 200, fast: true })));
    expect(room.log.lines.filter(({ fields }) => fields?.['reason'] === 'repeated')).toHaveLength(3);
  });
});
