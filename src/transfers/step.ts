import { instant, type Instant } from '../shared/dates.ts';
import type { Engine } from './engine.ts';
import type { Flow, Site } from './flow.ts';
import { recordChange, type Change } from './record-change.ts';

/** What one step came to. */
export type Step =
  /** The transfer moved: see what its new state asks for. */
  | { readonly then: 'go_on' }
  /** Nothing more can be done now; `at` says when to come again. */
  | { readonly then: 'again'; readonly at: Instant }
  /** Nothing is left to do without a person or an event. */
  | { readonly then: 'rest' };

/** The two systems a transfer moves between, and how its kind is handled. */
export interface Stage {
  readonly site: Site;
  readonly flow: Flow;
}

export const rest: Step = { then: 'rest' };
export const goOn: Step = { then: 'go_on' };

/** Commits one step. A conflict means that the transfer moved meanwhile: look at it again. */
export async function moved(engine: Engine, change: Change): Promise<Step> {
  const committed = await recordChange(engine, change);
  const { id, kind, record, round, state } = change.after;
  if (committed.ok) {
    engine.log.info('transfer.changed', { transfer: id, kind, record, round, from: change.before?.state, to: state });
    return goOn;
  }
  return committed.failure.kind === 'unavailable' ? later(engine, engine.clock.now()) : goOn;
}

/** Comes again after about as long as it already waits: soon at first, then ever less often. */
export function later(engine: Engine, since: Instant): Extract<Step, { then: 'again' }> {
  const { operationPollMs, retryMaxMs } = engine.timing();
  const now = engine.clock.now();
  const wait = Math.min(Math.max(now - since, operationPollMs), retryMaxMs);
  return { then: 'again', at: instant(now + Math.round(wait * (0.9 + engine.chance.fraction() * 0.2))) };
}
