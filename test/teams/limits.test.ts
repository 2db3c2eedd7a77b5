import { describe, expect, it } from 'vitest';
import { connectorFailure } from '../../adapters/teams/connector-failure.ts';
import type { ConnectorFault } from '../../adapters/teams/connector.ts';
import { createPatience } from '../../adapters/teams/patience.ts';
import { createSendBudget } from '../../adapters/teams/send-limits.ts';
import { turningClock } from '../fakes/turning-clock.ts';

describe('what goes to one conversation', () => {
  it.each([
    ['new cards', ['send']],
    ['new cards, answers and changes at once', ['send', 'reply', 'change']],
  ] as const)('stays within every limit that Microsoft publishes, whoever asks how often: %s', (_name, methods) => {
    const clock = turningClock();
    const budget = createSendBudget(clock);
    clock.advance(3_600_000);
    const made: number[] = [];
    const waiting = methods.map((method) => ({ method, next: 0 }));
    while (made.length < 2_500) {
      const waits = waiting.map((lane) => {
        const id = `${lane.method} ${lane.next}`;
        const wait = budget.take({ method: lane.method, conversation: '19:a', message: id, id });
        if (wait > 0) return wait;
        made.push(clock.now());
        lane.next += 1;
        return 0;
      });
      clock.advance(Math.min(...waits));
    }
    const most = (windowMs: number): number =>
      Math.max(...made.map((from) => made.filter((at) => at >= from && at < from + windowMs).length));

    expect(most(1_000)).toBeLessThanOrEqual(7);
    expect(most(2_000)).toBeLessThanOrEqual(8);
    expect(most(30_000)).toBeLessThanOrEqual(60);
    expect(most(3_600_000)).toBeLessThanOrEqual(1_800);
    for (const { next } of waiting) expect(next).toBeGreaterThan(500);
  });

  it('does not wait for what goes to another, and fifty a second to all of them are never passed', () => {
    const clock = turningClock();
    const budget = createSendBudget(clock);
    clock.advance(60_000);

    const made = Array.from({ length: 100 }, (_, n) =>
      budget.take({ method: 'send', conversation: `19:${n}`, id: `19:${n} x` }),
    ).filter((wait) => wait < 1_000);

    expect(made.length).toBeGreaterThan(20);
    expect(made.length).toBeLessThanOrEqual(50);
  });

  it('draws one message once a second at most', () => {
    const clock = turningClock();
    const budget = createSendBudget(clock);
    const change = { method: 'change', conversation: '19:a', message: '1', id: '19:a 1' } as const;

    expect(budget.take(change)).toBe(0);
    expect(budget.take(change)).toBe(1_000);
  });
});

describe('what a failure of Teams means', () => {
  const answered = (status: number, code = 'Code', retryAfterMs?: number): ConnectorFault => ({
    ...{ kind: 'answered', status, code, retryAfterMs },
  });
  it.each([
    [answered(429, 'Throttled', 3_000), 'create', { kind: 'rate_limited', retryAfterMs: 3_000 }],
    [answered(412), 'create', { kind: 'rate_limited', retryAfterMs: 7 }],
    [answered(502), 'change', { kind: 'rate_limited', retryAfterMs: 7 }],
    [answered(504), 'change', { kind: 'rate_limited', retryAfterMs: 7 }],
    [answered(502), 'create', { kind: 'unknown' }],
    [answered(500), 'change', { kind: 'unknown' }],
    [{ kind: 'lost' }, 'change', { kind: 'unknown' }],
    [{ kind: 'not_sent', reason: 'no_token' }, 'create', { kind: 'rate_limited', retryAfterMs: 7 }],
    [answered(403, 'BotNotInConversationRoster'), 'change', { kind: 'gone', what: 'channel' }],
    [answered(404, 'ConversationNotFound'), 'change', { kind: 'gone', what: 'channel' }],
    [answered(404, 'ActivityNotFoundInConversation'), 'change', { kind: 'gone', what: 'message' }],
    [answered(413, 'MessageSizeTooBig'), 'create', { kind: 'refused', reason: 'MessageSizeTooBig' }],
  ] as const)('%j of a %s', (fault, attempted, failure) => {
    expect(connectorFailure(fault, attempted, () => 7)).toMatchObject(failure);
  });

  it('is waited for longer each time, never in step, and briefly again once it works', () => {
    const fractions = [0, 1, 0, 1, 0];
    const patience = createPatience({ fraction: () => fractions.shift() ?? 0 });

    expect([patience.next('a'), patience.next('a'), patience.next('a')]).toEqual([500, 2_000, 2_000]);
    patience.over('a');
    expect(patience.next('a')).toBe(1_000);
    expect(patience.next('b')).toBe(500);
  });
});
