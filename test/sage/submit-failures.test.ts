import { createServer as createTcpServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { operation, sageAt } from './sage-bench.ts';
import { refuses, says, scriptedBridge } from './scripted-bridge.ts';

const clock = { now: Date.now };
const problem = (code: string, message = 'no') => ({ code, field: 'number', message });

describe('a submit that is not taken', () => {
  it.each([
    ['409 for another fingerprint', refuses(409, 'other_fingerprint'), { kind: 'key_conflict' }],
    ['409 for a barred attempt', refuses(409, 'barred'), { kind: 'key_conflict' }],
    ['409 for a replayed request id', refuses(409, 'replayed_id'), { kind: 'contract_break' }],
    [
      '422 with a field',
      refuses(422, 'refused', [problem('14050')]),
      { kind: 'needs_fix', problems: [{ code: '14050', field: 'number' }] },
    ],
    [
      '422 for a business rule',
      refuses(422, 'refused', [problem('14201', 'Failed Coded Constraint: no')]),
      { kind: 'needs_fix' },
    ],
    ['422 for a duplicate key', refuses(422, 'refused', [problem('12000')]), { kind: 'duplicate' }],
    [
      '422 for a number that exists',
      refuses(422, 'refused', [problem('14201', 'Number already exists')]),
      { kind: 'duplicate' },
    ],
    [
      '422 without problems',
      refuses(422, 'refused'),
      { kind: 'needs_fix', problems: [{ code: 'refused', message: 'because' }] },
    ],
    ['429', refuses(429, 'too_many'), { kind: 'busy', retryAfterMs: undefined }],
    ['503 busy', refuses(503, 'busy', undefined, { 'retry-after': '7' }), { kind: 'busy', retryAfterMs: 7_000 }],
    ['503 Sage offline', refuses(503, 'sage_offline'), { kind: 'unreachable' }],
    ['401', refuses(401, 'bad_signature'), { kind: 'denied', reason: 'bad_signature: because' }],
    ['403', refuses(403, 'wrong_company'), { kind: 'denied' }],
    [
      '400',
      refuses(400, 'fingerprint_mismatch'),
      { kind: 'contract_break', detail: 'POST /operations: fingerprint_mismatch' },
    ],
  ])('is sorted by the bridge’s own words: %s', async (_, answer, failure) => {
    const { sage, calls } = await scriptedBridge(answer);

    expect(await sage.submit(operation())).toMatchObject({ ok: false, failure });
    expect(calls).toHaveLength(1);
  });

  it.each([
    ['202 of another key', says(202, { operationKey: 'other', attempt: 1 })],
    ['202 of another shape', says(202, { taken: true })],
    ['202 cut short', says(202, '{"operationKey": "key-1", "att')],
    ['200 with a web page', says(200, '<html>sign in</html>')],
    ['204', says(204, '')],
    ['302', says(302, '', { location: '/login' })],
    ['401 in words that are not the bridge’s', says(401, '<html>')],
    ['500', refuses(500, 'internal')],
    ['502 of a proxy', says(502, '<html>')],
    ['503 of a proxy', says(503, 'upstream timed out', { 'retry-after': '1' })],
    ['504 of a proxy', says(504, '')],
  ])('is an unknown outcome when nobody can tell: %s', async (_, answer) => {
    const { sage, calls } = await scriptedBridge(answer);

    expect(await sage.submit(operation())).toEqual({ ok: false, failure: { kind: 'unknown_outcome' } });
    expect(calls).toHaveLength(1);
  });

  it('is an unknown outcome after one single POST when no answer comes in time', async () => {
    const { sage, calls } = await scriptedBridge(() => undefined, 150);

    expect(await sage.submit(operation())).toEqual({ ok: false, failure: { kind: 'unknown_outcome' } });
    expect(calls).toEqual(['POST /v1/companies/Sandbox/operations']);
  });

  it('is an unknown outcome after one single POST when the connection is cut', async () => {
    const { sage, calls } = await scriptedBridge((response) => response.socket?.destroy());

    expect(await sage.submit(operation())).toEqual({ ok: false, failure: { kind: 'unknown_outcome' } });
    expect(calls).toHaveLength(1);
  });

  it('is unreachable when the connection is refused', async () => {
    const port = await freePort();
    const sage = sageAt(`http://127.0.0.1:${port}`, clock);

    expect(await sage.submit(operation())).toMatchObject({ failure: { kind: 'unreachable' } });
  });

  it('is unreachable when the host has no address', async () => {
    const sage = sageAt('http://bridge.invalid', clock);

    expect(await sage.submit(operation())).toMatchObject({ failure: { kind: 'unreachable' } });
  });

  it('is unreachable when TLS is not agreed', async () => {
    const { url, calls } = await scriptedBridge(says(202, {}));
    const sage = sageAt(url.replace('http:', 'https:'), clock);

    expect(await sage.submit(operation())).toMatchObject({ failure: { kind: 'unreachable' } });
    expect(calls).toEqual([]);
  });

  it('is unreachable when TLS is never agreed in time', async () => {
    const silent = createTcpServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as { port: number };
    const sage = sageAt(`https://127.0.0.1:${port}`, clock, { callDeadlineMs: 150 });

    expect(await sage.submit(operation())).toMatchObject({ failure: { kind: 'unreachable' } });
    silent.close();
  });
});

async function freePort(): Promise<number> {
  const server = createTcpServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
