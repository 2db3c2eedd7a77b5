import type { About } from '../ports/about.ts';
import type { Chance } from '../ports/chance.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Store } from '../ports/store.ts';
import type { People } from '../people/people.ts';
import type { Policy } from '../people/policy.ts';
import type { CompanyId } from '../shared/ids.ts';
import type { Kind } from '../shared/kinds.ts';
import type { Flow, Flows, Site } from './flow.ts';
import type { Timing } from './settings.ts';

/** What every part of the engine is given. What people decide in the configuration is asked anew each time. */
export interface Engine {
  readonly store: Store;
  readonly flows: Flows;
  readonly sites: () => readonly Site[];
  readonly people: () => People;
  readonly policy: () => Policy;
  readonly timing: () => Timing;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly about: About;
}

export function siteOf(engine: Pick<Engine, 'sites'>, company: CompanyId): Site | undefined {
  return engine.sites().find((site) => site.company.id === company);
}

export function flowOf(engine: Pick<Engine, 'flows'>, kind: Kind): Flow {
  const flow = engine.flows.get(kind);
  if (flow === undefined) throw new Error(`there is no workflow for ${kind}`);
  return flow;
}
