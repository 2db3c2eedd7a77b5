import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { got, RequestError } from 'got';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { longText, received, textOf } from '../../adapters/system/received.ts';

const long = 'é'.repeat(longText);
const server = createServer((request, response) => {
  if (request.url === '/cut') {
    response.writeHead(200, { 'content-length': '100' });
    response.write('half of it', () => response.destroy());
  } else response.writeHead(request.url === '/short' ? 404 : 200).end(request.url === '/short' ? '"é"' : long);
});
let url = '';
beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

const asked = (path: string) => received(got.stream(`${url}${path}`, { throwHttpErrors: false, retry: { limit: 0 } }));

it('is the whole answer, whatever its status', async () => {
  const short = await asked('/short');

  expect([short.status, textOf(short.bytes), short.bytes.length]).toEqual([404, '"é"', 4]);
  expect(textOf((await asked('/long')).bytes)).toBe(long);
});

it('keeps what is long where a thread can read it without a copy', async () => {
  const { parts, length } = (await asked('/long')).bytes;

  const copied = parts.filter(({ buffer }) => !(buffer instanceof SharedArrayBuffer));
  expect(length).toBe(2 * longText);
  expect(copied.reduce((total, part) => total + part.length, 0)).toBeLessThanOrEqual(longText);
});

it('rejects as got does where the answer is cut off', async () => {
  await expect(asked('/cut')).rejects.toBeInstanceOf(RequestError);
});
