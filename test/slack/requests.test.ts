import { createHmac } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formBody, payloadBody } from '../../adapters/sandbox/slack/deliveries.ts';
import { command, nested, signature, signedHeaders } from './request-cases.ts';
import { openRoom, type Room } from './slack-room.ts';

let room: Room;
beforeEach(async () => {
  room = await openRoom();
});
afterEach(() => room.close());

const body = formBody(command);
const seconds = (): number => Math.floor(Date.now() / 1000);
/** What was logged of requests that were not taken, and is counted from there. */
const refusals = (): readonly unknown[] =>
  room.log.lines
    .filter(({ message }) => /^slack\.request\.(refused|ignored)$/.test(message))
    .map(({ fields }) => fields?.['reason']);

describe('B1: a signature that is missing, forged, truncated or of another version', () => {
  it.each([
    ['is missing', { 'x-slack-signature': undefined }],
    ['is forged', { 'x-slack-signature': `v0=${'0'.repeat(64)}` }],
    ['is truncated', { 'x-slack-signature': 'v0=abc' }],
    ['is empty', { 'x-slack-signature': '' }],
    ['is not hexadecimal', { 'x-slack-signature': `v0=${'g'.repeat(64)}` }],
  ])('B1: 401 when it %s: nothing runs, it is counted, and one line is logged without the body', async (_, headers) => {
    const { status, body: answer } = await room.slack.deliverRaw({ body, headers });

    expect({ status, answer }).toEqual({ status: 401, answer: '' });
    expect(room.conversation.typed).toEqual([]);
    expect(refusals()).toEqual(['signature']);
    expect(JSON.stringify(room.log.lines)).not.toContain('C0ACCOUNTING');
  });

  it('B1: 401 with a version that Slack does not use, even when it holds', async () => {
    const timestamp = seconds();
    const headers = { 'x-slack-signature': signature(body, timestamp, 'v1') };

    expect(await room.slack.deliverRaw({ body, timestamp, headers })).toMatchObject({ status: 401 });
  });

  it('B1: 401 when the body was changed on the way', async () => {
    const timestamp = seconds();
    const headers = { 'x-slack-signature': signature(body, timestamp) };

    expect(await room.slack.deliverRaw({ body: `${body}x`, timestamp, headers })).toMatchObject({ status: 401 });
    expect(refusals()).toEqual(['signature']);
  });

  it('B1: 401 with another secret', async () => {
    const timestamp = seconds();
    const digest = createHmac('sha256', 'another secret').update(`v0:${timestamp}:${body}`).digest('hex');
    const headers = { 'x-slack-signature': `v0=${digest}` };

    expect(await room.slack.deliverRaw({ body, timestamp, headers })).toMatchObject({ status: 401 });
  });
});

describe('B2: a timestamp that is not of this moment', () => {
  it.each([-3_600, -320, 320, 3_600])('B2: 401 when it is %i seconds away from now', async (away) => {
    expect(await room.slack.deliverRaw({ body, timestamp: seconds() + away })).toMatchObject({ status: 401 });
    expect(room.conversation.typed).toEqual([]);
    expect(refusals()).toEqual(['time']);
  });

  it.each([-240, 240])('is served when it is %i seconds away from now', async (away) => {
    expect(await room.slack.deliverRaw({ body, timestamp: seconds() + away })).toMatchObject({ status: 200 });
    expect(room.conversation.typed).toHaveLength(1);
  });

  it.each(['abc', '', '1e9', '-5', '0x10', ' 12', '1700000000.5', '٣'])('B2: 401 when it is %j', async (text) => {
    const digest = createHmac('sha256', 'signing-secret-of-the-sandbox').update(`v0:${text}:${body}`).digest('hex');
    const headers = {
      'x-slack-request-timestamp': encodeURI(text),
      'x-slack-signature': `v0=${digest}`,
    };

    expect(await room.slack.deliverRaw({ body, headers })).toMatchObject({ status: 401 });
  });

  it.each(['x-slack-signature', 'x-slack-request-timestamp'])('B2: 401 when %s is sent twice', async (twice) => {
    const headers = signedHeaders(body);

    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sent = httpRequest(
        `${room.botUrl}/slack/events`,
        { method: 'POST', headers: { ...headers, [twice]: [headers[twice] ?? '', headers[twice] ?? ''] } },
        (response) => resolve(response.resume().statusCode),
      );
      sent.on('error', reject).end(body);
    });

    expect(status).toBe(401);
    expect(room.conversation.typed).toEqual([]);
  });
});

describe('B8: a body that is not what it says', () => {
  it.each([
    ['an empty body', ''],
    ['a form that names nothing', '&&'],
    ['broken percent signs', 'text=%zz'],
    ['a name that stands twice', `${body}&team_id=T0OTHER`],
    ['two payloads', `${payloadBody({ type: 'x' })}&payload=%7B%7D`],
    ['a name that reaches for a prototype', `${body}&__proto__=polluted`],
    ['a payload that is not JSON', 'payload=hunter2{'],
    ['a payload that is a list', 'payload=[]'],
    ['a payload that is null', 'payload=null'],
    ['a payload 10,000 deep', `payload=${encodeURIComponent(nested(10_000))}`],
    ['a payload with a name twice', `payload=${encodeURIComponent('{"type":"block_actions","type":"x"}')}`],
    ['a payload with __proto__', `payload=${encodeURIComponent('{"a":{"__proto__":{"polluted":true}}}')}`],
    [
      'a payload with an escaped __proto__',
      `payload=${encodeURIComponent('{"a":{"__pr\\u006fto__":{"polluted":1}}}')}`,
    ],
    ['a press by nobody', payloadBody({ type: 'block_actions', actions: [{}] })],
  ])('B8: 400 at once for %s, and the process serves on', async (_, broken) => {
    const { status, ms } = await room.slack.deliverRaw({ body: broken });

    expect({ status, fast: ms < 1_000 }).toEqual({ status: 400, fast: true });
    expect(JSON.stringify(room.log.lines)).not.toContain('hunter2');
    expect(({} as { readonly polluted?: unknown }).polluted).toBeUndefined();
    expect(await room.slack.deliverRaw({ body })).toMatchObject({ status: 200 });
    expect(room.conversation.typed).toHaveLength(1);
  });

  it.each([
    ['malformed JSON', '{"type":'],
    ['JSON 10,000 deep', nested(10_000)],
    ['text that is not UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
  ])('B8: 400 for %s in an event', async (_, broken) => {
    const sent = await fetch(`${room.botUrl}/slack/events`, {
      method: 'POST',
      headers: { ...signedHeaders(broken), 'content-type': 'application/json' },
      body: broken,
    });

    expect(sent.status).toBe(400);
  });
});

describe('the checks Slack makes', () => {
  it('answers the look at the certificate, which nobody signs, and does nothing', async () => {
    const headers = { 'x-slack-signature': undefined, 'x-slack-request-timestamp': undefined };

    const sent = await room.slack.deliverRaw({ body: 'ssl_check=1&token=x', headers });

    expect(sent).toMatchObject({ status: 200, body: '' });
    expect(refusals()).toEqual(['certificate_check']);
  });

  it.each(['ssl_check=2', `ssl_check=1&text=${'x'.repeat(2_000)}`, 'ssl_check=1&ssl_check=1', body])(
    'takes nothing else unsigned: %.20s',
    async (unsigned) => {
      const headers = { 'x-slack-signature': undefined, 'x-slack-request-timestamp': undefined };

      expect(await room.slack.deliverRaw({ body: unsigned, headers })).toMatchObject({ status: 401 });
      expect(room.conversation.typed).toEqual([]);
    },
  );

  it('answers the challenge when it is signed, and only then', async () => {
    const challenge = JSON.stringify({ type: 'url_verification', challenge: 'c-1' });
    const post = (headers: { readonly [name: string]: string }) =>
      fetch(`${room.botUrl}/slack/events`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: challenge,
      });

    expect((await post({})).status).toBe(401);
    expect(await (await post(signedHeaders(challenge))).json()).toEqual({ challenge: 'c-1' });
  });
});
