import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import type { Log } from '../../src/ports/log.ts';
import type { Store } from '../../src/ports/store.ts';
import type { Metrics } from '../http/app.ts';
import { noted } from './answers.ts';
import { createCensus, type Census } from './census.ts';
import { countedLog } from './counted-log.ts';
import { isGood, outcomeOf } from './outcome.ts';
import { lineFigures, type LineFigures } from './line-figures.ts';
import { storeFigures, type StoreFigureDeps } from './store-figures.ts';

export interface MetricsDeps extends Omit<StoreFigureDeps, 'store'> {
  readonly store: Store;
  readonly log: Log;
  readonly build: { readonly version: string; readonly store: string };
}

/** What the parts of the bot are wrapped in to be counted, and the figures as text. */
export interface Instruments extends Metrics {
  readonly log: Log;
  readonly store: Store;
  readonly census: Census;
  /** The same port; its answers are noted under the name of the system. */
  port<Port extends object>(system: string, company: string, port: Port): Port;
  /** What to tell of each call to a system: the status of its answer, and how many calls it says are left. */
  answers(system: string, company: string): (status: number | undefined, left?: number) => void;
  /** When a system last answered, in milliseconds; `undefined` when it has not since the start. */
  lastAnswer(system: string, company: string): number | undefined;
  /** Watches the connection that a chat keeps open. */
  readonly line: LineFigures['add'];
}

/** Everything that is measured, in Prometheus' text form; docs/metrics.md says what each figure means. */
export function createInstruments(deps: MetricsDeps): Instruments {
  const { clock } = deps;
  const registers = [new Registry()] as [Registry];
  const [registry] = registers;
  collectDefaultMetrics({ register: registry });

  const build = new Gauge({
    ...{ name: 'countersign_build_info', help: 'Always 1; the labels tell what runs' },
    ...{ labelNames: ['version', 'node', 'store'], registers },
  });
  build.set({ version: deps.build.version, node: process.version, store: deps.build.store }, 1);
  const lines = new Counter({
    ...{ name: 'countersign_log_lines_total', help: 'Lines logged' },
    ...{ labelNames: ['level'], registers },
  });
  const refused = new Counter({
    ...{ name: 'countersign_refused_requests_total', help: 'Requests that were not taken' },
    ...{ labelNames: ['at', 'reason'], registers },
  });
  const entered = new Counter({
    ...{ name: 'countersign_transfers_entered_total', help: 'How often a transfer came into a state' },
    ...{ labelNames: ['kind', 'state'], registers },
  });
  const answered = new Gauge({
    ...{ name: 'countersign_last_answer_timestamp_seconds', help: 'When a system last gave an answer' },
    ...{ labelNames: ['system', 'company'], registers },
  });
  const calls = new Counter({
    ...{ name: 'countersign_calls_total', help: 'Calls to another system, by what they came to' },
    ...{ labelNames: ['system', 'company', 'outcome'], registers },
  });
  const left = new Gauge({
    ...{ name: 'countersign_calls_left', help: 'Calls that a system says may still be made in its tightest window' },
    ...{ labelNames: ['system', 'company'], registers },
  });

  const census = createCensus({ store: deps.store, onEntered: (kind, state) => entered.inc({ kind, state }) });
  const refreshStore = storeFigures(registry, { ...deps, store: census.store });
  const refreshStanding = standingFigures(registry, census, clock);
  const sockets = lineFigures(registry);
  const lastAnswers = new Map<string, number>();
  const note = (who: { system: string; company: string }, outcome: string, good: boolean): void => {
    calls.inc({ ...who, outcome });
    if (!good) return;
    lastAnswers.set(`${who.system} ${who.company}`, clock.now());
    answered.set(who, clock.now() / 1000);
  };

  return {
    contentType: registry.contentType,
    census,
    store: census.store,
    log: countedLog(deps.log, {
      onLine: (level) => lines.inc({ level }),
      onRefused: (at, reason) => refused.inc({ at, reason }),
    }),
    port: (system, company, port) => noted(port, ({ good, kind }) => note({ system, company }, kind, good)),
    answers: (system, company) => (status, remaining) => {
      const outcome = outcomeOf(status);
      note({ system, company }, outcome, isGood(outcome));
      if (remaining !== undefined) left.set({ system, company }, remaining);
    },
    line: sockets.add,
    lastAnswer: (system, company) => lastAnswers.get(`${system} ${company}`),
    async text() {
      await refreshStore();
      refreshStanding();
      sockets.refresh();
      return registry.metrics();
    },
  };
}

function standingFigures(registry: Registry, census: Census, clock: StoreFigureDeps['clock']): () => void {
  const labelNames = ['kind', 'state'] as const;
  const registers = [registry];
  const transfers = new Gauge({
    ...{ name: 'countersign_transfers', help: 'Open transfers in each state', labelNames, registers },
  });
  const oldest = new Gauge({
    ...{ name: 'countersign_transfers_oldest_seconds', labelNames, registers },
    help: 'How long ago the open transfer that has not moved for longest came to where it stands',
  });
  return () => {
    transfers.reset();
    oldest.reset();
    for (const { kind, state, transfers: count, since } of census.standing()) {
      transfers.set({ kind, state }, count);
      oldest.set({ kind, state }, Math.max(0, clock.now() - since) / 1000);
    }
  };
}
