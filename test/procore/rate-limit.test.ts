import { describe, expect, it } from 'vitest';
import { createRateGate, type RateGate, type RateMemory } from '../../adapters/procore/rate-gate.ts';
import { instant, type Instant } from '../../src/shared/dates.ts';
import { fail, ok } from '../../src/shared/result.ts';
import { openBench } from './bench.ts';
import { scriptedProcore, startOfTest } from './scripted-procore.ts';

const resetIn = (seconds: number): string => String(startOfTest / 1000 + seconds);
const usedUp = (seconds: number): Record<string, string> => ({
  'x-rate-limit-limit': '25',
  'x-rate-limit-remaining': '0',
  'x-rate-limit-reset': resetIn(seconds),
});

describe('the rate limit of Procore', () => {
  it('is waited for before the next call when it is near', async () => {
    const { procore, asked } = await scriptedProcore([{ headers: usedUp(9) }, {}]);

    await procore.projects();
    await procore.projects();

    expect(asked.map(({ at }) => at - startOfTest)).toEqual([0, 9_000]);
  });

  it('is answered as unavailable when it is far, and no call leaves before it', async () => {
    const { procore, asked, time } = await scriptedProcore([{ headers: usedUp(1_800) }, {}]);
    await procore.projects();

    const early = await procore.projects();
    time.now += 1_800_000;
    const late = await procore.projects();

    expect(early).toEqual({ ok: false, failure: { kind: 'unavailable', retryAfterMs: 1_800_000 } });
    expect(late.ok).toBe(true);
    expect(asked.length).toBe(2);
  });

  it.each([
    [{ 'retry-after': '30' }, 30_000],
    [{ 'x-rate-limit-reset': resetIn(45) }, 45_000],
    [{ 'retry-after': '30', 'x-rate-limit-reset': resetIn(45) }, 45_000],
    [{ 'retry-after': '60', 'x-rate-limit-reset': resetIn(45) }, 60_000],
    [{ 'retry-after': 'Mon, 02 Mar 2026 08:00:20 GMT' }, 20_000],
    [{ 'x-rate-limit-reset': resetIn(999_999) }, 3_600_000],
    [{}, undefined],
  ])('is told after a 429 with %j as the later of what its headers say', async (headers, retryAfterMs) => {
    const { procore } = await scriptedProcore([{ status: 429, headers: headers }]);

    expect(await procore.projects()).toEqual({ ok: false, failure: { kind: 'unavailable', retryAfterMs } });
  });

  it('is not what a 503 waits for while calls remain', async () => {
    const headers = { 'x-rate-limit-remaining': '30', 'x-rate-limit-reset': resetIn(3_000), 'retry-after': '5' };
    const { procore } = await scriptedProcore([{ status: 503, headers }]);

    expect(await procore.projects()).toEqual({ ok: false, failure: { kind: 'unavailable', retryAfterMs: 5_000 } });
  });

  it('holds back other calls too after a 503 with Retry-After', async () => {
    const { procore, asked } = await scriptedProcore([{ status: 503, headers: { 'retry-after': '120' } }, {}]);
    await procore.projects();

    const next = await procore.projects();

    expect(next).toEqual({ ok: false, failure: { kind: 'unavailable', retryAfterMs: 120_000 } });
    expect(asked.length).toBe(1);
  });

  it('F15: is never overrun on the emulator, however many calls there are', async () => {
    const bench = await openBench({ limits: { perHour: 600, perTenSeconds: 5 } });

    for (let n = 0; n < 17; n += 1) expect(await bench.procore.project(bench.project)).toMatchObject({ ok: true });

    expect(bench.calls.map(({ status }) => status)).not.toContain(429);
    expect(bench.slept.length).toBeGreaterThan(2);
  });
});

describe('the gate', () => {
  const now = instant(startOfTest);
  const report = (remaining: string, seconds: number, limit = '25'): Record<string, string> => ({
    'x-rate-limit-limit': limit,
    'x-rate-limit-remaining': remaining,
    'x-rate-limit-reset': resetIn(seconds),
  });
  const openGate = (longestWaitMs = 0): RateGate =>
    createRateGate({ clock: { now: () => now, sleep: async () => undefined }, longestWaitMs });

  it('counts calls under way against what was reported', async () => {
    const gate = openGate();
    await gate.pass('now');
    gate.arrive(report('2', 10));

    const passed = [await gate.pass('now'), await gate.pass('now'), await gate.pass('now')];

    expect(passed).toEqual([ok(), ok(), fail({ kind: 'unavailable', retryAfterMs: 10_000 })]);
  });

  it('does not believe an older answer that arrives after a newer one', async () => {
    const gate = openGate();
    await gate.pass('now');
    gate.arrive(report('3', 10));
    await gate.pass('now');
    await gate.pass('now');
    gate.arrive(report('1', 10));
    gate.arrive(report('2', 10));

    expect([await gate.pass('now'), (await gate.pass('now')).ok]).toEqual([
      fail({ kind: 'unavailable', retryAfterMs: 10_000 }),
      false,
    ]);
  });

  it('ignores headers it cannot read', async () => {
    const gate = openGate();
    await gate.pass('now');
    gate.arrive({ 'x-rate-limit-remaining': '-1', 'x-rate-limit-reset': 'soon' });

    expect(await gate.pass('now')).toEqual(ok());
  });

  it('lets one call ask while nobody knows what is left, and the urgent one goes next', async () => {
    const gate = openGate();
    const left: string[] = [];
    await gate.pass('later');
    const poll = gate.pass('later').then(() => left.push('poll'));
    const write = gate.pass('now').then(() => left.push('write'));
    await Promise.resolve();
    expect(left).toEqual([]);

    gate.arrive(report('1', 10, '5'));
    await write;

    expect(left).toEqual(['write']);
    void poll;
  });

  it('leaves the last tenth of a window to what a person waits for', async () => {
    const gate = openGate();
    await gate.pass('now');
    gate.arrive(report('2', 10, '25'));

    expect([(await gate.pass('later')).ok, (await gate.pass('now')).ok]).toEqual([false, true]);
  });

  it('F15: a limit that is used up holds after a restart too, and no call leaves before it', async () => {
    const kept: { until?: number } = {};
    const rateMemory: RateMemory = {
      load: async () => kept.until as Instant | undefined,
      save: async (until) => void (kept.until = until),
    };
    const before = await scriptedProcore([{ headers: usedUp(1_800) }], { rateMemory });
    await before.procore.projects();
    const after = await scriptedProcore([{}], { rateMemory });

    const early = await after.procore.projects();
    after.time.now += 1_800_000;
    const late = await after.procore.projects();

    expect(early).toEqual(fail({ kind: 'unavailable', retryAfterMs: 1_800_000 }));
    expect([late.ok, after.asked.length]).toEqual([true, 1]);
  });
});
