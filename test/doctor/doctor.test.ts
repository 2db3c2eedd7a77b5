import { mkdirSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { doctor } from '../../adapters/cli/doctor.ts';
import { nodeDisk } from '../../adapters/store/disk/node-disk.ts';
import { writeMarker } from '../../adapters/store/lowdb/store-marker.ts';
import { patient, spoken, type FileOfTest, type Patient } from './examined.ts';

let at: Patient;
beforeEach(async () => {
  at = await patient();
});
afterEach(() => at.stop());

it('finds nothing wrong with the sandbox but that it is one, believes everybody in Teams, and no bot runs yet', async () => {
  const { exit, lines } = await at.examined();

  expect(exit).toBe(0);
  expect(lines.filter(({ severity }) => severity !== 'ok').map(({ code }) => code)).toEqual([
    'bot.silent',
    'teams.unauthenticated',
    'bridge.emulator',
  ]);
});

it('gives a next step in every line that is not ok, and shows no secret', async () => {
  const { lines } = await at.examined({ SLACK_BOT_TOKEN: 'xoxb-not-this-one', SAGE_BRIDGE_SECRET: 'hush-hush' });

  expect(lines.filter(({ severity, next }) => severity !== 'ok' && (next ?? '') === '')).toEqual([]);
  expect(JSON.stringify(lines)).not.toMatch(/not-this-one|hush-hush/);
});

it('prints for people what it found, by what it is about', async () => {
  const variables = at.emulated.env();

  const { printed } = await spoken(() => doctor({ variables, json: false, testCard: false }));

  expect(printed).toMatch(/^Configuration\n {2}ok {7}The configuration can be used/);
  expect(printed).toContain('\n\nSlack\n');
  expect(printed).toContain('\n\nMicrosoft Teams\n');
  expect(printed).toMatch(/this rule asks 2 people \(Dana Whitfield, Luis Ortega\)/);
  expect(printed.trimEnd()).toMatch(/0 problems, 3 warnings\.$/);
});

type Change = (file: FileOfTest) => void;
const company = (change: (one: FileOfTest['companies'][number]) => void, channels?: 'too'): Change => {
  return (file) => {
    file.companies.forEach(change);
    if (channels === 'too') file.channels.forEach((one) => (one.company = file.companies[0]?.id ?? ''));
  };
};

it.each<[string, { readonly env?: Record<string, string>; readonly change?: Change }, string]>([
  ['a variable is missing', { env: { SLACK_SIGNING_SECRET: '' } }, 'configuration.invalid'],
  ['Slack refuses the token', { env: { SLACK_BOT_TOKEN: 'xoxb-other' } }, 'slack.token_refused'],
  ['Slack is not there', { env: { SLACK_API_URL: 'http://127.0.0.1:9/api/' } }, 'slack.no_answer'],
  ['a channel does not exist', { change: ({ channels: [one] }) => one && (one.id = 'C9') }, 'slack.no_channel'],
  ['a person does not exist', { change: ({ people: [one] }) => one && (one.slack = 'U9') }, 'slack.no_person'],
  ['Procore refuses the credentials', { env: { PROCORE_CLIENT_SECRET: 'x' } }, 'procore.credentials_refused'],
  ['Procore is not there', { env: { PROCORE_LOGIN_URL: 'http://127.0.0.1:9' } }, 'procore.no_answer'],
  ['the company is another', { change: company((one) => (one.id = '77'), 'too') }, 'procore.no_company'],
  [
    'a live project does not exist',
    { change: company((one) => one.jobs.push({ procore: '77', live: true })) },
    'procore.no_project',
  ],
  ['the bridge refuses the signature', { env: { SAGE_BRIDGE_SECRET: 'x' } }, 'bridge.denied'],
  ['the bridge is not there', { env: { SAGE_BRIDGE_URL: 'http://127.0.0.1:9' } }, 'bridge.no_answer'],
  ['the bridge keeps another company', { change: company((one) => (one.sageCompany = 'Other')) }, 'bridge.denied'],
  ['a rule asks nobody', { change: ({ people }) => people.forEach((one) => (one.role = 'x')) }, 'policy.nobody'],
  [
    'a rule asks for more people than there are',
    { change: (file) => (file.people = file.people.filter(({ role }) => role !== 'admin')) },
    'policy.not_enough',
  ],
  ['no rule names the live job', { change: ({ policy }) => (policy.rules = []) }, 'policy.no_rule_for_job'],
  ['no channel names the live job', { change: (file) => (file.channels = []) }, 'policy.no_channel_for_job'],
])('ends with 1 and says what to do when %s', async (_name, { env, change }, code) => {
  const { exit, of } = await at.examined(env, change);

  expect(exit).toBe(1);
  expect(of(code)[0]).toMatchObject({ severity: 'problem', next: expect.stringMatching(/\w{3}/) as unknown });
});

it('B24: a rule or a channel that names a job Sage does not have is told with its line', async () => {
  const { exit, of } = await at.examined({}, (file) => {
    const [rule] = file.policy.rules;
    file.policy.rules.unshift({ ...rule, kinds: '*', bands: rule?.bands ?? [], jobs: ['1042', '9999'] });
  });

  expect(exit).toBe(1);
  expect(of('policy.unknown_job').map(({ says }) => says)).toContainEqual(
    expect.stringMatching(/^line \d+, policy\.rules\[0\]\.jobs\[1\] names job 9999/),
  );
});

it.each([
  [120_000, 'warning', 0],
  [-600_000, 'problem', 1],
] as const)('F13: clocks that are %i ms apart are a %s', async (advanceMs, severity, exit) => {
  if (advanceMs > 0) await at.control('POST', 'clock', { advanceMs });
  else at.emulated.clock.advance(advanceMs);

  const examined = await at.examined();

  expect(examined.of('clock.differs').map((line) => line.severity)).toEqual([severity, severity, severity]);
  expect(examined.of('clock.differs')[0]?.next).toMatch(/this machine/);
  expect(examined.exit).toBe(exit);
});

it('tells what Procore and the bridge know to be in the way', async () => {
  const world = at.emulated.world() as unknown as { procore: { projects: { id: unknown }[] } };
  await at.control('PATCH', `procore/projects/${String(world.procore.projects[0]?.id)}`, { erp_integrated: true });
  const limits = { subcontractNumber: null, subcontractTitle: null };
  await at
    .control('PATCH', 'sage/profile/1', { traceField: null, overBudget: null, limits })
    .catch(() => at.control('POST', 'sage/profile', { traceField: null, overBudget: null, limits }));

  const { exit, of } = await at.examined();

  expect(exit).toBe(1);
  expect(of('procore.erp_integrated')).toHaveLength(1);
  expect(of('bridge.unknown').map(({ says }) => says)).toEqual([
    expect.stringContaining('12 characters'),
    expect.stringContaining('30 characters'),
    expect.stringContaining('blocked'),
    expect.stringContaining('by its number'),
  ]);
});

it('names the scopes that the app lacks', async () => {
  await at.control('POST', 'faults', [{ at: 'slack.auth.test', fault: 'fewerScopes' }]);

  const { exit, of } = await at.examined();

  expect(exit).toBe(1);
  expect(of('slack.scopes_missing')[0]?.says).toContain('im:write and users:read');
});

it('posts a test card in each channel only when it is asked to', async () => {
  const cards = () => (at.emulated.world() as unknown as { slack: { messages: { text: string }[] } }).slack.messages;
  await at.examined();
  const before = cards().length;
  const { of } = await at.examined({}, undefined, { testCard: true });

  expect(before).toBe(0);
  expect(of('slack.test_card')).toHaveLength(1);
  expect(cards().map(({ text }) => text)).toEqual([expect.stringContaining('test card')]);
});

it('says that a data folder is damaged, and what to do', async () => {
  const folder = at.emulated.env()['DATA_DIR'] ?? '';
  mkdirSync(folder, { recursive: true });
  await writeMarker(nodeDisk(), folder, { v: 1, began: true });

  const { exit, of } = await at.examined();

  expect(exit).toBe(1);
  expect(of('store.refused')[0]?.says).toMatch(/right volume is mounted/);
});

it('says when a public address does not lead to the bot', async () => {
  const { of } = await at.examined({}, undefined, { publicUrl: `${at.emulated.url}/nowhere/` });

  expect(of('bot.not_public')[0]).toMatchObject({ severity: 'problem' });
});
