import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { safeLimits } from '../../adapters/config/slack-schema.ts';
import { createCallBudget } from '../../adapters/slack/call-budget.ts';
import { slackChat } from '../../adapters/slack/slack-chat.ts';
import { slackClient } from '../../adapters/slack/slack-client.ts';
import type { Chat } from '../../src/ports/chat.ts';
import { describeChat } from '../conformance/chat-port.ts';
import { turningClock } from '../fakes/turning-clock.ts';
import { card, note } from './cards.ts';
import { seenText } from './seen-text.ts';
import { memoryLog, messages, openRoom, type Room } from './slack-room.ts';

const faultOf = { rate_limited: 'rateLimited', answer_lost: 'dropAfterCommit', refused: 'refused' } as const;

describeChat('Slack', async () => {
  const room = await openRoom();
  return {
    chat: room.chat,
    channel: 'C0ACCOUNTING',
    user: 'U0CONTROL',
    card,
    messages: () =>
      messages(room.slack).map(({ channel, ts, threadTs, blocks, visibleTo }) => ({
        channel,
        message: ts,
        under: threadTs,
        content: seenText(blocks),
        visibleTo,
      })),
    arm(call, trouble) {
      const at = call === 'post' ? 'slack.chat.postMessage' : 'slack.chat.update';
      const gone = call === 'post' ? 'channelGone' : 'messageGone';
      room.faults.arm([{ at, fault: trouble === 'gone' ? gone : faultOf[trouble] }]);
    },
    close: () => room.close(),
  };
});

describe('slackChat', () => {
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  const opened = async (...options: Parameters<typeof openRoom>): Promise<Room> => {
    const room = await openRoom(...options);
    closing.push(room.close);
    return room;
  };

  /** A Slack that answers whatever the test says. */
  const against = async (answer: RequestListener, timeoutMs?: number, clock = turningClock()): Promise<Chat> => {
    const server = createServer(answer);
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    closing.push(
      () =>
        new Promise((resolve) => {
          server.closeAllConnections();
          server.close(() => resolve());
        }),
    );
    const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`;
    const timeout = timeoutMs === undefined ? {} : { timeoutMs };
    const client = slackClient({ token: 'xoxb-1', apiUrl, log: memoryLog(), ...timeout });
    return slackChat({ client, budget: createCallBudget(clock, () => safeLimits), workspace: () => 'T1' });
  };

  it('keeps the metadata with the message, on a post and on an update', async () => {
    const room = await opened();
    const ref = await room.chat.post('C0ACCOUNTING', card());
    if (!ref.ok) throw new Error('not posted');

    await room.chat.update(ref.value, card({ metadata: { ...card().metadata, revision: 2, state: 'approved' } }));

    expect(messages(room.slack)[0]?.metadata).toEqual({
      event_type: 'countersign_card',
      event_payload: { ...card().metadata, revision: 2, state: 'approved' },
    });
  });

  it('says in which workspace a message stands', async () => {
    const room = await opened();

    expect(await room.chat.post('C0ACCOUNTING', card())).toMatchObject({
      ok: true,
      value: { platform: 'slack', workspace: 'T0SANDBOX', channel: 'C0ACCOUNTING' },
    });
  });

  it('gives the address of a message, and none when Slack does not know it', async () => {
    const room = await opened();
    const ref = await room.chat.post('C0ACCOUNTING', card());
    if (!ref.ok) throw new Error('not posted');

    expect(await room.chat.permalink(ref.value)).toMatch(/\/archives\/C0ACCOUNTING\/p\d+$/);
    expect(await room.chat.permalink({ ...ref.value, message: '1.000000' })).toBeUndefined();
  });

  it.each([
    ['C0NOWHERE', 'channel_not_found'],
    ['C0FOREIGN', 'not_in_channel'],
    ['C0OLD', 'is_archived'],
  ])('says that %s is gone, in the word of Slack: %s', async (channel, reason) => {
    const room = await opened();

    expect(await room.chat.post(channel, card())).toEqual({
      ok: false,
      failure: { kind: 'gone', what: 'channel', reason },
    });
  });

  it('says that Slack refuses a wrong token', async () => {
    const room = await opened({ token: 'xoxb-wrong', waitForIdentity: false });

    const result = await room.chat.post('C0ACCOUNTING', card());

    expect(result).toEqual({ ok: false, failure: { kind: 'refused', reason: 'invalid_auth' } });
  });

  it('does not know what came of a 500, nor of a connection that broke', async () => {
    const room = await opened();
    room.faults.arm([
      { at: 'slack.chat.postMessage', fault: 'error500' },
      { at: 'slack.api', fault: 'offline' },
    ]);
    const unknown = { ok: false, failure: { kind: 'unknown' } };

    expect(await room.chat.tell('U0CONTROL', note('Hello.'))).toEqual(unknown);
    expect(await room.chat.post('C0ACCOUNTING', card())).toEqual(unknown);
  });

  it('passes on the wait that Slack names when a channel gets more than a message a second', async () => {
    const room = await opened({ burst: 1 });
    await room.chat.post('C0ACCOUNTING', card());

    const second = await room.chat.post('C0ACCOUNTING', card());
    room.clock.advance(1_000);
    const third = await room.chat.post('C0ACCOUNTING', card());

    expect(second).toEqual({ ok: false, failure: { kind: 'rate_limited', retryAfterMs: 1_000 } });
    expect(third.ok).toBe(true);
  });

  it('waits by itself for its turn in a channel, so that Slack never has to say so', async () => {
    const room = await opened({ burst: 3, limits: { channelPostBurst: 3 } });
    const answers = [];
    for (const number of ['a', 'b', 'c', 'd']) {
      const transfer = { ...card().metadata, transfer: number };
      answers.push(await room.chat.post('C0ACCOUNTING', card({ metadata: transfer })));
    }

    expect(answers.map(({ ok }) => ok)).toEqual([true, true, false, false]);
    const last = answers[3];
    const wait = last?.ok === false && last.failure.kind === 'rate_limited' ? last.failure.retryAfterMs : 0;
    expect(wait).toBeGreaterThan(1_000);
    expect(wait).toBeLessThanOrEqual(2_000);
    expect(messages(room.slack)).toHaveLength(2);
    expect(room.log.lines.filter(({ message }) => message.includes('limit'))).toEqual([]);
  });

  it('G9: twenty states of one card within a second are two changes of its message', async () => {
    const clock = turningClock();
    const called: string[] = [];
    const chat = await against(
      (request, response) => {
        called.push(request.url ?? '');
        response.setHeader('content-type', 'application/json');
        response.end('{"ok":true}');
      },
      undefined,
      clock,
    );
    const place = { platform: 'slack', channel: 'C1', message: '1.0' } as const;
    let due: number = clock.now();
    for (let state = 0; state < 20; state += 1) {
      const answer = clock.now() < due ? undefined : await chat.update(place, card());
      if (answer?.ok === false && answer.failure.kind === 'rate_limited')
        due = clock.now() + answer.failure.retryAfterMs;
      clock.advance(50);
    }
    expect((await chat.update(place, card())).ok).toBe(true);

    expect(called).toEqual(['/api/chat.update', '/api/chat.update']);
  });

  it('does not know what came of a call that Slack leaves open', async () => {
    const chat = await against(() => {}, 50);

    expect(await chat.post('C1', card())).toEqual({ ok: false, failure: { kind: 'unknown' } });
  });

  it.each([
    ['half an answer', 'application/json', '{"ok":tr'],
    ['a page of a proxy', 'text/html', '<html>Bad gateway</html>'],
    ['an answer without a place', 'application/json', '{"ok":true}'],
    ['a failure inside Slack', 'application/json', '{"ok":false,"error":"internal_error"}'],
  ])('does not know what came of a call answered with %s', async (_, type, body) => {
    const chat = await against((_request, response) => {
      response.setHeader('content-type', type);
      response.end(body);
    });

    expect(await chat.post('C1', card())).toEqual({ ok: false, failure: { kind: 'unknown' } });
  });

  it('does not know what came of a call whose answer breaks off', async () => {
    const chat = await against((_request, response) => {
      response.writeHead(200, { 'content-length': '500', 'content-type': 'application/json' });
      response.write('{"ok":true,');
      setImmediate(() => response.socket?.destroy());
    });

    expect(await chat.post('C1', card())).toEqual({ ok: false, failure: { kind: 'unknown' } });
  });

  it.each([undefined, 'soon'])('waits a while when Slack limits it and names no time (%s)', async (retryAfter) => {
    const chat = await against((_request, response) => {
      response.writeHead(429, retryAfter === undefined ? {} : { 'retry-after': retryAfter });
      response.end();
    });

    expect(await chat.post('C1', card())).toMatchObject({ ok: false, failure: { kind: 'rate_limited' } });
  });

  it('asks Slack to link nothing, mention nobody and unfurl nothing', async () => {
    const bodies: string[] = [];
    const chat = await against((request, response) => {
      request.on('data', (chunk) => bodies.push(String(chunk)));
      request.on('end', () => response.end('{"ok":true,"channel":"C1","ts":"1.2"}'));
    });

    await chat.post('C1', card());

    expect(Object.fromEntries(new URLSearchParams(bodies.join('')))).toMatchObject({
      parse: 'none',
      link_names: 'false',
      unfurl_links: 'false',
      unfurl_media: 'false',
      mrkdwn: 'false',
    });
  });
});
