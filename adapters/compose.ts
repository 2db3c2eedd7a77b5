import type { Express } from 'express';
import { createApplication, type Application } from '../src/application.ts';
import type { Chat, Platform } from '../src/ports/chat.ts';
import type { Clock } from '../src/ports/clock.ts';
import type { Log } from '../src/ports/log.ts';
import type { Store } from '../src/ports/store.ts';
import type { CompanyId } from '../src/shared/ids.ts';
import type { Talk } from '../src/chat/talk.ts';
import type { Site } from '../src/transfers/flow.ts';
import { workflows } from '../src/workflows/registry.ts';
import type { Configuration, ConfiguredCompany } from './config/configuration.ts';
import { createApp } from './http/app.ts';
import { createMetrics } from './http/metrics.ts';
import { notReady } from './http/readiness.ts';
import { httpProcore } from './procore/procore.ts';
import { webhookRoutes } from './procore/webhooks.ts';
import { httpSage } from './sage/http-sage.ts';
import { connectSlack } from './slack/connect-slack.ts';
import type { CrashPoints } from './system/crash-points.ts';
import { systemChance } from './system/system-chance.ts';
import { startWorker, type Worker } from './worker/worker.ts';

export interface Parts {
  /** Asked anew each time, so that a changed file holds at once. */
  readonly configuration: () => Configuration;
  readonly store: Store;
  /** How long a job may take before another process on the same store may take it over. */
  readonly leaseMs: number;
  readonly clock: Clock;
  readonly log: Log;
  /** Aborted when the process is told to stop. */
  readonly stop: AbortSignal;
  /** Ends the process at one point, for tests of what a crash leaves behind. */
  readonly crash?: CrashPoints;
}

export interface Bot {
  readonly app: Express;
  readonly application: Application;
  /** Begins to work; until then requests are answered and recorded, and nothing is done. */
  work(): Worker;
  /** Ends what the chats keep open. */
  close(): Promise<void>;
}

/** The only place that knows every part. */
export function compose(parts: Parts): Bot {
  const { configuration, clock, log, stop, crash } = parts;
  const store = crash === undefined ? parts.store : crash.store(parts.store);
  const chats = new Map<Platform, Chat>();
  const talk: Talk = {
    store,
    clock,
    log,
    chance: systemChance,
    flows: workflows,
    workflows,
    chats,
    sites: siteKeeper(parts),
    people: () => configuration().people,
    policy: () => configuration().policy,
    channels: () => configuration().channels,
    timing: () => configuration().timing,
  };
  const application = createApplication(talk, parts.leaseMs);
  const conversation = crash === undefined ? application.conversation : crash.conversation(application.conversation);
  let worker: Worker | undefined;

  const { slack } = configuration().environment;
  const closing: (() => Promise<void>)[] = [];
  const app = createApp({
    log,
    notReady: () => notReady({ store, recovered: () => true, stopping: () => stop.aborted }),
    metrics: createMetrics(async () => {
      const { backlog } = await store.health();
      return { workDue: backlog.look + backlog.transfer, outboxDue: backlog.paint + backlog.notice };
    }),
    mount(express) {
      if (slack !== undefined) {
        const connected = connectSlack({
          app: express,
          access: slack,
          conversation,
          log,
        });
        chats.set('slack', crash === undefined ? connected.chat : crash.chat(connected.chat));
        closing.push(connected.close);
      }
      express.use(
        webhookRoutes({
          companies: () => configuration().companies,
          application,
          pollNow: () => worker?.pollNow(),
          log,
        }),
      );
    },
  });

  return {
    app,
    application,
    work() {
      const companies = (): readonly CompanyId[] => configuration().companies.map(({ company }) => company.id);
      const pollMs = (): number => configuration().timing.pollMs;
      worker = startWorker({ application, store, companies, pollMs, clock, log, stop, owner: systemChance.id() });
      return worker;
    },
    async close() {
      await Promise.all(closing.map((close) => close()));
    },
  };
}

/** One connection for each company for as long as its access stays the same: a connection keeps tokens and limits. */
function siteKeeper({ configuration, clock, crash }: Parts): () => readonly Site[] {
  const kept = new Map<CompanyId, { readonly access: string; readonly site: Omit<Site, 'company'> }>();
  const connect = ({ company, procore, bridge }: ConfiguredCompany, callDeadlineMs: number): Omit<Site, 'company'> => {
    const shared = { clock, callDeadlineMs };
    const site = {
      procore: httpProcore({ ...procore, ...shared, companyId: company.id }),
      sage: httpSage({ ...bridge, ...shared, company: company.sageCompany, chance: systemChance }),
    };
    return crash === undefined ? site : { procore: crash.procore(site.procore), sage: crash.sage(site.sage) };
  };
  return () => {
    const { companies, timing } = configuration();
    return companies.map((configured) => {
      const { company, procore, bridge } = configured;
      const access = JSON.stringify([company.sageCompany, procore, bridge, timing.callDeadlineMs]);
      const known = kept.get(company.id);
      if (known?.access === access) return { company, ...known.site };
      const site = connect(configured, timing.callDeadlineMs);
      kept.set(company.id, { access, site });
      return { company, ...site };
    });
  };
}
