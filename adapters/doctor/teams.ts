import type { Person } from '../../src/people/people.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { JsonObject } from '../../src/shared/json.ts';
import type { Channel } from '../../src/transfers/settings.ts';
import type { TeamsAccess } from '../config/environment.ts';
import type { Outgoing } from '../system/outgoing.ts';
import { createTokenKeeper, noToken, TokenRefused, type TokenKeeper } from '../teams/access-token.ts';
import { createConnector, type Connector, type ConnectorCall, type ConnectorFault } from '../teams/connector.ts';
import { isAllowedService } from '../teams/service-address.ts';
import { finding, type Finding } from './finding.ts';
import { testText } from './test-card.ts';

type NamedChannel = Pick<Channel, 'id' | 'name'>;

export interface TeamsQuestions {
  readonly outgoing: Outgoing;
  /** Teams may ask to wait. */
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
  readonly access: TeamsAccess;
  readonly channels: readonly NamedChannel[];
  readonly people: readonly Pick<Person, 'name' | 'teams'>[];
  /** Posts a card that says it is a test, instead of asking whether the bot is there. */
  readonly testCard: boolean;
  /** Where the tenant signs in, when not at Microsoft: for tests. */
  readonly loginUrl?: string;
}

const deadlineMs = 10_000;

/** Teams as the bot will meet it: whether it is believed there, where it can post and whom it can know. */
export async function teamsFindings(questions: TeamsQuestions): Promise<readonly Finding[]> {
  const { channels, people } = questions;
  const token = tokenFor(questions);
  const signIn = token === noToken ? finding('warning', 'teams.unauthenticated') : await signInFinding(token);
  const findings = [signIn];
  if (signIn.severity !== 'problem') {
    const connector = connectorFor(questions, token);
    for (const channel of channels) findings.push(await channelFinding(questions, connector, channel));
  }
  return [...findings, peopleFinding(people)];
}

/** Where Teams is not set up. */
export function noTeamsFindings(channels: readonly NamedChannel[]): readonly Finding[] {
  if (channels.length === 0) return [finding('ok', 'teams.not_configured')];
  const names = channels.map(({ name }) => `#${name}`);
  return [finding('problem', 'teams.channels_without', names)];
}

function tokenFor({ access, outgoing, clock, loginUrl }: TeamsQuestions): TokenKeeper {
  const { appId, appPassword, tenantId } = access;
  if (appId === undefined || appPassword === undefined || tenantId === undefined) return noToken;
  const login = loginUrl === undefined ? {} : { loginUrl };
  return createTokenKeeper({ appId, appPassword, tenantId, outgoing, clock, timeoutMs: deadlineMs, ...login });
}

function connectorFor({ access, outgoing, clock }: TeamsQuestions, token: TokenKeeper): Connector {
  const rules = { serviceUrl: access.serviceUrl, open: access.appPassword === undefined };
  const isAllowed = (address: string): boolean => isAllowedService(address, rules);
  return createConnector({ outgoing, token, isAllowed, timeoutMs: () => deadlineMs, now: clock.now });
}

/** What to look at first, by the word that OAuth has for a refusal. */
const suspects = new Map<string, readonly string[]>([
  ['invalid_client', ['TEAMS_APP_PASSWORD']],
  ['unauthorized_client', ['TEAMS_APP_ID', 'TEAMS_TENANT_ID']],
  ['invalid_tenant', ['TEAMS_TENANT_ID']],
  ['invalid_request', ['TEAMS_TENANT_ID']],
]);
const allOfThem = ['TEAMS_APP_ID', 'TEAMS_APP_PASSWORD', 'TEAMS_TENANT_ID'];

async function signInFinding(token: TokenKeeper): Promise<Finding> {
  try {
    await token.current();
    return finding('ok', 'teams.signed_in');
  } catch (error) {
    if (!(error instanceof TokenRefused)) return finding('problem', 'teams.no_sign_in', wordOf(error));
    const { status, reason } = error;
    // without a word of the tenant it was a proxy, or a sign-in in trouble
    if (reason === undefined || status >= 500) return finding('problem', 'teams.no_sign_in', `status ${status}`);
    return finding('problem', 'teams.sign_in_refused', reason, suspects.get(reason) ?? allOfThem);
  }
}

/** The system's word for a call that came to nothing, such as `ECONNREFUSED`. */
function wordOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no reason';
  const { cause } = error;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : error.name;
}

const mostTries = 4;
const longestWaitMs = 30_000;

async function channelFinding(
  { access, clock, testCard }: TeamsQuestions,
  connector: Connector,
  { id, name }: NamedChannel,
): Promise<Finding> {
  const { serviceUrl } = access;
  const call: ConnectorCall = testCard
    ? { method: 'POST', serviceUrl, path: [id, 'activities'], body: testMessage }
    : { method: 'GET', serviceUrl, path: [id, 'pagedmembers'] };
  let answer = await connector.call(call);
  for (let tries = 1; tries < mostTries && !answer.ok && isTooMany(answer.failure); tries += 1) {
    await clock.sleep(Math.min(longestWaitMs, answer.failure.retryAfterMs ?? 1_000));
    answer = await connector.call(call);
  }
  if (!answer.ok) return troubleFinding(answer.failure, { id, name }, testCard);
  return finding('ok', testCard ? 'teams.test_card' : 'teams.channel_good', name);
}

type Answered = Extract<ConnectorFault, { kind: 'answered' }>;

function isTooMany(fault: ConnectorFault): fault is Answered {
  return fault.kind === 'answered' && fault.status === 429;
}

function troubleFinding(fault: ConnectorFault, { id, name }: NamedChannel, testCard: boolean): Finding {
  if (fault.kind === 'lost') return finding('problem', testCard ? 'teams.test_card_unknown' : 'teams.no_answer', name);
  if (fault.kind === 'not_sent') return finding('problem', 'teams.not_asked', name, fault.reason);
  const { status, code } = fault;
  if (status === 401) return finding('problem', 'teams.bot_refused', name, code);
  if (status === 403) return finding('problem', 'teams.not_in_channel', name, code);
  if (status === 404) return finding('problem', 'teams.no_channel', name, id, code);
  return finding('problem', testCard ? 'teams.test_card_refused' : 'teams.channel_untold', name, code);
}

const testMessage: JsonObject = {
  type: 'message',
  summary: testText,
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: testText, wrap: true }] },
    },
  ],
};

function peopleFinding(people: TeamsQuestions['people']): Finding {
  const without = people.filter(({ teams }) => teams === undefined).map(({ name }) => name);
  return without.length === 0
    ? finding('ok', 'teams.people_good', people.length)
    : finding('ok', 'teams.people_without', without);
}
