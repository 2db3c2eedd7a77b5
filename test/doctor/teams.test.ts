import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '../../adapters/cli/free-port.ts';
import type { Finding } from '../../adapters/doctor/finding.ts';
import { teamsFindings } from '../../adapters/doctor/teams.ts';
import { words } from '../../adapters/doctor/words.ts';
import { teamsTenant } from '../../adapters/sandbox/stories/cast.ts';
import { directly } from '../../adapters/system/outgoing.ts';
import { instant } from '../../src/shared/dates.ts';
import { appId, openIdentity, type IdentityDouble } from '../teams/identity-double.ts';
import { patient, type Examined, type Patient } from './examined.ts';

const [accounting, monthEnd] = teamsTenant.places;

let at: Patient;
beforeAll(async () => {
  at = await patient();
});
afterEach(async () => {
  await at.emulated.reset({});
});
afterAll(() => at.stop());

const found = ({ lines }: Examined): readonly string[] =>
  lines.filter(({ code }) => code.startsWith('teams.')).map(({ severity, code }) => `${severity} ${code}`);
const next = (says: RegExp): object => ({ next: expect.stringMatching(says) as unknown });
const messages = () =>
  (at.emulated.world() as unknown as { teams: { messages: { conversation: string; card: unknown }[] } }).teams.messages;

describe('with Teams set up', () => {
  it('says that everybody is believed, that the bot is in each channel, and that everybody has an id', async () => {
    const examined = await at.examined({}, ({ channels }) => {
      const { id, name } = monthEnd;
      for (const channel of channels)
        if (channel.platform === 'slack') Object.assign(channel, { platform: 'teams', id, name });
    });
    const { exit, of } = examined;

    expect(exit).toBe(0);
    expect(found(examined)).toEqual([
      'warning teams.unauthenticated',
      'ok teams.channel_good',
      'ok teams.channel_good',
      'ok teams.people_good',
    ]);
    expect(of('teams.unauthenticated')[0]).toMatchObject(next(/remove it/));
    expect(of('teams.channel_good').map(({ says }) => says)).toEqual([
      'The bot is in #month-end in Teams.',
      'The bot is in #accounting in Teams.',
    ]);
    expect(messages()).toEqual([]);
  });

  it('says that the app was removed from the channel, and where to add it', async () => {
    await at.control('POST', 'teams/remove', { conversation: 'accounting' });

    const { exit, of } = await at.examined();

    expect(exit).toBe(1);
    expect(of('teams.not_in_channel')[0]?.says).toContain('BotNotInConversationRoster');
    expect(of('teams.not_in_channel')[0]).toMatchObject(next(/Add the app.*#accounting.*setup-teams/));
    expect(of('teams.channel_good')).toEqual([]);
  });

  it('says that there is no such channel, and that its id may be wrong', async () => {
    const { exit, of } = await at.examined({}, ({ channels }) => {
      for (const channel of channels) if (channel.platform === 'teams') channel.id = '19:nowhere@thread.tacv2';
    });

    expect(exit).toBe(1);
    expect(of('teams.no_channel')[0]?.says).toContain('19:nowhere@thread.tacv2');
    expect(of('teams.no_channel')[0]).toMatchObject(next(/setup-teams.*id of the channel/));
  });

  it('says that Teams is not there, and which address to look at', async () => {
    const { exit, of } = await at.examined({ TEAMS_SERVICE_URL: `http://127.0.0.1:${await freePort()}/teams` });

    expect(exit).toBe(1);
    expect(of('teams.no_answer')[0]?.says).toContain('TEAMS_SERVICE_URL');
    expect(of('teams.no_answer')[0]).toMatchObject(next(/reaches that address/));
  });

  it('says that Teams is in trouble, and to try again', async () => {
    await at.control('POST', 'faults', [{ at: 'teams.members', fault: 'badGateway' }]);

    const { exit, of } = await at.examined();

    expect(exit).toBe(1);
    expect(of('teams.channel_untold')[0]).toMatchObject(next(/again in a few minutes/));
  });

  it('posts a test card in each channel only when it is asked to', async () => {
    const { exit, of } = await at.examined({}, undefined, { testCard: true });

    expect(exit).toBe(0);
    expect(of('teams.test_card')).toHaveLength(1);
    expect(messages()).toMatchObject([{ conversation: accounting.id }]);
    expect(JSON.stringify(messages()[0]?.card)).toContain('This is a test card');
  });

  it.each([
    ['refused', 'teams.test_card_refused'],
    ['removed', 'teams.not_in_channel'],
    ['conversationGone', 'teams.no_channel'],
    ['dropAfterCommit', 'teams.test_card_unknown'],
  ])('posts a test card once when it is answered with %s, and says what that means', async (fault, code) => {
    await at.control('POST', 'faults', [{ at: 'teams.send', fault }]);

    const { exit, of } = await at.examined({}, undefined, { testCard: true });

    expect(exit).toBe(1);
    expect(of(code)[0]).toMatchObject({ severity: 'problem', ...next(/\w{3}/) });
    expect(of('teams.test_card')).toEqual([]);
    expect(messages()).toHaveLength(fault === 'dropAfterCommit' ? 1 : 0);
  });

  it('names who has no id in Teams, which is no fault', async () => {
    const { exit, of } = await at.examined({}, ({ people }) => people.slice(0, 2).forEach((one) => delete one.teams));

    expect(exit).toBe(0);
    expect(of('teams.people_without')).toMatchObject([
      { severity: 'ok', says: expect.stringMatching(/^Dana Whitfield and Luis Ortega have/) as unknown },
    ]);
  });
});

describe('without Teams', () => {
  const none = { TEAMS_TENANT_ID: undefined, TEAMS_ALLOW_UNAUTHENTICATED: undefined, TEAMS_SERVICE_URL: undefined };

  it('says that no card is posted in the channels that name it', async () => {
    const examined = await at.examined(none);

    expect(examined.exit).toBe(1);
    expect(found(examined)).toEqual(['problem teams.channels_without']);
    expect(examined.of('teams.channels_without')[0]?.says).toContain('#accounting');
    expect(examined.of('teams.channels_without')[0]).toMatchObject(next(/setup-teams/));
  });

  it('finds nothing wrong where no channel names it', async () => {
    const examined = await at.examined(none, (file) => {
      file.channels = file.channels.filter(({ platform }) => platform !== 'teams');
    });

    expect(examined.exit).toBe(0);
    expect(found(examined)).toEqual(['ok teams.not_configured']);
  });
});

describe('the sign-in', () => {
  let identity: IdentityDouble;
  beforeAll(async () => {
    identity = await openIdentity(() => '');
  });
  beforeEach(() => {
    identity.asked.length = 0;
    Object.assign(identity, { status: 200, refusal: undefined });
  });
  afterAll(() => identity.close());

  const password = 'app-password-value';
  const { tenantId } = teamsTenant;
  const slept: number[] = [];
  const bearers: (string | null)[] = [];
  const listening: typeof fetch = (address, init) => {
    if (String(address).includes('/v3/')) bearers.push(new Headers(init?.headers).get('authorization'));
    return fetch(address, init);
  };
  const refusing: typeof fetch = (address, init) =>
    String(address).includes('/v3/') ? Promise.resolve(new Response('', { status: 401 })) : fetch(address, init);
  const signedIn = (loginUrl = identity.url, way = listening): Promise<readonly Finding[]> =>
    teamsFindings({
      outgoing: { ...directly, fetch: way },
      clock: {
        now: () => instant(at.emulated.clock.now()),
        sleep: (ms) => {
          slept.push(ms);
          at.emulated.clock.advance(ms);
          return Promise.resolve();
        },
      },
      access: { appId, appPassword: password, tenantId, serviceUrl: `${at.emulated.url}/teams` },
      channels: [accounting],
      people: [],
      testCard: false,
      loginUrl,
    });
  const said = ({ code, values }: Finding): string =>
    JSON.stringify((words[code] as (...all: readonly unknown[]) => object)(...values));

  it('works when the tenant gives a token, and the channels are asked with it', async () => {
    const findings = await signedIn();

    expect(findings.slice(0, 2).map(({ severity, code }) => `${severity} ${code}`)).toEqual([
      'ok teams.signed_in',
      'ok teams.channel_good',
    ]);
    expect(identity.asked).toEqual([`/${tenantId}/oauth2/v2.0/token`]);
    expect(bearers).toEqual(['Bearer token-1']);
  });

  it('that works and is not taken by Teams points at the Azure Bot', async () => {
    const findings = await signedIn(identity.url, refusing);

    expect(findings[1]).toMatchObject({ severity: 'problem', code: 'teams.bot_refused' });
    expect(said(findings[1] as Finding)).toContain('Azure Bot');
  });

  it.each([
    ['invalid_client', 401, ['TEAMS_APP_PASSWORD']],
    ['unauthorized_client', 400, ['TEAMS_APP_ID', 'TEAMS_TENANT_ID']],
    ['invalid_tenant', 400, ['TEAMS_TENANT_ID']],
    ['something_else', 400, ['TEAMS_APP_ID', 'TEAMS_APP_PASSWORD', 'TEAMS_TENANT_ID']],
  ])('that ends with %s names what to look at and shows no value', async (error, status, variables) => {
    const told = `AADSTS1: ${appId} of ${tenantId} with ${password}`;
    Object.assign(identity, { status, refusal: { error, error_description: told } });

    const [first, ...others] = await signedIn();

    expect(first).toMatchObject({ severity: 'problem', code: 'teams.sign_in_refused', values: [error, variables] });
    for (const variable of variables) expect(said(first as Finding)).toContain(variable);
    expect([appId, tenantId, password].filter((value) => said(first as Finding).includes(value))).toEqual([]);
    expect(others.map(({ code }) => code)).toEqual(['teams.people_good']);
  });

  it.each<[string, object, () => Promise<string>, string]>([
    ['in trouble', { status: 503, refusal: { error: 'server_error' } }, async () => identity.url, 'status 503'],
    [
      'answered with no word of OAuth',
      { status: 400, refusal: { error: `${password}!` } },
      async () => identity.url,
      'status 400',
    ],
    ['behind a page of a proxy', { status: 403, refusal: {} }, async () => identity.url, 'status 403'],
    ['not there', {}, async () => `http://127.0.0.1:${await freePort()}`, 'ECONNREFUSED'],
  ])('that is %s blames no variable', async (_name, answer, url, reason) => {
    Object.assign(identity, answer);

    const [first] = await signedIn(await url());

    expect(first).toMatchObject({ severity: 'problem', code: 'teams.no_sign_in', values: [reason] });
    expect(said(first as Finding)).not.toMatch(/TEAMS_/);
  });

  it('is followed by patience where Teams asks for it', async () => {
    await at.control('POST', 'faults', [{ at: 'teams.members', fault: 'rateLimited' }]);

    const findings = await signedIn();

    expect(slept).toEqual([2_000]);
    expect(findings.map(({ code }) => code)).toContain('teams.channel_good');
  });
});
