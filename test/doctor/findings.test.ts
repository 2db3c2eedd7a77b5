import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Ask, Asked } from '../../adapters/doctor/ask.ts';
import { clockFindings } from '../../adapters/doctor/clocks.ts';
import type { Finding } from '../../adapters/doctor/finding.ts';
import { procoreFindings } from '../../adapters/doctor/procore.ts';
import { neededScopes, scopeFindings, slackFindings } from '../../adapters/doctor/slack.ts';
import { spaceFinding } from '../../adapters/doctor/store.ts';
import type { ConfiguredCompany } from '../../adapters/config/configuration.ts';
import { ok } from '../../src/shared/result.ts';
import { company } from '../builders.ts';
import { handClock } from '../store/hand-clock.ts';

const seen = (findings: readonly Finding[]) => findings.map(({ severity, code }) => `${severity} ${code}`);
const answer = (body: unknown, more: Partial<Asked> = {}) =>
  ok({ status: 200, text: JSON.stringify(body), headers: {}, skewMs: 0, ...more });

/** Answers by what the address ends with; the last that fits. */
function scripted(answers: { readonly [end: string]: ReturnType<typeof answer> }): Ask {
  return (url) => {
    const path = url.replace(/[?#].*$/, '');
    const found = Object.entries(answers).findLast(([end]) => path.endsWith(end));
    return Promise.resolve(found?.[1] ?? answer({}, { status: 404 }));
  };
}

it('F13: an alarm shows when a clock is more than 60 seconds off, and says whose clock it is', () => {
  const findings = clockFindings([
    { system: 'Slack', skewMs: 59_000 },
    { system: 'Procore', skewMs: -61_000 },
    { system: 'the bridge', skewMs: 250_000 },
    { system: 'nobody', skewMs: undefined },
  ]);

  expect(seen(findings)).toEqual([
    'ok clock.agrees',
    'warning clock.differs',
    'problem clock.differs',
    'warning clock.not_told',
  ]);
  expect(findings[1]?.values).toEqual(['Procore', 61, true]);
  expect(clockFindings([{ system: 'Slack', skewMs: 90_000 }])[0]?.values).toEqual(['Slack', 90, false]);
});

it('asks for the scopes that the manifest grants', () => {
  const manifest = JSON.parse(readFileSync('manifest.json', 'utf8')) as { oauth_config: { scopes: { bot: string[] } } };

  expect([...neededScopes].sort()).toEqual(manifest.oauth_config.scopes.bot.toSorted());
  expect(seen(scopeFindings([...neededScopes, 'channels:read']))).toEqual(['ok slack.scopes']);
  expect(seen(scopeFindings([...neededScopes, 'channels:history']))).toContain('warning slack.scopes_unused');
  expect(seen(scopeFindings(undefined))).toEqual(['warning slack.scopes_untold']);
});

it.each([
  [50e9, 'ok store.space'],
  [0.5e9, 'warning store.little_space'],
  [0.05e9, 'problem store.little_space'],
])('judges %i free bytes', (bytes, finding) => {
  expect(seen([spaceFinding(bytes)])).toEqual([finding]);
});

describe('Slack', () => {
  const found = async (answers: Parameters<typeof scripted>[0], socket = false) => {
    const { findings } = await slackFindings({
      ask: scripted({ 'auth.test': answer({ ok: true, team: 'T', bot_id: 'B1' }), ...answers }),
      sleep: () => Promise.resolve(),
      access: {
        botToken: 'xoxb-1',
        apiUrl: 'https://slack.com/api/',
        delivery: socket ? { kind: 'socket', appToken: 'xapp-1' } : { kind: 'http', signingSecret: 's' },
      },
      channels: [{ id: 'C1', name: 'accounting' }],
      people: [{ name: 'Ada', slack: 'U1' }],
      testCard: false,
    });
    return seen(findings);
  };
  const user = (fields: object) => ({ 'users.info': answer({ ok: true, user: fields }) });
  const channel = (body: object) => ({ 'conversations.info': answer(body) });

  it.each([
    [channel({ ok: true, channel: { is_member: false } }), 'problem slack.not_in_channel'],
    [channel({ ok: true, channel: { is_member: true, is_archived: true } }), 'problem slack.channel_archived'],
    [channel({ ok: false, error: 'missing_scope' }), 'warning slack.channel_untold'],
    [channel({ ok: true, channel: { is_member: true } }), 'ok slack.channel_good'],
    [user({ deleted: true }), 'problem slack.person_outside'],
    [user({ is_ultra_restricted: true }), 'problem slack.person_outside'],
    [user({ is_restricted: false }), 'ok slack.people_good'],
    [{ 'bots.info': answer({ ok: true, bot: {} }) }, 'problem slack.not_identified'],
    [{ 'auth.test': answer({ ok: true, team: 'T' }) }, 'problem slack.not_identified'],
    [{ 'auth.test': answer('a page of a proxy', { status: 502 }) }, 'problem slack.no_answer'],
  ])('%j is seen', async (answers, finding) => {
    expect(await found(answers as unknown as Parameters<typeof scripted>[0])).toContain(finding);
  });

  it('tries whether a connection for Socket Mode can be opened', async () => {
    expect(await found({ 'connections.open': answer({ ok: true }) }, true)).toContain('ok slack.socket_opens');
    expect(await found({ 'connections.open': answer({ ok: false, error: 'invalid_auth' }) }, true)).toContain(
      'problem slack.socket_refused',
    );
  });
});

describe('Procore', () => {
  const project = company().liveProjects.values().next().value ?? '';
  const one = (fields: object) =>
    answer({ id: Number(project), name: 'Clinic', project_number: '1042', active: true, origin_id: '1042', ...fields });
  const tool = (level: string) =>
    answer({ tools: [{ name: 'commitments', available_for_user: true, user_access_level: { name: level } }] });
  const found = async (answers: Parameters<typeof scripted>[0]) => {
    const tokens = (await import('node:http')).createServer((_request, response) => {
      response.setHeader('content-type', 'application/json').end('{"access_token": "t", "expires_in": 5400}');
    });
    await new Promise<void>((resolve) => tokens.listen(0, '127.0.0.1', resolve));
    const { port } = tokens.address() as { port: number };
    const procore = { clientId: 'c', clientSecret: 's', apiUrl: 'https://api.procore.com', webUrl: '' };
    const configured = {
      company: company(),
      procore: { ...procore, loginUrl: `http://127.0.0.1:${port}`, webhookSecret: 'w' },
      bridge: { url: '', secret: '' },
    } as unknown as ConfiguredCompany;
    const ask = scripted({
      companies: answer([{ id: Number(company().id), name: 'Harbor' }]),
      [`projects/${project}`]: one({}),
      permissions: tool('admin'),
      hooks: answer([{ id: 7, destination_url: 'https://bot.example/procore/webhooks' }]),
      triggers: answer([]),
      ...answers,
    });
    const { findings } = await procoreFindings(configured, ask, handClock());
    tokens.close();
    return seen(findings);
  };

  it.each([
    [{}, 'ok procore.projects_good'],
    [{ [`projects/${project}`]: answer({}, { status: 403 }) }, 'problem procore.project_not_permitted'],
    [{ [`projects/${project}`]: answer({}, { status: 500 }) }, 'warning procore.project_unread'],
    [{ [`projects/${project}`]: one({ is_erp_integrated: true }) }, 'problem procore.erp_integrated'],
    [{ [`projects/${project}`]: one({ origin_id: null }) }, 'warning procore.project_unlinked'],
    [{ permissions: tool('read_only') }, 'problem procore.commitments_read_only'],
    [{ permissions: tool('standard') }, 'warning procore.commitments_standard'],
    [{ permissions: answer({ tools: [] }) }, 'problem procore.no_commitments'],
    [{ hooks: answer([]) }, 'warning procore.no_hook'],
    [{ hooks: answer({}, { status: 403 }) }, 'warning procore.hooks_unread'],
    [{}, 'warning procore.hook_lacks_triggers'],
    [
      { triggers: answer([], { headers: { 'x-rate-limit-remaining': '3', 'x-rate-limit-limit': '600' } }) },
      'warning procore.few_calls_left',
    ],
  ])('%j is seen', async (answers, finding) => {
    expect(await found(answers)).toContain(finding);
  });
});
