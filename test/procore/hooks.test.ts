import { describe, expect, it } from 'vitest';
import { createCalls, type MakeCall } from '../../adapters/procore/calls.ts';
import { checkHooks, registerHooks, wantedTriggers, type HookWish } from '../../adapters/procore/hooks.ts';
import { createRateGate } from '../../adapters/procore/rate-gate.ts';
import { createTokenSource } from '../../adapters/procore/token.ts';
import { instant } from '../../src/shared/dates.ts';
import { openBench, type Bench } from './bench.ts';

const url = 'https://bot.example.com/procore/webhooks';

function callsOn({ url: apiUrl, emulator, clock: turned }: Bench): MakeCall {
  const clock = { now: () => instant(turned.now()), sleep: async () => undefined };
  const tokens = createTokenSource({ ...emulator.credentials, loginUrl: apiUrl }, clock, 2_000);
  const gate = createRateGate({ clock, longestWaitMs: 0 });
  return createCalls({ apiUrl, companyId: emulator.company.id, tokens, gate, clock, callDeadlineMs: 2_000 });
}

async function opened(): Promise<{ bench: Bench; makeCall: MakeCall; wish: HookWish }> {
  const bench = await openBench();
  const wish = {
    companyId: bench.emulator.company.id,
    project: bench.project,
    ...{ url, secret: 'long-random-12345', triggers: wantedTriggers(new Set(['subcontract'])) },
  };
  return { bench, makeCall: callsOn(bench), wish };
}

const writes = (bench: Bench): number =>
  bench.calls.filter(({ method, path }) => method !== 'GET' && path.startsWith('/rest')).length;

describe('the hooks of the bot', () => {
  it('are read and nothing is written while nobody asks for it', async () => {
    const { bench, makeCall, wish } = await opened();

    const state = await checkHooks(makeCall, wish);

    expect(state).toMatchObject({ ok: true, value: { hook: undefined, missing: wish.triggers, unknown: [] } });
    expect(writes(bench)).toBe(0);
  });

  it('are made with every trigger, and nothing is made a second time', async () => {
    const { bench, makeCall, wish } = await opened();

    await registerHooks(makeCall, wish);
    const made = writes(bench);
    const state = await checkHooks(makeCall, wish);
    await registerHooks(makeCall, wish);

    expect(state).toMatchObject({ ok: true, value: { carriesSecret: true, missing: [] } });
    expect([made, writes(bench)]).toEqual([7, 7]);
  });

  it('get what was missing of them, and the secret that took the place of another', async () => {
    const { bench, makeCall, wish } = await opened();
    const [first] = wish.triggers;
    await registerHooks(makeCall, { ...wish, triggers: first === undefined ? [] : [first] });
    const renewed = { ...wish, secret: 'long-random-67890' };

    const before = await checkHooks(makeCall, renewed);
    await registerHooks(makeCall, renewed);
    const after = await checkHooks(makeCall, renewed);

    expect(before).toMatchObject({ ok: true, value: { carriesSecret: false } });
    expect(before.ok && before.value.missing.length).toBe(wish.triggers.length - 1);
    expect(after).toMatchObject({ ok: true, value: { carriesSecret: true, missing: [] } });
    expect(bench.calls.some(({ answer }) => answer.includes('long-random'))).toBe(false);
  });

  it('leave out what Procore has no name for', async () => {
    const { makeCall, wish } = await opened();
    const triggers = [...wish.triggers, { resource: 'Requisitions', event: 'create' as const }];

    const state = await registerHooks(makeCall, { ...wish, triggers });

    expect(state).toMatchObject({ ok: true, value: { unknown: [{ resource: 'Requisitions' }] } });
  });

  it('say that the app is not connected to that company', async () => {
    const { makeCall, wish } = await opened();

    expect(await checkHooks(makeCall, { ...wish, companyId: '4242' })).toEqual({
      ok: false,
      failure: { kind: 'not_permitted' },
    });
  });
});
