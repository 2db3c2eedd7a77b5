import { z } from 'zod';
import type { ProxySettings } from '../system/proxy-route.ts';
import { logLevels, type LogLevel } from '../system/pino-log.ts';
import { isLoopbackHost } from './loopback.ts';
import type { VariableReader } from './variables.ts';
import { LoopbackAddress, SecureAddress } from './web-address.ts';

/** What the host says about the process: where it listens, keeps its data and reaches the chats. */
export interface Environment {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  /** PostgreSQL instead of files in `dataDir`. */
  readonly databaseUrl: string | undefined;
  readonly logLevel: LogLevel;
  /** A clock to follow; only sandboxes and tests have one. */
  readonly clockUrl: string | undefined;
  /** Where the process ends itself, for tests. */
  readonly crashAt: string | undefined;
  /** The way out of the network; `undefined` where everything is called directly. */
  readonly proxy: ProxySettings | undefined;
  readonly slack: SlackAccess | undefined;
  readonly teams: TeamsAccess | undefined;
}

export interface SlackAccess {
  readonly botToken: string;
  /** Such as `https://slack.com/api/`. */
  readonly apiUrl: string;
  /** Slack calls us and signs, or we keep a socket open to Slack. */
  readonly delivery:
    { readonly kind: 'http'; readonly signingSecret: string } | { readonly kind: 'socket'; readonly appToken: string };
}

export interface TeamsAccess {
  /** Emulators have none. */
  readonly appId: string | undefined;
  readonly tenantId: string | undefined;
  /** `undefined`: requests are not authenticated, for emulators on this machine. */
  readonly appPassword: string | undefined;
  /** The Bot Connector where no conversation has told its own address yet. */
  readonly serviceUrl: string;
}

const Text = z.string().min(1);

const ProcessVariables = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a number from 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65_535, 'must be a number from 0 to 65535')
    .default(3000),
  HOST: Text.default('127.0.0.1'),
  DATA_DIR: Text.default('./data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
    .optional(),
  LOG_LEVEL: z.enum(logLevels).default('info'),
  COUNTERSIGN_CLOCK_URL: LoopbackAddress.optional(),
  COUNTERSIGN_CRASH_AT: Text.optional(),
});

const ProxyAddress = z
  .string()
  .regex(/^https?:\/\/[^/]+\/?$/i, 'must be an address such as http://proxy.example.com:8080')
  .refine((text) => URL.canParse(text), 'must be an address such as http://proxy.example.com:8080')
  .optional();

/** Both spellings are usual; where both are set the small one counts, as in other programs. */
const ProxyVariables = z.object({
  ...{ https_proxy: ProxyAddress, HTTPS_PROXY: ProxyAddress, http_proxy: ProxyAddress, HTTP_PROXY: ProxyAddress },
  ...{ no_proxy: Text.optional(), NO_PROXY: Text.optional() },
});

const SlackVariables = z
  .object({
    SLACK_BOT_TOKEN: Text.optional(),
    SLACK_SIGNING_SECRET: Text.optional(),
    SLACK_APP_TOKEN: z
      .string()
      .regex(/^xapp-/, 'must be an app-level token, which begins with xapp-')
      .optional(),
    SLACK_API_URL: SecureAddress.default('https://slack.com/api/'),
  })
  .superRefine(({ SLACK_BOT_TOKEN: bot, SLACK_SIGNING_SECRET: signing, SLACK_APP_TOKEN: app }, context) => {
    const missing = (name: string, says: string): void =>
      context.addIssue({ code: 'custom', path: [name], message: says });
    if (bot === undefined && (signing ?? app) !== undefined) {
      missing('SLACK_BOT_TOKEN', 'is missing, though other variables of Slack are set');
    }
    if (bot !== undefined && signing === undefined && app === undefined) {
      missing('SLACK_SIGNING_SECRET', 'is missing (or SLACK_APP_TOKEN, for Socket Mode)');
    }
  });

const TeamsVariables = z
  .object({
    TEAMS_APP_ID: Text.optional(),
    TEAMS_APP_PASSWORD: Text.optional(),
    TEAMS_TENANT_ID: Text.optional(),
    TEAMS_ALLOW_UNAUTHENTICATED: z.enum(['true', 'false'], 'must be true or false').default('false'),
    // https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
    TEAMS_SERVICE_URL: SecureAddress.default('https://smba.trafficmanager.net/teams/'),
  })
  .superRefine((teams, context) => {
    const { TEAMS_APP_ID: id, TEAMS_APP_PASSWORD: password, TEAMS_TENANT_ID: tenant } = teams;
    if (teams.TEAMS_ALLOW_UNAUTHENTICATED === 'true') return;
    const missing = (name: string): void =>
      context.addIssue({
        code: 'custom',
        path: [name],
        message: 'is missing, though other variables of Teams are set',
      });
    if (id === undefined && (password ?? tenant) !== undefined) missing('TEAMS_APP_ID');
    if (id !== undefined && password === undefined) missing('TEAMS_APP_PASSWORD');
    if (id !== undefined && tenant === undefined) missing('TEAMS_TENANT_ID');
  });

/** Reads what concerns the process; `undefined` when something is wrong, which the reader then tells. */
export function readEnvironment(reader: VariableReader): Environment | undefined {
  const host = reader.read(ProcessVariables);
  const proxy = reader.read(ProxyVariables);
  const slack = reader.read(SlackVariables);
  const teams = reader.read(TeamsVariables.superRefine(loopbackOnly(host?.HOST ?? '')));
  if (host === undefined || proxy === undefined || slack === undefined || teams === undefined) return undefined;

  return {
    port: host.PORT,
    host: host.HOST,
    dataDir: host.DATA_DIR,
    databaseUrl: host.DATABASE_URL,
    logLevel: host.LOG_LEVEL,
    clockUrl: host.COUNTERSIGN_CLOCK_URL,
    crashAt: host.COUNTERSIGN_CRASH_AT,
    proxy: proxySettings(proxy),
    slack: slackAccess(slack),
    teams: teamsAccess(teams),
  };
}

function loopbackOnly(host: string) {
  return (
    { TEAMS_ALLOW_UNAUTHENTICATED: allowed }: z.output<typeof TeamsVariables>,
    context: z.RefinementCtx,
  ): void => {
    if (allowed === 'false' || isLoopbackHost(host)) return;
    const message = 'is for this machine only: set HOST to 127.0.0.1, or remove it';
    context.addIssue({ code: 'custom', path: ['TEAMS_ALLOW_UNAUTHENTICATED'], message });
  };
}

function proxySettings(proxy: z.output<typeof ProxyVariables>): ProxySettings | undefined {
  const https = proxy.https_proxy ?? proxy.HTTPS_PROXY;
  const http = proxy.http_proxy ?? proxy.HTTP_PROXY;
  if (https === undefined && http === undefined) return undefined;
  return { https, http, except: proxy.no_proxy ?? proxy.NO_PROXY ?? '' };
}

function slackAccess(slack: z.output<typeof SlackVariables>): SlackAccess | undefined {
  const { SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret, SLACK_APP_TOKEN: appToken } = slack;
  if (botToken === undefined) return undefined;
  const apiUrl = slack.SLACK_API_URL;
  if (appToken !== undefined) return { botToken, apiUrl, delivery: { kind: 'socket', appToken } };
  return { botToken, apiUrl, delivery: { kind: 'http', signingSecret: signingSecret ?? '' } };
}

function teamsAccess(teams: z.output<typeof TeamsVariables>): TeamsAccess | undefined {
  const { TEAMS_APP_ID: appId, TEAMS_TENANT_ID: tenantId, TEAMS_APP_PASSWORD: password } = teams;
  const open = teams.TEAMS_ALLOW_UNAUTHENTICATED === 'true';
  if (appId === undefined && !open) return undefined;
  return { appId, tenantId, appPassword: open ? undefined : password, serviceUrl: teams.TEAMS_SERVICE_URL };
}
