import type { Emulators } from './emulators.ts';

export interface BotEnvironmentOptions {
  /** Where the sandbox listens. */
  readonly url: string;
  readonly botUrl: string;
  readonly configPath: string;
  readonly dataDir: string;
  /** How Slack reaches the bot; `undefined` leaves Slack to another server. */
  readonly slack: 'http' | 'socket' | undefined;
}

/** The environment with which `npm start` works against this sandbox. */
export function botEnvironment(
  { procore, secrets }: Pick<Emulators, 'procore' | 'secrets'>,
  { url, botUrl, configPath, dataDir, slack }: BotEnvironmentOptions,
): { readonly [name: string]: string } {
  const { port, hostname } = new URL(botUrl);
  const forSlack = {
    SLACK_BOT_TOKEN: secrets.slackToken,
    ...(slack === 'socket'
      ? { SLACK_APP_TOKEN: secrets.slackAppToken }
      : { SLACK_SIGNING_SECRET: secrets.slackSigning }),
    SLACK_API_URL: `${url}/slack/api/`,
  };
  return {
    PORT: port === '' ? '80' : port,
    HOST: hostname.replace(/^\[|\]$/g, ''),
    DATA_DIR: dataDir,
    COUNTERSIGN_CONFIG: configPath,
    COUNTERSIGN_CLOCK_URL: `${url}/_control/clock`,
    ...(slack === undefined ? {} : forSlack),
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
