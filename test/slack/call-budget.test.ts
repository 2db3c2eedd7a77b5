import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeLimits } from '../../adapters/config/slack-schema.ts';
import { createCallBudget, type CallBudget } from '../../adapters/slack/call-budget.ts';
import type { PlannedCall } from '../../adapters/slack/call-limits.ts';
import { turningClock, type TurningClock } from '../fakes/turning-clock.ts';

const post = (channel: string, id: string): PlannedCall => ({
  method: 'chat.postMessage',
  channel,
  id: `${channel} ${id}`,
});
const update = (message: string): PlannedCall => ({
  method: 'chat.update',
  channel: 'C1',
  message,
  id: `C1 ${message}`,
});

function opened(changes: Partial<typeof safeLimits> = {}): {
  readonly clock: TurningClock;
  readonly budget: CallBudget;
} {
  const clock = turningClock();
  return { clock, budget: createCallBudget(clock, () => ({ ...safeLimits, ...changes })) };
}

/** Makes every call as soon as its turn comes, and tells when each was made. */
function played(clock: TurningClock, budget: CallBudget, calls: readonly PlannedCall[]): Map<string, number> {
  const begun = clock.now();
  const made = new Map<string, number>();
  let waiting = calls.map((call) => ({ call, at: 0 }));
  while (waiting.length > 0) {
    waiting = waiting.flatMap(({ call, at }) => {
      if (at > clock.now()) return [{ call, at }];
      const wait = budget.take(call);
      if (wait > 0) return [{ call, at: clock.now() + wait }];
      made.set(call.id, clock.now() - begun);
      return [];
    });
    if (waiting.length > 0) clock.advance(Math.max(1, Math.min(...waiting.map(({ at }) => at)) - clock.now()));
  }
  return made;
}

/** The most that fell into any stretch of that length. */
function mostWithin(times: readonly number[], ms: number): number {
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + ms).length));
}

describe('the budget of calls to Slack', () => {
  it('lets a few messages into a channel at once, and then one a second, in the order in which they asked', () => {
    const { clock, budget } = opened({ channelPostBurst: 4 });

    const made = [
      ...played(
        clock,
        budget,
        ['a', 'b', 'c', 'd', 'e'].map((id) => post('C1', id)),
      ).values(),
    ];

    expect(made).toEqual([0, 0, 1_000, 2_000, 3_000]);
  });

  it('keeps the line of one channel out of the way of another', () => {
    const { clock, budget } = opened();
    const flood = Array.from({ length: 400 }, (_, n) => post('C1', String(n)));
    for (const call of flood) budget.take(call);

    expect(budget.take(post('C2', 'card'))).toBe(0);
    clock.advance(30_000);
    expect(budget.take(post('C3', 'card'))).toBe(0);
  });

  it('stays below what all channels may get together', () => {
    const { clock, budget } = opened({ postsPerMinute: 60 });
    const calls = Array.from({ length: 150 }, (_, n) => post(`C${n}`, 'card'));

    const made = [...played(clock, budget, calls).values()];

    expect(mostWithin(made, 60_000)).toBeLessThanOrEqual(60 + 20);
  });

  it('changes one message once at first and once when the second is over, whatever asks in between', () => {
    const { clock, budget } = opened();
    const made: number[] = [];
    for (let at = 0; at < 2_500; at += 50) {
      if (budget.take(update('1.0')) === 0) made.push(at);
      clock.advance(50);
    }

    expect(made).toEqual([0, 1_000, 2_000]);
  });

  it('stays within tier 3 when a thousand messages want to change', () => {
    const { clock, budget } = opened();
    const made = [
      ...played(
        clock,
        budget,
        Array.from({ length: 1_000 }, (_, n) => update(`${n}.0`)),
      ).values(),
    ];

    expect(made).toHaveLength(1_000);
    expect(
      mostWithin(
        made.filter((at) => at > 60_000),
        60_000,
      ),
    ).toBeLessThanOrEqual(50 + 1);
    expect(mostWithin(made, 60_000)).toBeLessThanOrEqual(50 + 40);
  });

  it('calls nothing of a method before the time that Slack named, and then not all at once', () => {
    const { clock, budget } = opened();
    const others = Array.from({ length: 30 }, (_, n) => update(`${n}.0`));
    expect(budget.take(update('first'))).toBe(0);

    expect(budget.limited(update('first'), 30_000)).toBe(30_000);

    const made = [...played(clock, budget, [update('first'), ...others]).values()];
    expect(Math.min(...made)).toBe(30_000);
    expect(mostWithin(made, 1_000)).toBeLessThanOrEqual(2);
    expect(budget.take({ method: 'views.open', id: 'x' })).toBe(0);
  });

  it('holds back one channel when a message to it comes too soon, and every channel when two do', () => {
    const { budget } = opened();
    budget.limited(post('C1', 'card'), 20_000);
    expect(budget.take(post('C1', 'other'))).toBeGreaterThanOrEqual(20_000);
    expect(budget.take(post('C2', 'card'))).toBe(0);

    budget.limited(post('C2', 'other'), 20_000);

    expect(budget.take(post('C3', 'card'))).toBeGreaterThanOrEqual(20_000);
  });

  it('keeps the turn of a call that asks again, so that nobody is passed over and nothing is lost', () => {
    const { clock, budget } = opened({ channelPostBurst: 2 });
    budget.take(post('C1', 'first'));
    const waits = [
      budget.take(post('C1', 'second')),
      budget.take(post('C1', 'second')),
      budget.take(post('C1', 'third')),
    ];
    expect(waits).toEqual([1_000, 1_000, 2_000]);

    clock.advance(1_000);
    expect([budget.take(post('C1', 'late')), budget.take(post('C1', 'second'))]).toEqual([2_000, 0]);
  });

  it('begins with half a burst, for nobody knows what the process before has used', () => {
    const { budget } = opened({ channelPostBurst: 20 });
    const made = Array.from({ length: 20 }, (_, n) => budget.take(post('C1', String(n)))).filter((wait) => wait === 0);

    expect(made).toHaveLength(10);
  });

  it('F13: does not hold a channel for an hour when the clock is set back by one', () => {
    const { clock, budget } = opened({ channelPostBurst: 2 });
    budget.take(post('C1', 'a'));
    budget.limited(post('C1', 'b'), 5_000);
    clock.advance(-3_600_000);

    expect(budget.take(post('C1', 'b'))).toBeLessThanOrEqual(5_000);
    expect(budget.take(post('C1', 'c'))).toBeLessThanOrEqual(6_000);
  });

  it('never gives a channel more than its burst and one a second, whatever asks and whenever', () => {
    const asked = fc.array(fc.tuple(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 0, max: 40 })), {
      maxLength: 200,
    });
    fc.assert(
      fc.property(asked, (steps) => {
        const { clock, budget } = opened({ channelPostBurst: 6 });
        const made: number[] = [];
        for (const [pause, id] of steps) {
          clock.advance(pause);
          if (budget.take(post('C1', String(id))) === 0) made.push(clock.now());
        }
        for (const from of made) {
          for (const to of made.filter((at) => at > from)) {
            const within = made.filter((at) => at >= from && at <= to).length;
            // a turn that was waited for may be used up to ten seconds late
            expect(within).toBeLessThanOrEqual(6 + 10 + 1 + (to - from) / 1_000);
          }
        }
      }),
      { numRuns: 50 },
    );
  });
});
