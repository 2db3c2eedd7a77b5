import type { Clock } from '../../src/ports/clock.ts';
import { fail, ok, type Result } from '../../src/shared/result.ts';
import { compose } from '../compose.ts';
import { isLoopback } from '../config/loopback.ts';
import { crashAt, crashPoints } from '../system/crash-points.ts';
import { readConfiguration, type Configuration } from '../config/configuration.ts';
import { problemText } from '../config/problem.ts';
import { reloadingConfiguration } from '../config/reloading-configuration.ts';
import type { Variables } from '../config/variables.ts';
import { listen } from '../http/listening.ts';
import { openStore } from '../store/open-store.ts';
import { followingClock } from '../system/following-clock.ts';
import { logNodeWarnings } from '../system/node-warnings.ts';
import { pinoLog } from '../system/pino-log.ts';
import { systemClock } from '../system/system-clock.ts';

export interface RunningBot {
  readonly url: string;
  /** Takes no new work, brings what is under way to a step that can be left, and ends. Within ten seconds. */
  stop(): Promise<void>;
}

/** What a supervisor sees when the process ended because its disk could not be relied on. */
const storeLostCode = 74;
const lastWordsMs = 500;

/** How long the work under way may take to come to a step that can be left, and the last answers to be given. */
const stopDeadlineMs = 8_000;

/** Starts the whole bot from its environment; when it cannot start, says everything that is in the way. */
export async function runBot(variables: Variables): Promise<Result<RunningBot, readonly string[]>> {
  const read = readConfiguration(variables);
  if (!read.ok) return fail(read.failure.map(problemText));
  const { environment } = read.value;
  const refusals = [...notBuilt(read.value), ...crashProblems(read.value)];
  if (refusals.length > 0) return fail(refusals);

  const log = pinoLog(environment.logLevel);
  const warnAsBefore = logNodeWarnings(log);
  const stopping = new AbortController();
  const clock = await clockOf(environment.clockUrl, stopping.signal);
  const configuration = reloadingConfiguration({ started: read.value, variables, log });
  for (const warning of read.value.warnings) log.warn('config.warning', { says: problemText(warning) });

  const { databaseUrl, dataDir } = environment;
  const onFatal = (error: Error): void => {
    log.error('store.lost', {
      error: String(error),
      says: 'The process ends; the next start tells what was recorded.',
    });
    // those who wait for an answer are told first that nobody knows
    setTimeout(() => process.exit(storeLostCode), lastWordsMs);
  };
  // a process that cannot start ends: nothing of it may go on asking or waiting
  const giveUp = (problem: string): Result<never, readonly string[]> => {
    stopping.abort();
    configuration.stop();
    warnAsBefore();
    return fail([problem]);
  };
  const opened = await openStore({ databaseUrl, dataDir, clock, log, onFatal });
  if (!opened.ok) return giveUp(opened.failure);
  const { store, leaseMs } = opened.value;
  const crash = environment.crashAt === undefined ? undefined : crashAt(environment.crashAt);
  const bot = await compose({
    ...{ configuration: configuration.current, store, leaseMs, clock, log, stop: stopping.signal },
    ...(crash === undefined ? {} : { crash: crashPoints(crash, endAtOnce) }),
  });
  const listening = await listen(bot.app, environment);
  if (!listening.ok) {
    await bot.close();
    await store.close();
    return giveUp(
      `PORT ${environment.port} on ${environment.host} cannot be used (${listening.failure.code}). Choose another PORT, or end what uses it.`,
    );
  }
  const worker = bot.work();
  const url = `http://${environment.host}:${listening.value.port}`;
  log.info('bot.started', {
    url,
    companies: configuration.current().companies.length,
    policy: configuration.current().policy.version,
  });

  /** Nothing new comes in any more, and whoever waits for an answer has got it. */
  const answered = async (): Promise<void> => {
    await listening.value.stop();
    await bot.close();
  };
  return ok({
    url,
    async stop() {
      stopping.abort();
      configuration.stop();
      // side by side: the slowest alone says how long it takes
      await Promise.all([
        orLater(worker.stopped(), () => log.warn('worker.left_behind')),
        orLater(answered(), () => log.warn('answers.left_behind')),
      ]);
      await store.close();
      warnAsBefore();
      log.info('bot.stopped');
    },
  });
}

/** A process that ends itself is for tests: nothing outside this machine may be touched by it. */
function crashProblems({ environment, companies }: Configuration): readonly string[] {
  if (environment.crashAt === undefined) return [];
  const addresses = [
    ...companies.flatMap(({ procore, bridge }) => [procore.apiUrl, procore.loginUrl, bridge.url]),
    ...(environment.slack === undefined ? [] : [environment.slack.apiUrl]),
    ...(environment.teams === undefined ? [] : [environment.teams.serviceUrl]),
  ];
  return [
    ...(crashAt(environment.crashAt) === undefined
      ? ['COUNTERSIGN_CRASH_AT names no point at which the process can end itself.']
      : []),
    ...(addresses.every(isLoopback)
      ? []
      : ['COUNTERSIGN_CRASH_AT is set, and not every address is on this machine. Unset it.']),
  ];
}

function endAtOnce(): never {
  process.kill(process.pid, 'SIGKILL');
  // the signal arrives before the next turn
  for (;;);
}

function notBuilt({ companies }: Configuration): readonly string[] {
  const others = companies.filter(({ company }) => company.mode !== 'direct').map(({ company }) => company.name);
  return others.length === 0 ? [] : [`The mode of ${others.join(', ')} is not part of this version: only "direct" is.`];
}

async function clockOf(url: string | undefined, stop: AbortSignal): Promise<Clock> {
  return url === undefined ? systemClock(stop) : followingClock({ url, stop });
}

/** A call that does not end must not keep the process: what it was about is looked at when the bot runs again. */
async function orLater(stopped: Promise<void>, onLate: () => void): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), stopDeadlineMs);
  });
  if ((await Promise.race([stopped, late])) === 'late') onLate();
  clearTimeout(timer);
}
