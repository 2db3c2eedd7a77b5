import { request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { listen } from '../../adapters/http/listening.ts';
import { message } from './activities.ts';
import { openTeamsRoom, type TeamsRoom } from './adapter-room.ts';

let room: TeamsRoom;
beforeAll(async () => {
  room = await openTeamsRoom();
});
afterEach(async () => {
  await room.settle();
  room.reset();
});
afterAll(() => room.close());

const json = 'application/json';

async function post(body: string | Buffer, headers: { readonly [name: string]: string } = {}) {
  const answer = await fetch(`${room.botUrl}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': json, ...headers },
    body,
  });
  return { status: answer.status, text: await answer.text() };
}

/** An activity with something written into its text that JSON.stringify would never write. */
const written = (more: string): string =>
  JSON.stringify({ ...message('queue'), serviceUrl: room.connector.url }).replace(/^\{/, `{${more},`);

describe('a body that is no activity', () => {
  it.each<[string, () => string]>([
    ['nothing', () => ''],
    ['an empty object', () => '{}'],
    ['a list', () => '[]'],
    ['a text', () => '"message"'],
    ['nothing at all', () => 'null'],
    ['half of an object', () => '{"type":"message"'],
    ['an activity without a sender', () => JSON.stringify({ type: 'message', serviceUrl: room.connector.url })],
    ['a sender that is a text', () => JSON.stringify({ ...message('x'), serviceUrl: room.connector.url, from: 'me' })],
    ['ten thousand brackets', () => `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
    ['ten thousand brackets inside', () => written(`"x":${'['.repeat(10_000)}${']'.repeat(10_000)}`)],
    ['two types', () => written('"type":"invoke"')],
    ['a reach for the prototype', () => written('"__proto__":{"type":"invoke"}')],
  ])('B8: %s is answered 400 without a stack, and the process goes on', async (_name, body) => {
    const refused = await post(body());

    expect(refused).toEqual({ status: 400, text: '' });
    expect(room.conversation.typed).toEqual([]);
    expect(({} as { type?: string }).type).toBeUndefined();
    expect((await room.deliver(message('queue'))).status).toBe(200);
  });

  it('B8: bytes that are no text are answered 400', async () => {
    expect((await post(Buffer.from([0x7b, 0xff, 0xfe, 0x7d]))).status).toBe(400);
  });
});

describe('a request that is too much', () => {
  it('B7: is answered 413 above 256 KB, and read below', async () => {
    const padded = (size: number): string => {
      const body = written('"pad":""');
      return body.replace('"pad":""', `"pad":"${'x'.repeat(size - body.length)}"`);
    };

    expect((await post(padded(256 * 1024))).status).toBe(200);
    expect((await post(padded(256 * 1024 + 1))).status).toBe(413);
  });

  it('B7: is answered 415 when it is packed or of another type', async () => {
    const packed = gzipSync(written('"x":1'));

    expect((await post(packed, { 'content-encoding': 'gzip' })).status).toBe(415);
    expect((await post('text=queue', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415);
  });

  it('B7: in chunks without an end is answered 413, and the connection is cut', async () => {
    const sent = httpRequest(`${room.botUrl}/api/messages`, { method: 'POST', headers: { 'content-type': json } });
    sent.on('error', () => undefined);
    const answered = new Promise<number>((resolve) => {
      sent.on('response', ({ statusCode = 0 }: IncomingMessage) => resolve(statusCode));
    });
    const closed = new Promise((resolve) => sent.on('close', resolve));
    const more = (): void => {
      if (!sent.destroyed) sent.write('x'.repeat(64 * 1024), () => setImmediate(more));
    };
    more();

    expect(await answered).toBe(413);
    await closed;
  });

  it('B7: that takes too long is answered 408 and cut', async () => {
    const patience = { requestTimeout: 300, headersTimeout: 200, connectionsCheckingInterval: 50 };
    const listening = await listen(room.app, { port: 0, host: '127.0.0.1', patience });
    if (!listening.ok) throw new Error(listening.failure.code);
    const socket = connect(listening.value.port, '127.0.0.1');
    let said = '';
    socket.on('data', (bytes) => (said += bytes.toString()));
    socket.write(
      `POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: ${json}\r\nContent-Length: 900\r\n\r\n{"type"`,
    );
    await new Promise((resolve) => socket.on('close', resolve));
    await listening.value.stop(0);

    expect(said).toMatch(/^HTTP\/1.1 408/);
  });
});
