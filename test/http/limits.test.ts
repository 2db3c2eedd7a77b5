import { request as httpRequest, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createApp } from '../../adapters/http/app.ts';
import { listen, type Listening } from '../../adapters/http/listening.ts';
import { httpReceiver } from '../../adapters/slack/http-receiver.ts';
import { signedHeaders } from '../slack/request-cases.ts';
import { memoryLog } from '../slack/slack-room.ts';

const secret = 'signing-secret-of-the-sandbox';
const patience = { requestTimeout: 600, headersTimeout: 300, connectionsCheckingInterval: 50 };

let listening: Listening;
let url = '';
beforeEach(async () => {
  const log = memoryLog();
  const started = await listen(
    createApp({
      log,
      notReady: async () => [],
      metrics: { contentType: 'text/plain', text: async () => '' },
      mount: (app) => void httpReceiver({ app, signingSecret: secret, log }),
    }),
    { port: 0, host: '127.0.0.1', patience },
  );
  if (!started.ok) throw new Error(started.failure.code);
  listening = started.value;
  url = `http://127.0.0.1:${listening.port}/slack/events`;
});
afterEach(() => listening.stop(0));

async function post(body: string | Buffer, headers: { readonly [name: string]: string } = {}): Promise<number> {
  const answer = await fetch(url, { method: 'POST', headers: { ...signedHeaders(body), ...headers }, body });
  await answer.text();
  return answer.status;
}

/** Speaks HTTP by hand; resolves with everything that was answered once the other side closes. */
function speak(text: string): { readonly socket: Socket; readonly answered: Promise<string> } {
  const socket = connect(listening.port, '127.0.0.1');
  let said = '';
  socket.on('data', (bytes) => (said += bytes.toString()));
  socket.on('error', () => undefined);
  socket.write(text);
  return { socket, answered: new Promise((resolve) => socket.on('close', () => resolve(said))) };
}

const megabytes = (): number => process.memoryUsage().rss / 1024 ** 2;

describe('B7: a request that is too much', () => {
  it('B7: 413 for a body above 256 KB, and at 256 KB it is read', async () => {
    const form = (size: number): string => `text=${'x'.repeat(size - 5)}`;

    expect(await post(form(256 * 1024))).toBe(200);
    expect(await post(form(256 * 1024 + 1))).toBe(413);
  });

  it('B7: 413 for a body of chunks that has no end, and the connection is cut', async () => {
    const sent = httpRequest(url, {
      method: 'POST',
      headers: { ...signedHeaders('x'), 'transfer-encoding': 'chunked' },
    });
    const closed = new Promise((resolve) => sent.on('close', resolve).on('error', () => undefined));
    const answer = new Promise<IncomingMessage>((resolve) => sent.on('response', resolve));
    const feed = setInterval(() => sent.write('x'.repeat(64 * 1024)), 1);

    expect((await answer).statusCode).toBe(413);
    await closed;
    clearInterval(feed);
  });

  it.each([
    ['something packed', { 'content-encoding': 'gzip' }],
    ['another content type', { 'content-type': 'text/xml' }],
    ['a form with files', { 'content-type': 'multipart/form-data; boundary=x' }],
  ])('B7: 415 for %s', async (_, headers) => {
    expect(await post('text=x', headers)).toBe(415);
  });

  it('B7: holds no more memory after hundreds of bombs and oversized bodies', async () => {
    const bomb = gzipSync(Buffer.alloc(20 * 1024 ** 2));
    const large = Buffer.alloc(1024 ** 2, 'x');
    const round = async (): Promise<void> => {
      const statuses = await Promise.all([
        ...Array.from({ length: 5 }, () => post(bomb, { 'content-encoding': 'gzip' })),
        ...Array.from({ length: 5 }, () => post(large)),
      ]);
      expect(new Set(statuses)).toEqual(new Set([415, 413]));
    };
    // the sender lives in this process too, and takes its memory in the first rounds
    for (let times = 0; times < 20; times += 1) await round();
    const before = megabytes();

    for (let times = 0; times < 20; times += 1) await round();

    expect(megabytes() - before).toBeLessThan(64);
  });
});

describe('B7: a client that is too slow', () => {
  it('B7: 408 when the headers do not end', async () => {
    expect(await speak('POST /slack/events HTTP/1.1\r\nHost: x\r\nX-Slow: 1').answered).toMatch(/^HTTP\/1.1 408 /);
  });

  it('B7: 408 when the body does not end', async () => {
    const headers = Object.entries(signedHeaders('x')).map(([name, value]) => `${name}: ${value}\r\n`);
    const head = `POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n${headers.join('')}\r\n`;

    expect(await speak(`${head}text=`).answered).toMatch(/^HTTP\/1.1 408 /);
  });

  it('B7: does not keep others from being served, and three hundred of them hold no memory', async () => {
    const before = megabytes();
    const slow = Array.from({ length: 300 }, () => speak('POST /slack/events HTTP/1.1\r\nHost: x\r\nX-Slow: 1'));

    const started = Date.now();
    expect(await post('text=x')).toBe(200);
    expect(Date.now() - started).toBeLessThan(1_000);

    const answers = await Promise.all(slow.map(({ answered }) => answered));
    expect(answers.every((text) => text.startsWith('HTTP/1.1 408 '))).toBe(true);
    expect(megabytes() - before).toBeLessThan(64);
  });
});

describe('what is no request at all', () => {
  it.each([
    ['B8: 400 for what is not HTTP', 'hello\r\n\r\n', '400'],
    ['B8: 400 for two lengths', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx', '400'],
    ['B7: 431 for headers without end', `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`, '431'],
  ])('%s, and the process serves on', async (_, text, status) => {
    const answer = await speak(text).answered;

    expect(answer.split(' ')[1]).toBe(status);
    expect(answer).not.toMatch(/ at |node_modules|Error:/);
    expect(await post('text=x')).toBe(200);
  });

  it.each(['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH'])(
    'is %s on the path of Slack, which changes nothing',
    async (method) => {
      const answer = await fetch(`${url}?payload=%7B%7D`, { method, headers: signedHeaders('') });

      expect(answer.status).toBe(404);
    },
  );
});
