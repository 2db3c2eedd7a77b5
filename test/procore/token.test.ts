import { describe, expect, it } from 'vitest';
import { openBench } from './bench.ts';
import { scriptedProcore } from './scripted-procore.ts';

describe('the access token', () => {
  it('is asked for once by calls at the same moment', async () => {
    const bench = await openBench();

    const read = await Promise.all(Array.from({ length: 8 }, () => bench.procore.projects()));

    expect(read.every(({ ok }) => ok)).toBe(true);
    expect(bench.calls.filter(({ path }) => path === '/oauth/token').length).toBe(1);
  });

  it('is renewed before it ends', async () => {
    const bench = await openBench();
    await bench.procore.projects();

    bench.clock.advance(5_350_000);
    const read = await bench.procore.projects();

    expect(read.ok).toBe(true);
    expect(bench.calls.map(({ status }) => status)).not.toContain(401);
    expect(bench.calls.filter(({ path }) => path === '/oauth/token').length).toBe(2);
  });

  it('F14: is renewed once when Procore refuses it mid-run, by calls that race for it too', async () => {
    const bench = await openBench();
    await bench.procore.projects();
    const body = JSON.stringify({ token: tokenIn(bench.calls[0]?.answer), client_id: 'x', client_secret: 'x' });
    await fetch(`${bench.url}/oauth/revoke`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });

    const read = await Promise.all([1, 2, 3].map(() => bench.procore.projects()));

    expect(read.every(({ ok }) => ok)).toBe(true);
    expect(bench.calls.filter(({ status }) => status === 401).length).toBe(3);
    expect(bench.calls.filter(({ path }) => path === '/oauth/token').length).toBe(2);
  });

  it('F14: is called denied when a new one is refused as well', async () => {
    const refused = { status: 401, body: '{"error":"The access token is invalid"}' };
    const { procore, asked, tokensGiven } = await scriptedProcore([refused, refused, {}]);

    const read = await procore.projects();

    expect(read).toEqual({ ok: false, failure: { kind: 'denied' } });
    expect(asked.map(({ authorization }) => authorization)).toEqual(['Bearer token-1', 'Bearer token-2']);
    expect(tokensGiven()).toBe(2);
  });

  it('is called denied when the credentials are refused, and asked for again the next time', async () => {
    const bench = await openBench();
    bench.faults.arm([{ at: 'procore.token', fault: 'refuse' }]);

    expect(await bench.procore.projects()).toEqual({ ok: false, failure: { kind: 'denied' } });
    expect(await bench.procore.projects()).toMatchObject({ ok: true });
  });

  it('is unavailable, not denied, while the login server has trouble', async () => {
    const token = (): object => ({ status: 503, headers: { 'retry-after': '7' }, body: 'Service Unavailable' });
    const { procore } = await scriptedProcore([], { token });

    expect(await procore.projects()).toEqual({ ok: false, failure: { kind: 'unavailable', retryAfterMs: 7_000 } });
  });

  it('is unreadable when its answer has no token', async () => {
    const { procore } = await scriptedProcore([], { token: () => ({ body: '{"access_token":""}' }) });

    expect(await procore.projects()).toEqual({ ok: false, failure: { kind: 'unreadable', field: 'oauth/token' } });
  });
});

function tokenIn(answer: string | undefined): string {
  return (JSON.parse(answer ?? '{}') as { access_token: string }).access_token;
}
