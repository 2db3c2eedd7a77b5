import type { Emulators } from './emulators.ts';
import { teamsTenant } from './stories/cast.ts';

export interface BotEnvironmentOptions {
  /** Where the sandbox listens. */
  readonly url: string;
  readonly botUrl: string;
  readonly configPath: string;
  readonly dataDir: string;
  /** How Slack reaches the bot; `undefined` leaves Slack to another server. */
  readonly slack: 'http' | 'socket' | undefined;
  /** `false` leaves Teams to another server, or out. */
  readonly teams: boolean;
}

/** The environment with which `npm start` works against this sandbox. */
export function botEnvironment(
  { procore, secrets }: Pick<Emulators, 'procore' | 'secrets'>,
  { url, botUrl, configPath, dataDir, slack, teams }: BotEnvironmentOptions,
): { readonly [name: string]: string } {
  const { port, hostname } = new URL(botUrl);
  const forSlack = {
    SLACK_BOT_TOKEN: secrets.slackToken,
    ...(slack === 'socket'
      ? { SLACK_APP_TOKEN: secrets.slackAppToken }
      : { SLACK_SIGNING_SECRET: secrets.slackSigning }),
    SLACK_API_URL: `${url}/slack/api/`,
  };
  const forTeams = {
    TEAMS_TENANT_ID: teamsTenant.tenantId,
    TEAMS_ALLOW_UNAUTHENTICATED: 'true',
    TEAMS_SERVICE_URL: `${url}/teams`,
  };
  return {
    PORT: port === '' ? '80' : port,
    HOST: hostname.replace(/^\[|\]$/g, ''),
    DATA_DIR: dataDir,
    COUNTERSIGN_CONFIG: configPath,
    COUNTERSIGN_CLOCK_URL: `${url}/_control/clock`,
    ...(slack === undefined ? {} : forSlack),
    ...(teams ? forTeams : {}),
    PROCORE_CLIENT_ID: procore.credentials.clientId,
    PROCORE_CLIENT_SECRET: procore.credentials.clientSecret,
    PROCORE_API_URL: `${url}/procore`,
    PROCORE_LOGIN_URL: `${url}/procore`,
    PROCORE_WEB_URL: `${url}/procore`,
    PROCORE_WEBHOOK_SECRET: secrets.webhook,
    SAGE_BRIDGE_URL: `${url}/sage`,
    SAGE_BRIDGE_SECRET: secrets.bridge,
  };
}
