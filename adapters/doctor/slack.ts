import { z } from 'zod';
import type { Person } from '../../src/people/people.ts';
import type { Channel } from '../../src/transfers/settings.ts';
import type { SlackAccess } from '../config/environment.ts';
import { jsonOf, type Ask } from './ask.ts';
import type { Skew } from './clocks.ts';
import { finding, type Finding } from './finding.ts';
import { testText } from './test-card.ts';

/** What the app of manifest.json is granted; each is used. */
export const neededScopes = ['chat:write', 'commands', 'im:write', 'users:read'] as const;

export interface SlackQuestions {
  readonly ask: Ask;
  /** In milliseconds; Slack may ask to wait. */
  readonly sleep: (ms: number) => Promise<void>;
  readonly access: SlackAccess;
  readonly channels: readonly Pick<Channel, 'id' | 'name'>[];
  readonly people: readonly Pick<Person, 'name' | 'slack'>[];
  /** Posts a card that says it is a test, instead of asking whether one could be posted. */
  readonly testCard: boolean;
}

const Answer = z.object({
  ok: z.boolean(),
  error: z.string().optional(),
  team: z.string().optional(),
  bot_id: z.string().optional(),
  bot: z.object({ app_id: z.string().optional() }).optional(),
  channel: z
    .union([z.string(), z.object({ is_member: z.boolean().optional(), is_archived: z.boolean().optional() })])
    .optional(),
  user: z
    .union([
      z.string(),
      z.object({
        deleted: z.boolean().optional(),
        is_restricted: z.boolean().optional(),
        is_ultra_restricted: z.boolean().optional(),
        is_stranger: z.boolean().optional(),
      }),
    ])
    .optional(),
});
type Answer = z.output<typeof Answer>;

interface Told {
  readonly body: Answer;
  readonly scopes: readonly string[] | undefined;
  readonly skewMs: number | undefined;
}

/** Slack as the bot will meet it: who it is, what it may do, where it can post and whom it knows. */
export async function slackFindings(
  questions: SlackQuestions,
): Promise<{ readonly findings: readonly Finding[]; readonly skew: Skew }> {
  const { access, channels, people, testCard } = questions;
  const call = caller(questions);
  const who = await call('auth.test');
  const skew: Skew = { system: 'Slack', skewMs: typeof who === 'string' ? undefined : who.skewMs };
  if (typeof who === 'string') return { skew, findings: [finding('problem', 'slack.no_answer', who)] };
  if (!who.body.ok)
    return { skew, findings: [finding('problem', 'slack.token_refused', who.body.error ?? 'no reason')] };

  const findings = [
    await identity(call, who.body),
    ...scopeFindings(who.scopes),
    ...(access.delivery.kind === 'socket' ? [await socketFinding(questions, access.delivery.appToken)] : []),
  ];
  for (const channel of channels)
    findings.push(await (testCard ? testCardFinding(call, channel) : channelFinding(call, channel)));
  return { skew, findings: [...findings, ...(await peopleFindings(call, people))] };
}

const mostTries = 4;
/** In seconds. */
const longestWait = 30;

type Call = (method: string, form?: Readonly<Record<string, string>>, token?: string) => Promise<Told | string>;

/** A word for what went wrong where Slack gave no answer of its own. */
function caller({ ask, access, sleep }: Pick<SlackQuestions, 'ask' | 'access' | 'sleep'>): Call {
  const base = access.apiUrl.replace(/\/*$/, '/');
  return async (method, form = {}, token = access.botToken) => {
    const headers = { authorization: `Bearer ${token}` };
    let answer = await ask(`${base}${method}`, { method: 'POST', headers, form });
    for (let tries = 1; tries < mostTries && answer.ok && answer.value.status === 429; tries += 1) {
      await sleep(1000 * Math.min(longestWait, Number(answer.value.headers['retry-after']) || 1));
      answer = await ask(`${base}${method}`, { method: 'POST', headers, form });
    }
    if (!answer.ok) return answer.failure.code;
    const body = Answer.safeParse(jsonOf(answer.value.text));
    if (!body.success) return `status ${answer.value.status}`;
    const granted = answer.value.headers['x-oauth-scopes'];
    const scopes = typeof granted === 'string' ? granted.split(',').map((scope) => scope.trim()) : undefined;
    return { body: body.data, scopes, skewMs: answer.value.skewMs };
  };
}

function failureOf(told: Told | string): string | undefined {
  if (typeof told === 'string') return told;
  return told.body.ok ? undefined : (told.body.error ?? 'no reason');
}

async function identity(call: Call, who: Answer): Promise<Finding> {
  if (who.bot_id === undefined) return finding('problem', 'slack.not_identified', 'it is no bot token');
  const told = await call('bots.info', { bot: who.bot_id });
  const app = typeof told === 'string' ? undefined : told.body.bot?.app_id;
  if (app === undefined) return finding('problem', 'slack.not_identified', failureOf(told) ?? 'it names no app');
  return finding('ok', 'slack.identified', who.team ?? '?', app);
}

export function scopeFindings(granted: readonly string[] | undefined): readonly Finding[] {
  if (granted === undefined) return [finding('warning', 'slack.scopes_untold')];
  const missing = neededScopes.filter((scope) => !granted.includes(scope));
  const mayHelp = /^(channels|groups):read$/;
  const unused = granted.filter((scope) => !neededScopes.some((needed) => needed === scope) && !mayHelp.test(scope));
  return [
    missing.length === 0
      ? finding('ok', 'slack.scopes', neededScopes.length)
      : finding('problem', 'slack.scopes_missing', missing),
    ...(unused.length === 0 ? [] : [finding('warning', 'slack.scopes_unused', unused)]),
  ];
}

async function socketFinding(questions: SlackQuestions, appToken: string): Promise<Finding> {
  const told = await caller(questions)('apps.connections.open', {}, appToken);
  const failure = failureOf(told);
  return failure === undefined
    ? finding('ok', 'slack.socket_opens')
    : finding('problem', 'slack.socket_refused', failure);
}

async function channelFinding(call: Call, { id, name }: SlackQuestions['channels'][number]): Promise<Finding> {
  const told = await call('conversations.info', { channel: id });
  const failure = failureOf(told);
  if (failure === 'missing_scope') return finding('warning', 'slack.channel_untold', name, failure);
  if (failure !== undefined) return finding('problem', 'slack.no_channel', name, id, failure);
  const channel = typeof told === 'string' || typeof told.body.channel === 'string' ? undefined : told.body.channel;
  if (channel?.is_archived === true) return finding('problem', 'slack.channel_archived', name);
  return channel?.is_member === false
    ? finding('problem', 'slack.not_in_channel', name)
    : finding('ok', 'slack.channel_good', name);
}

async function testCardFinding(call: Call, { id, name }: SlackQuestions['channels'][number]): Promise<Finding> {
  const blocks = JSON.stringify([{ type: 'section', text: { type: 'plain_text', text: testText } }]);
  const failure = failureOf(await call('chat.postMessage', { channel: id, text: testText, blocks }));
  return failure === undefined
    ? finding('ok', 'slack.test_card', name)
    : finding('problem', 'slack.test_card_refused', name, failure);
}

async function peopleFindings(call: Call, people: SlackQuestions['people']): Promise<readonly Finding[]> {
  const troubles: Finding[] = [];
  const inSlack = people.filter((person) => person.slack !== undefined);
  for (const { name, slack = '' } of inSlack) {
    const told = await call('users.info', { user: slack });
    const failure = failureOf(told);
    const user = typeof told === 'string' || typeof told.body.user === 'string' ? undefined : told.body.user;
    const guest = [user?.is_restricted, user?.is_ultra_restricted, user?.is_stranger].includes(true);
    if (failure !== undefined) troubles.push(finding('problem', 'slack.no_person', name, slack, failure));
    else if (user?.deleted === true)
      troubles.push(finding('problem', 'slack.person_outside', name, slack, 'deactivated'));
    else if (guest) troubles.push(finding('problem', 'slack.person_outside', name, slack, 'a guest'));
  }
  const good = inSlack.length - troubles.length;
  return [...(good > 0 && troubles.length === 0 ? [finding('ok', 'slack.people_good', good)] : []), ...troubles];
}
