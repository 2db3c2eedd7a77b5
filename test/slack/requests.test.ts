import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formBody } from '../../adapters/sandbox/slack/deliveries.ts';
import { openRoom, type Room } from './slack-room.ts';

let room: Room;
beforeEach(async () => {
  room = await openRoom();
});
afterEach(() => room.close());

const command = {
  api_app_id: 'A0COUNTERSIGN',
  team_id: 'T0SANDBOX',
  user_id: 'U0CLERK',
  channel_id: 'C0ACCOUNTING',
  command: '/sage',
  text: 'status',
};
const body = formBody(command);
const seconds = (): number => Math.floor(Date.now() / 1000);

describe('a request to the Slack route', () => {
  it('is served when it is signed', async () => {
    expect(await room.slack.deliverRaw({ body })).toMatchObject({ status: 200 });
    expect(room.conversation.typed).toHaveLength(1);
  });

  it.each([
    ['without a signature', { 'x-slack-signature': undefined }],
    ['without a timestamp', { 'x-slack-request-timestamp': undefined }],
    ['with a timestamp that is no number', { 'x-slack-request-timestamp': 'abc' }],
    ['with a forged signature', { 'x-slack-signature': `v0=${'0'.repeat(64)}` }],
    ['with a truncated signature', { 'x-slack-signature': 'v0=abc' }],
    ['with two signatures', { 'x-slack-signature': `v0=${'0'.repeat(64)}, v0=${'0'.repeat(64)}` }],
  ])('is refused %s', async (_, headers) => {
    const { status, body: answer } = await room.slack.deliverRaw({ body, headers });

    expect({ status, answer }).toEqual({ status: 401, answer: '' });
    expect(room.conversation.typed).toEqual([]);
    expect(JSON.stringify(room.log.lines.filter(({ level }) => level !== 'info'))).not.toContain('C0ACCOUNTING');
  });

  it('is refused with a signature of another version, even when that one holds', async () => {
    const timestamp = seconds();
    const digest = createHmac('sha256', 'signing-secret-of-the-sandbox')
      .update(`v1:${timestamp}:${body}`)
      .digest('hex');

    const { status } = await room.slack.deliverRaw({
      body,
      timestamp,
      headers: { 'x-slack-signature': `v1=${digest}` },
    });

    expect(status).toBe(401);
  });

  it('is refused when its body was changed on the way', async () => {
    const timestamp = seconds();
    const digest = createHmac('sha256', 'signing-secret-of-the-sandbox')
      .update(`v0:${timestamp}:${body}`)
      .digest('hex');
    const headers = { 'x-slack-signature': `v0=${digest}` };

    expect(await room.slack.deliverRaw({ body: `${body}x`, timestamp, headers })).toMatchObject({ status: 401 });
  });

  it.each([-3_600, -320, 320, 3_600])('is refused when it is %i seconds away from now', async (away) => {
    expect(await room.slack.deliverRaw({ body, timestamp: seconds() + away })).toMatchObject({ status: 401 });
    expect(room.conversation.typed).toEqual([]);
  });

  it.each([-240, 240])('is served when it is %i seconds away from now', async (away) => {
    expect(await room.slack.deliverRaw({ body, timestamp: seconds() + away })).toMatchObject({ status: 200 });
  });

  it('is refused when it is larger than any honest one', async () => {
    const large = formBody({ ...command, text: 'x'.repeat(300_000) });

    expect(await room.slack.deliverRaw({ body: large })).toMatchObject({ status: 413 });
  });

  it('is refused when it cannot be read, and its text is not logged', async () => {
    const { status } = await room.slack.deliverRaw({ body: 'payload=hunter2{' });

    expect(status).toBe(400);
    expect(JSON.stringify(room.log.lines)).not.toContain('hunter2');
  });

  it('cannot reach into prototypes', async () => {
    await room.slack.deliverRaw({ body: `${body}&__proto__=polluted&constructor=polluted` });

    expect(({} as { readonly polluted?: unknown }).polluted).toBeUndefined();
    expect(room.conversation.typed).toHaveLength(1);
  });
});
