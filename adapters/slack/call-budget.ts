import type { Clock } from '../../src/ports/clock.ts';
import type { SlackLimits } from '../config/slack-schema.ts';
import { createTurnKeeper, type TurnKeeper } from '../system/turn-keeper.ts';
import { limitsOf, type PlannedCall } from './call-limits.ts';

/** Slack's limits, kept before Slack has to. */
export type CallBudget = TurnKeeper<PlannedCall>;

export function createCallBudget(clock: Pick<Clock, 'now'>, limits: () => SlackLimits): CallBudget {
  return createTurnKeeper(clock, (call) => limitsOf(call, limits()));
}
