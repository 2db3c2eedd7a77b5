import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** What is counted anew for each reading. */
export interface Counts {
  /** Jobs of the engine that are due now or being worked on. */
  readonly workDue: number;
  /** Messages to chats that are due now or on their way. */
  readonly outboxDue: number;
  /** How many transfers stand in each state. */
  readonly transfers?: { readonly [state: string]: number };
}

export interface Metrics {
  readonly contentType: string;
  text(): Promise<string>;
}

/** The metrics in Prometheus' text form, those of the process included. */
export function createMetrics(count: () => Promise<Counts>): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, labelNames: readonly string[] = []): Gauge =>
    new Gauge({ name, help, labelNames, registers: [registry] });
  const workDue = gauge('countersign_work_due', 'Jobs that are due now or being worked on');
  const outboxDue = gauge('countersign_outbox_due', 'Messages to chats that are due now or on their way');
  const transfers = gauge('countersign_transfers', 'Transfers in each state', ['state']);

  return {
    contentType: registry.contentType,
    async text() {
      const counts = await count();
      workDue.set(counts.workDue);
      outboxDue.set(counts.outboxDue);
      transfers.reset();
      for (const [state, number] of Object.entries(counts.transfers ?? {})) transfers.set({ state }, number);
      return registry.metrics();
    },
  };
}
