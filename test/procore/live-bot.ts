import express from 'express';
import { onTestFinished } from 'vitest';
import type { ProcoreEmulatorOptions } from '../../adapters/sandbox/procore/procore-emulator.ts';
import { webhookRoutes } from '../../adapters/procore/webhooks.ts';
import { createMemoryBacking } from '../../adapters/store/memory/memory-backing.ts';
import { memoryStore } from '../../adapters/store/memory/memory-store.ts';
import type { ConfiguredCompany } from '../../adapters/config/configuration.ts';
import type { Talk } from '../../src/chat/talk.ts';
import { instant } from '../../src/shared/dates.ts';
import { companyId, type RecordId } from '../../src/shared/ids.ts';
import { memoryKey } from '../../src/transfers/keys.ts';
import type { Transfer } from '../../src/transfers/transfer.ts';
import { channel, company } from '../builders.ts';
import { botOf, type Bot } from '../fakes/bot.ts';
import { listen, openBench, type Bench } from './bench.ts';
import { quietLog } from './quiet-log.ts';

/** The engine between the emulated Procore, over real HTTP both ways, and a fake Sage, on the emulator's clock. */
export interface LiveBot {
  readonly bench: Bench;
  readonly bot: Bot;
  readonly webhooksUrl: string;
  /** While it is set nobody gets through to the bot. */
  readonly outage: { on: boolean };
  readonly pollsAsked: () => number;
  readonly logged: () => string;
  deliver(body: object, headers?: Record<string, string>): Promise<Response>;
  rounds(record: RecordId): Promise<readonly Transfer[]>;
  /** Calls of the REST API so far. */
  calls(): number;
}

export const secret = 'Bearer the-webhook-secret';

export async function liveBot(
  changes: Partial<Talk> = {},
  options: Partial<ProcoreEmulatorOptions> = {},
): Promise<LiveBot> {
  const bench = await openBench(options);
  const log = quietLog();
  const id = companyId(bench.emulator.company.id);
  const clock = {
    now: () => instant(bench.clock.now()),
    async sleep(ms: number) {
      bench.clock.advance(ms);
    },
  };
  const ours = company({ id, liveProjects: new Set([bench.project]) });
  const bot = botOf({
    site: { company: ours, procore: bench.procore },
    channels: () => [channel({ company: id })],
    ...{ clock, log, store: memoryStore({ backing: createMemoryBacking(), clock }) },
    ...changes,
  });
  let polls = 0;
  const access = { webhookSecret: secret, oldWebhookSecret: undefined };
  const outage = { on: false };
  const app = express();
  app.use((_request, response, next) => (outage.on ? void response.sendStatus(502) : next()));
  app.use(
    webhookRoutes({
      companies: () => [{ company: ours, procore: access } as ConfiguredCompany],
      application: bot.application,
      pollNow: () => void (polls += 1),
      log,
    }),
  );
  const webhooksUrl = `${await listen(app)}/procore/webhooks`;
  onTestFinished(() => bot.store.close());
  return {
    bench,
    bot,
    webhooksUrl,
    outage,
    pollsAsked: () => polls,
    logged: () => JSON.stringify(log.lines),
    deliver: (body, headers = {}) =>
      fetch(webhooksUrl, {
        method: 'POST',
        headers: { authorization: secret, 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    async rounds(record) {
      const page = await bot.store.find({ index: 'transfers.record', key: memoryKey(id, 'subcontract', record) });
      return page.items.map((row) => row.value as unknown as Transfer);
    },
    calls: () => bench.calls.filter(({ path }) => path.startsWith('/rest/')).length,
  };
}

let events = 0;

/** A delivery in payload v4.0 about a subcontract; each has a name of its own unless told. */
export function eventOf({ bench }: LiveBot, record: RecordId, changes: object = {}): object {
  events += 1;
  return {
    id: `01JMYXMZRBVKK0PC${String(events).padStart(10, '0')}`,
    timestamp: new Date(bench.clock.now()).toISOString(),
    reason: 'update',
    company_id: bench.emulator.company.id,
    project_id: bench.project,
    user_id: '503',
    resource_type: 'Work Order Contracts',
    resource_id: record,
    ...changes,
  };
}
