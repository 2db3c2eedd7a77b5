import type { Log } from '../../src/ports/log.ts';
import type { SlackClient } from './slack-client.ts';
import { slackFailure } from './slack-failure.ts';

/** Which workspace and app every request must come from. */
export interface SlackIdentity {
  readonly teamId: string;
  readonly appId: string;
  /** The organisation, where the workspace belongs to one. */
  readonly enterpriseId?: string;
}

export interface IdentityWatch {
  /** `undefined` until Slack has answered. */
  current(): SlackIdentity | undefined;
  readonly known: Promise<SlackIdentity>;
  stop(): void;
}

export interface IdentityDeps {
  readonly client: SlackClient;
  readonly log: Log;
  /** How long to wait before asking again, by how often it failed. */
  readonly retryAfterMs?: (failures: number) => number;
}

/** Asks Slack until it answers; the bot serves meanwhile and refuses what it cannot tell apart. */
export function watchIdentity({ client, log, retryAfterMs = doubling }: IdentityDeps): IdentityWatch {
  let identity: SlackIdentity | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const known = new Promise<SlackIdentity>((resolve) => {
    let failures = 0;
    const ask = async (): Promise<void> => {
      const answer = await askIdentity(client);
      if (stopped) return;
      if (typeof answer !== 'string') {
        identity = answer;
        log.info('slack.identified', { team: answer.teamId, app: answer.appId });
        resolve(answer);
        return;
      }
      failures += 1;
      log.warn('slack.not_identified', { reason: answer, failures });
      timer = setTimeout(() => void ask(), retryAfterMs(failures));
      timer.unref();
    };
    void ask();
  });

  return {
    current: () => identity,
    known,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

async function askIdentity(client: SlackClient): Promise<SlackIdentity | string> {
  try {
    const { team_id: teamId, bot_id: bot, enterprise_id: enterpriseId } = await client.auth.test();
    if (teamId === undefined || bot === undefined) return 'the token is not a bot token';
    const appId = (await client.bots.info({ bot })).bot?.app_id;
    if (appId === undefined) return 'Slack names no app for the bot';
    // outside of an organisation Slack leaves it out, or empty
    return { teamId, appId, ...(enterpriseId ? { enterpriseId } : {}) };
  } catch (error) {
    const failure = slackFailure(error);
    return 'reason' in failure ? failure.reason : failure.kind;
  }
}

function doubling(failures: number): number {
  return Math.min(30_000, 500 * 2 ** failures);
}
