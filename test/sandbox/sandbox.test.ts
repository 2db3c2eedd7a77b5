import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readConfiguration } from '../../adapters/config/configuration.ts';
import { httpProcore } from '../../adapters/procore/procore.ts';
import { httpSage } from '../../adapters/sage/http-sage.ts';
import { startSandbox, type Sandbox } from '../../adapters/sandbox/sandbox.ts';
import { systemChance } from '../../adapters/system/system-chance.ts';
import { systemClock } from '../../adapters/system/system-clock.ts';
import { projectId } from '../../src/shared/ids.ts';
import type { JsonObject } from '../../src/shared/json.ts';

const clock = systemClock(new AbortController().signal);
let sandbox: Sandbox;

async function started(options: Partial<Parameters<typeof startSandbox>[0]> = {}): Promise<Sandbox> {
  const answer = await startSandbox({ port: 0, botUrl: 'http://127.0.0.1:1', ...options });
  if (!answer.ok) throw new Error(answer.failure.code);
  return answer.value;
}

beforeAll(async () => {
  sandbox = await started();
});
afterAll(() => sandbox.stop());

function listOf(world: JsonObject, system: string, collection: string): readonly JsonObject[] {
  return ((world[system] as JsonObject)[collection] ?? []) as readonly JsonObject[];
}

it('answers an environment that the bot accepts, without a warning', () => {
  const read = readConfiguration(sandbox.env());

  expect(read).toMatchObject({
    ok: true,
    value: {
      warnings: [],
      environment: { port: 1, host: '127.0.0.1', slack: { delivery: { kind: 'http' } } },
      companies: [{ company: { mode: 'direct' } }],
      timing: {
        pollMs: 500,
        callDeadlineMs: 2_000,
        operationPollMs: 100,
        unconfirmedWaitMs: 1_000,
        retryMaxMs: 2_000,
        cardWindowMs: 10_000,
      },
    },
  });
});

it('lets the real adapters in with that environment', async () => {
  const read = readConfiguration(sandbox.env());
  if (!read.ok) throw new Error('the environment is refused');
  const [configured] = read.value.companies;
  if (configured === undefined) throw new Error('there is no company');
  const { company } = configured;
  const deps = { clock, callDeadlineMs: 2_000 };
  const procore = httpProcore({ ...configured.procore, ...deps, companyId: company.id });
  const bridge = { ...configured.bridge, company: company.sageCompany, chance: systemChance };
  const sage = httpSage({ ...bridge, ...deps });

  const [project = ''] = company.liveProjects;
  const contracts = await procore.subcontractsChangedSince(projectId(project), undefined);
  const health = await sage.health();

  expect(contracts).toMatchObject({ ok: true, value: [{}, {}, {}] });
  expect(health).toMatchObject({ ok: true, value: { company: company.sageCompany, sageReachable: true } });
});

it('tells the default story: one subcontract in both books, two ready, all of it within the budget', () => {
  const world = sandbox.world();

  const contracts = listOf(world, 'procore', 'work_order_contracts');
  const inSage = listOf(world, 'sage', 'subcontracts');
  expect(contracts.map(({ number, status, grand_total: total }) => [number, status, total])).toEqual([
    ['SC-001', 'Approved', '96000.00'],
    ['SC-002', 'Approved', '48500.00'],
    ['SC-003', 'Approved', '182750.00'],
  ]);
  expect(inSage.map(({ key, number }) => [key, number])).toEqual([[contracts[0]?.['origin_id'], 'SC-001']]);
  expect(listOf(world, 'procore', 'projects').map(({ origin_id: origin }) => origin)).toEqual(
    listOf(world, 'sage', 'jobs').map(({ key }) => key),
  );
  expect((world['sage'] as JsonObject)['writes']).toBe(0);
});

it('makes a contract ready for approval from a number, a status and amounts alone', async () => {
  const body = JSON.stringify({ number: 'SC-900', status: 'Approved', line_items: [{ amount: '1250.00' }] });
  const answer = await fetch(`${sandbox.url}/_control/procore/work_order_contracts`, { method: 'POST', body });
  const made = (await answer.json()) as JsonObject;

  expect(made).toMatchObject({ number: 'SC-900', status: 'Approved', executed: true, grand_total: '1250.00' });
  expect(listOf(sandbox.world(), 'procore', 'work_order_contracts').at(-1)).toEqual(made);
});

it('starts a story afresh: the same seed gives the same world', async () => {
  const withoutTimes = (world: JsonObject): string =>
    JSON.stringify(world, (key, value: unknown) => (/_at$|At$|date/.test(key) ? undefined : value));
  await sandbox.reset({ seed: 7 });
  const first = withoutTimes(sandbox.world());
  const project = (
    JSON.parse(readFileSync(sandbox.env()['COUNTERSIGN_CONFIG'] ?? '', 'utf8')) as {
      companies: [{ jobs: [{ procore: string }] }];
    }
  ).companies[0].jobs[0].procore;

  await sandbox.reset({ seed: 7 });

  expect(withoutTimes(sandbox.world())).toBe(first);
  expect(first).toContain(`"id":${project}`);
  await expect(sandbox.reset({ story: 'none' })).rejects.toThrow('no story');
  expect(withoutTimes(sandbox.world())).toBe(first);
});

it('leaves the variables of Slack out when another server plays it, and keeps its ids', async () => {
  const without = await started({ slack: false });

  const names = Object.keys(without.env());
  const read = readConfiguration(without.env());
  await without.stop();

  expect(names.filter((name) => name.startsWith('SLACK_'))).toEqual([]);
  expect(read).toMatchObject({
    value: {
      channels: [{ platform: 'slack', id: 'C000000001' }, { platform: 'teams' }],
      people: { all: { length: 4 } },
    },
  });
});

it('has the variables of Teams for a bot that shall talk to it, and else leaves them out and keeps its ids', async () => {
  const played = await started({ teams: true });

  const names = (env: object): readonly string[] => Object.keys(env).filter((name) => name.startsWith('TEAMS_'));
  const read = readConfiguration(played.env());
  await played.stop();

  expect(names(played.env())).toEqual(['TEAMS_TENANT_ID', 'TEAMS_ALLOW_UNAUTHENTICATED', 'TEAMS_SERVICE_URL']);
  expect(played.env()['TEAMS_SERVICE_URL']).toBe(`${played.url}/teams`);
  expect(read).toMatchObject({ value: { environment: { teams: { serviceUrl: `${played.url}/teams` } } } });
  expect(names(sandbox.env())).toEqual([]);
  expect(readConfiguration(sandbox.env())).toMatchObject({
    value: { channels: [{}, { platform: 'teams', id: '19:accounting@thread.tacv2' }] },
  });
});

it('says when its port is taken', async () => {
  const second = await startSandbox({ port: Number(new URL(sandbox.url).port), botUrl: 'http://127.0.0.1:1' });

  expect(second).toMatchObject({ ok: false, failure: { code: 'EADDRINUSE' } });
});
