import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { readConfiguration } from '../../adapters/config/configuration.ts';
import { problemText } from '../../adapters/config/problem.ts';
import { reloadingConfiguration } from '../../adapters/config/reloading-configuration.ts';
import type { Variables } from '../../adapters/config/variables.ts';
import type { Log } from '../../src/ports/log.ts';
import { company, configText, variables } from './config-text.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-config-'));
const path = join(folder, 'countersign.config.json');
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => writeFileSync(path, configText()));

function read(changes: Variables = {}): ReturnType<typeof readConfiguration> {
  return readConfiguration({ ...variables, COUNTERSIGN_CONFIG: path, ...changes });
}

function problems(changes: Variables): readonly string[] {
  const answer = read(changes);
  return answer.ok ? [] : answer.failure.map(problemText);
}

describe('the environment', () => {
  it('has defaults for everything that is not a credential', () => {
    expect(read()).toMatchObject({
      ok: true,
      value: {
        environment: {
          port: 3000,
          host: '127.0.0.1',
          dataDir: './data',
          logLevel: 'info',
          databaseUrl: undefined,
          slack: {
            botToken: 'xoxb-value',
            apiUrl: 'https://slack.com/api/',
            delivery: { kind: 'http', signingSecret: 'signing-value' },
          },
          teams: undefined,
        },
        companies: [
          {
            company: { id: '4401' },
            procore: {
              apiUrl: 'https://api.procore.com',
              loginUrl: 'https://login.procore.com',
              webUrl: 'https://app.procore.com',
            },
            bridge: { url: 'http://sage-server:8080/bridge', secret: 'bridge-value' },
          },
        ],
        warnings: [],
      },
    });
  });

  it('knows the way out of the network, whichever spelling names it, and none when nothing does', () => {
    const proxyIn = (changes: Variables): unknown => {
      const answer = read(changes);
      return answer.ok ? answer.value.environment.proxy : answer.failure;
    };
    const address = 'http://ann:word@proxy.example.com:8080';

    expect(proxyIn({})).toBeUndefined();
    expect(proxyIn({ HTTPS_PROXY: address, https_proxy: 'http://small:1', NO_PROXY: 'sage' })).toEqual({
      ...{ https: 'http://small:1', http: undefined, except: 'sage' },
    });
    expect(problems({ HTTPS_PROXY: 'socks5://ann:word@proxy' })).toEqual([
      'HTTPS_PROXY: must be an address such as http://proxy.example.com:8080',
    ]);
  });

  it('takes an app token of Slack for Socket Mode', () => {
    expect(read({ SLACK_APP_TOKEN: 'xapp-1', SLACK_SIGNING_SECRET: '' })).toMatchObject({
      value: { environment: { slack: { delivery: { kind: 'socket', appToken: 'xapp-1' } } } },
    });
  });

  it('works without Slack, and warns when there is no chat at all', () => {
    const answer = read({ SLACK_BOT_TOKEN: '', SLACK_SIGNING_SECRET: undefined });

    expect(answer).toMatchObject({
      value: { environment: { slack: undefined }, warnings: [{ where: 'SLACK_BOT_TOKEN' }] },
    });
  });

  it('reads a value from a file that NAME_FILE names', () => {
    const file = join(folder, 'secret');
    writeFileSync(file, 'from a file\n');

    expect(read({ SAGE_BRIDGE_SECRET: undefined, SAGE_BRIDGE_SECRET_FILE: file })).toMatchObject({
      value: { companies: [{ bridge: { secret: 'from a file' } }] },
    });
  });

  it('gives each company the variables with its prefix', () => {
    writeFileSync(path, configText({ companies: [company({ secretsFrom: 'ACME_' })] }));
    const acme = {
      ACME_PROCORE_CLIENT_ID: 'a',
      ACME_PROCORE_CLIENT_SECRET: 'b',
      ACME_SAGE_BRIDGE_URL: 'https://acme/',
    };

    expect(read({ ...acme, ACME_SAGE_BRIDGE_SECRET: 'c' })).toMatchObject({
      value: { companies: [{ procore: { clientId: 'a' }, bridge: { url: 'https://acme/', secret: 'c' } }] },
    });
    expect(problems(acme)).toEqual(['ACME_SAGE_BRIDGE_SECRET: is missing']);
  });

  const refused: Readonly<Record<string, [changes: Variables, problem: string]>> = {
    'a port that is none': [{ PORT: '99999' }, 'PORT: '],
    'a port with letters': [{ PORT: '80a' }, 'PORT: '],
    'a log level that does not exist': [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL: '],
    'a database that is not PostgreSQL': [{ DATABASE_URL: 'mysql://value' }, 'DATABASE_URL: '],
    'secrets sent in the clear to Procore': [{ PROCORE_API_URL: 'http://value.example.com' }, 'PROCORE_API_URL: '],
    'secrets sent in the clear to Slack': [{ SLACK_API_URL: 'http://127.0.0.1.value.com/' }, 'SLACK_API_URL: '],
    'an address that is none': [{ SAGE_BRIDGE_URL: 'value' }, 'SAGE_BRIDGE_URL: '],
    'a clock elsewhere': [{ COUNTERSIGN_CLOCK_URL: 'http://value/clock' }, 'COUNTERSIGN_CLOCK_URL: '],
    'Slack without a way to be called': [{ SLACK_SIGNING_SECRET: '' }, 'SLACK_SIGNING_SECRET: is missing'],
    'a signing secret without a token': [{ SLACK_BOT_TOKEN: '' }, 'SLACK_BOT_TOKEN: is missing'],
    'Teams without a password': [{ TEAMS_APP_ID: 'value', TEAMS_TENANT_ID: 'value' }, 'TEAMS_APP_PASSWORD: is missing'],
    'Teams without a tenant': [{ TEAMS_APP_ID: 'value', TEAMS_APP_PASSWORD: 'value' }, 'TEAMS_TENANT_ID: is missing'],
    'a secret of Teams without an app id': [{ TEAMS_APP_PASSWORD: 'value' }, 'TEAMS_APP_ID: is missing'],
    'Teams without authentication on an open host': [
      { TEAMS_APP_ID: 'value', TEAMS_ALLOW_UNAUTHENTICATED: 'true', HOST: '0.0.0.0' },
      'TEAMS_ALLOW_UNAUTHENTICATED: is for this machine only',
    ],
    'a variable set twice': [{ PROCORE_CLIENT_ID_FILE: '/value' }, 'PROCORE_CLIENT_ID: is set twice'],
    'a file that is not there': [
      { PROCORE_CLIENT_ID: '', PROCORE_CLIENT_ID_FILE: '/value/none' },
      'PROCORE_CLIENT_ID_FILE: names a file that cannot be read',
    ],
    'no configuration file': [
      { COUNTERSIGN_CONFIG: '/value/none' },
      'COUNTERSIGN_CONFIG: names a file that does not exist',
    ],
  };

  it.each(Object.entries(refused))('refuses %s, and shows no value', (_name, [changes, problem]) => {
    const told = problems(changes);

    expect(told).toEqual([expect.stringContaining(problem)]);
    expect(told.join()).not.toContain('value');
  });

  it('tells the problems of the environment and of the file together', () => {
    writeFileSync(path, configText({ people: undefined }));

    expect(problems({ PORT: 'x', SLACK_SIGNING_SECRET: '' })).toEqual([
      expect.stringContaining('PORT'),
      expect.stringContaining('SLACK_SIGNING_SECRET'),
      expect.stringMatching(/line \d+, people/),
    ]);
  });

  it('lets Teams go unauthenticated on this machine, with an app id and without', () => {
    const serviceUrl = 'https://smba.trafficmanager.net/teams/';
    expect(read({ TEAMS_ALLOW_UNAUTHENTICATED: 'true' })).toMatchObject({
      value: { environment: { teams: { appId: undefined, appPassword: undefined, serviceUrl } } },
    });
    expect(read({ TEAMS_APP_ID: 'app', TEAMS_ALLOW_UNAUTHENTICATED: 'true' })).toMatchObject({
      value: { environment: { teams: { appId: 'app', appPassword: undefined } } },
    });
  });
});

describe('a change of the file', () => {
  const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined, with: () => silent };

  function running(log: Log = silent): ReturnType<typeof reloadingConfiguration> {
    const started = read();
    if (!started.ok) throw new Error('the test began with a bad file');
    const all = { ...variables, COUNTERSIGN_CONFIG: path };
    return reloadingConfiguration({ started: started.value, variables: all, log, everyMs: 20 });
  }

  it('holds without a restart', async () => {
    const configuration = running();

    writeFileSync(path, configText({ timing: { pollMs: 12_345 } }));

    await vi.waitFor(() => expect(configuration.current().timing.pollMs).toBe(12_345), 5_000);
    configuration.stop();
  });

  it('is refused when it is not valid: the one before holds, and the log says so', async () => {
    const error = vi.fn();
    const configuration = running({ ...silent, error });

    writeFileSync(path, configText({ people: [] }).replace('"people"', '"folks"'));

    await vi.waitFor(() => expect(error).toHaveBeenCalled(), 5_000);
    expect(error).toHaveBeenCalledWith('config.refused', {
      problems: expect.arrayContaining([expect.stringContaining('people')]) as unknown,
      kept: 'the configuration before',
    });
    expect(configuration.problems()).not.toEqual([]);
    expect(configuration.current().people.all).toHaveLength(2);

    writeFileSync(path, configText());
    expect(configuration.reload()).toBe(true);
    expect(configuration.problems()).toEqual([]);
    configuration.stop();
  });

  it('never moves the process to other credentials of a chat or another port', () => {
    const started = read();
    if (!started.ok) throw new Error('the test began with a bad file');
    const all = { ...variables, COUNTERSIGN_CONFIG: path, PORT: '4000' };
    const configuration = reloadingConfiguration({ started: started.value, variables: all, log: silent });

    configuration.reload();

    expect(configuration.current().environment.port).toBe(3000);
    configuration.stop();
  });
});
