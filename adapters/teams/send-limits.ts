import type { Clock } from '../../src/ports/clock.ts';
import { createTurnKeeper, type CallLimit, type TurnKeeper } from '../system/turn-keeper.ts';

/** A call that is about to be made. */
export interface PlannedSend {
  readonly method: 'send' | 'reply' | 'change' | 'create';
  /** The conversation it goes to, without a thread. */
  readonly conversation: string;
  /** The message that is changed. */
  readonly message?: string;
  readonly id: string;
}

export type SendBudget = TurnKeeper<PlannedSend>;

const hourMs = 3_600_000;

/**
 * Microsoft's limits for one bot: to a conversation 7 in 1 s, 8 in 2 s, 60 in 30 s and 1,800 in an hour; 50 in a second
 * to a tenant. A bucket lets through its burst and what flows in meanwhile, so all of them together stay inside each of
 * the limits. Changes are not named there and are counted as if they were; with replies they have a bucket
 * of their own, because whoever pressed a button or asked something must not wait behind a row of new cards.
 * Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit
 */
export function createSendBudget(clock: Pick<Clock, 'now'>): SendBudget {
  return createTurnKeeper(clock, ({ method, conversation, message }) => {
    const limits: readonly CallLimit[] = [
      method === 'change' || method === 'reply'
        ? { name: `in ${conversation}`, burst: 2, perMs: 1 / 1_000, shuts: 'alone' }
        : { name: `to ${conversation}`, burst: 3, perMs: 0.5 / 1_000, shuts: 'alone' },
      { name: `hour ${conversation}`, burst: 900, perMs: 900 / hourMs, shuts: 'never' },
      { name: 'tenant', burst: 20, perMs: 25 / 1_000, shuts: 'several' },
    ];
    if (method !== 'change' || message === undefined) return limits;
    // what came between two changes of one message is never drawn
    return [{ name: `change ${conversation} ${message}`, burst: 1, perMs: 1 / 1_000, shuts: 'never' }, ...limits];
  });
}
