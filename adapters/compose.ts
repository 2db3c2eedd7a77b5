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
import { notReady } from './http/readiness.ts';
import { keepCounting } from './metrics/census.ts';
import { createInstruments, type Instruments } from './metrics/metrics.ts';
import { httpProcore } from './procore/procore.ts';
import { storedRate } from './procore/stored-rate.ts';
import { webhookRoutes } from './procore/webhooks.ts';
import { httpSage } from './sage/http-sage.ts';
import { connectSlack } from './slack/connect-slack.ts';
import { socketNote } from './slack/socket-health.ts';
import { about } from './system/at-hand.ts';
import type { CrashPoints } from './system/crash-points.ts';
import { systemChance } from './system/system-chance.ts';
import { systemTurns } from './system/system-turns.ts';
import { productVersion } from './system/version.ts';
import { createOutgoing } from './system/outgoing.ts';
import { startHeartbeat } from './worker/heartbeat.ts';
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
export async function compose(parts: Parts): Promise<Bot> {
  const { configuration, clock, stop, crash } = parts;
  const instruments = instrumentsFor(parts);
  const { log } = instruments;
  const store = crash === undefined ? instruments.store : crash.store(instruments.store);
  const chats = new Map<Platform, Chat>();
  const talk: Talk = {
    store,
    clock,
    log,
    chance: systemChance,
    about,
    flows: workflows,
    workflows,
    chats,
    sites: siteKeeper(parts, instruments),
    people: () => configuration().people,
    policy: () => configuration().policy,
    channels: () => configuration().channels,
    timing: () => configuration().timing,
  };
  const application = createApplication(talk, parts.leaseMs);
  const conversation = crash === undefined ? application.conversation : crash.conversation(application.conversation);
  let worker: Worker | undefined;

  const { slack, teams, proxy } = configuration().environment;
  // its libraries take a second and a hundred megabytes: only who is in Teams loads them
  const inTeams = teams === undefined ? undefined : await import('./teams/connect-teams.ts');
  const outgoing = createOutgoing(proxy);
  const joined = (chat: Chat): void => {
    const counted = instruments.port(chat.platform, '', chat);
    chats.set(chat.platform, crash === undefined ? counted : crash.chat(counted));
  };
  const closing: (() => Promise<void>)[] = [];
  const notes: (() => string)[] = [];
  const app = createApp({
    log,
    notReady: () => notReady({ store, recovered: () => true, stopping: () => stop.aborted }),
    notes: () => notes.map((note) => note()),
    metrics: instruments,
    mount(express) {
      if (slack !== undefined) {
        const connected = connectSlack({
          app: express,
          access: slack,
          ...{ conversation, log, clock, stop, outgoing },
          chance: systemChance,
          limits: () => configuration().slackLimits,
        });
        joined(connected.chat);
        closing.push(connected.close);
        const { socket } = connected;
        if (socket !== undefined) {
          instruments.line('slack', socket);
          notes.push(() => socketNote(socket()));
        }
      }
      if (teams !== undefined && inTeams !== undefined) {
        const connected = inTeams.connectTeams({
          app: express,
          access: teams,
          ...{ conversation, store, log, clock, outgoing, proxy },
          chance: systemChance,
          callDeadlineMs: () => configuration().timing.callDeadlineMs,
        });
        joined(connected.chat);
        closing.push(connected.close);
        if (teams.appPassword === undefined) notes.push(() => teamsOpenNote);
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
      const shared = configuration().environment.databaseUrl !== undefined;
      void keepCounting(instruments.census, { companies, shared, clock, stop });
      const lastAnswer = (company: string): number | undefined => instruments.lastAnswer('sage', company);
      startHeartbeat({ sites: talk.sites, lastAnswer, now: clock.now, stop });
      worker = startWorker({ application, store, companies, pollMs, clock, log, stop, owner: systemChance.id() });
      return worker;
    },
    async close() {
      await Promise.all(closing.map((close) => close()));
    },
  };
}

const teamsOpenNote = 'Requests of Teams are not authenticated (TEAMS_ALLOW_UNAUTHENTICATED): for emulators only.';

/** A pause between two questions about a write, and one that a chat asks for, are no rest: what follows comes by itself. */
const soonMs = { work: 1_000, outbox: 30_000 } as const;

function instrumentsFor({ configuration, store, clock, log }: Parts): Instruments {
  const { databaseUrl, dataDir } = configuration().environment;
  return createInstruments({
    ...{ store, clock, log },
    ...(databaseUrl === undefined ? { folder: dataDir } : {}),
    build: { version: productVersion(), store: databaseUrl === undefined ? 'files' : 'postgresql' },
    soonMs: () => ({ ...soonMs, work: Math.max(soonMs.work, 1.1 * configuration().timing.operationPollMs) }),
  });
}

/** One connection for each company for as long as its access stays the same: a connection keeps tokens and limits. */
function siteKeeper({ configuration, clock, store, crash }: Parts, instruments: Instruments): () => readonly Site[] {
  const kept = new Map<CompanyId, { readonly access: string; readonly site: Omit<Site, 'company'> }>();
  const outgoing = createOutgoing(configuration().environment.proxy);
  const connect = ({ company, procore, bridge }: ConfiguredCompany, callDeadlineMs: number): Omit<Site, 'company'> => {
    const shared = { clock, callDeadlineMs, outgoing };
    const site = {
      procore: httpProcore({
        ...{ ...procore, ...shared, companyId: company.id, rateMemory: storedRate(store, company.id) },
        onAnswer: instruments.answers('procore', company.id),
      }),
      sage: httpSage({
        ...{ ...bridge, ...shared, company: company.sageCompany, chance: systemChance, log: instruments.log },
        onAnswer: instruments.answers('sage', company.id),
      }),
    };
    const kept = { ...site, turns: systemTurns };
    return crash === undefined ? kept : { ...kept, procore: crash.procore(site.procore), sage: crash.sage(site.sage) };
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
