import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express, { type Express, type Router } from 'express';
import type { JsonObject } from '../../src/shared/json.ts';
import { ok, type Result } from '../../src/shared/result.ts';
import { errorHandler, nothingHere } from '../http/app.ts';
import { listen, type ListenFailure } from '../http/listening.ts';
import { pinoLog } from '../system/pino-log.ts';
import { botEnvironment } from './bot-environment.ts';
import { controlRouter, type Controlled, worldOf } from './control.ts';
import { ControlError } from './emulator.ts';
import { createEmulators, type Emulators } from './emulators.ts';
import { createFaults } from './faults.ts';
import { pageRouter } from './page/page-router.ts';
import { createSandboxClock, type SandboxClock } from './sandbox-clock.ts';
import { sandboxConfig } from './sandbox-config.ts';
import { slackHand } from './slack-hand.ts';
import { cast } from './stories/cast.ts';
import { stories } from './stories/stories.ts';
import { teamsHand } from './teams-hand.ts';
import { tellStory } from './tell-story.ts';

export interface SandboxOptions {
  /** 0 takes any that is free. */
  readonly port: number;
  /** Where the bot listens. */
  readonly botUrl: string;
  readonly story?: string;
  /** `false` leaves Slack to another server: its variables are missing in the environment, its ids stay. */
  readonly slack?: boolean;
  /**
   * The bot is to talk to Teams too: the environment says so, and the emulated Teams adds the app to its conversations.
   * Else its variables are missing in the environment, and its ids stay.
   */
  readonly teams?: boolean;
  /** Slack delivers over sockets and the environment says so; else only when asked for. */
  readonly slackSocket?: boolean;
  /** Starts the bot afresh too, with nothing remembered; where nobody can do that, the page does not offer it. */
  readonly startAfresh?: (reset: () => Promise<void>) => Promise<void>;
}

export interface Sandbox {
  readonly url: string;
  readonly clock: SandboxClock;
  readonly emulators: Emulators;
  /** What `npm start` needs to work against this sandbox. */
  env: Controlled['env'];
  world(): JsonObject;
  reset: Controlled['reset'];
  stop(): Promise<void>;
}

/** Plays Procore, the Sage bridge, Slack and Microsoft Teams on one port of this machine, and tells a story in them. */
export async function startSandbox(options: SandboxOptions): Promise<Result<Sandbox, ListenFailure>> {
  const clock = createSandboxClock();
  const faults = createFaults(() => all.flatMap(({ faultPlaces }) => faultPlaces));
  const botUrl = options.botUrl.replace(/\/+$/, '');
  const emulators = createEmulators(clock, faults, { botUrl, slackSocket: options.slackSocket === true });
  const { procore, sage, slack, teams, secrets } = emulators;
  const all = [procore, sage, slack, teams];
  const folder = mkdtempSync(join(tmpdir(), 'countersign-sandbox-'));
  const configPath = join(folder, 'countersign.config.json');

  let tellings = 0;
  const reset: Controlled['reset'] = async ({ story: wanted = stories[0].name, seed = 1 }) => {
    const story = stories.find(({ name }) => name === wanted);
    if (story === undefined) throw new ControlError('no_story', `There is no story "${wanted}".`);
    faults.clear();
    for (const emulator of all) emulator.reset(seed);
    const users = cast.map(({ role, name, email, procore: id }) => ({ id, role, name, email }));
    procore.seed({ ...story.procore, users });
    const told = await tellStory(story, { procore, sage });
    writeFileSync(configPath, JSON.stringify(sandboxConfig(story, told), null, 2));
    tellings += 1;
  };

  let url = '';
  const controlled: Controlled = {
    ...{ clock, faults, stories, reset, emulators: all },
    keepers: { procore, sage },
    hands: { slack: slackHand(slack), teams: teamsHand(teams) },
    env: (way = options.slackSocket === true ? 'socket' : 'http') =>
      botEnvironment(emulators, {
        ...{ url, botUrl, configPath },
        dataDir: join(folder, 'data'),
        slack: options.slack === false ? undefined : way,
        teams: options.teams === true,
      }),
  };
  await reset(options.story === undefined ? {} : { story: options.story });
  // from now on: nobody is told of what stood there before
  procore.registerHook({ url: `${botUrl}/procore/webhooks`, authorization: `Bearer ${secrets.webhook}` });

  const { startAfresh } = options;
  const page = pageRouter({
    snapshot: () => ({ tellings, world: worldOf(all), armed: faults.armed().map((fault) => ({ ...fault })) }),
    botUrl,
    startAfresh: startAfresh === undefined ? undefined : () => startAfresh(() => reset({})),
  });
  const listening = await listen(sandboxApp(controlled, page), {
    port: options.port,
    host: '127.0.0.1',
    upgrade: slack.sockets.upgrade,
  });
  if (!listening.ok) {
    rmSync(folder, { recursive: true });
    return listening;
  }
  url = `http://127.0.0.1:${listening.value.port}`;
  if (options.teams === true) teams.installations.start(`${url}/teams`);
  return ok({
    ...{ url, clock, emulators, reset },
    env: controlled.env,
    world: () => worldOf(all),
    async stop() {
      slack.sockets.close();
      teams.installations.stop();
      await listening.value.stop(1_000);
      for (const emulator of all) emulator.reset(1);
      rmSync(folder, { recursive: true, force: true });
    },
  });
}

/** The emulators under their names, the control interface, and a page for people. */
export function sandboxApp(controlled: Controlled, page: Router): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(page);
  app.use('/_control', controlRouter(controlled));
  for (const { name, router } of controlled.emulators) app.use(`/${name}`, router);
  app.use(nothingHere, errorHandler(pinoLog('error', process.stderr)));
  return app;
}
