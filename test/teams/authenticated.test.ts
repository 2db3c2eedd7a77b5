import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../src/shared/json.ts';
import { card } from '../slack/cards.ts';
import { accounting, approve, controller, message, press, tenant } from './activities.ts';
import { openTeamsRoom, type TeamsRoom } from './adapter-room.ts';
import { appId, openIdentity, type IdentityDouble } from './identity-double.ts';

// before the library is spoken to for the first time: what it writes must not come through
const written = vi.spyOn(console, 'error');

let identity: IdentityDouble;
let room: TeamsRoom;
beforeAll(async () => {
  identity = await openIdentity(() => room.connector.url);
  room = await openTeamsRoom({
    access: { appId, appPassword: 'app-password-value', tenantId: tenant, serviceUrl: '' },
    allowConnector: true,
    openIdMetadataUrl: identity.openIdMetadataUrl,
    loginUrl: identity.url,
  });
});
afterEach(async () => {
  await room.settle();
  room.reset();
});
afterAll(async () => {
  await room.close();
  await identity.close();
});

const bearing = (token: string) => ({ authorization: `Bearer ${token}` });

describe('an activity with a token', () => {
  it('is taken when the platform signed it for us', async () => {
    const { status, body } = await room.deliver(press(approve), bearing(identity.token()));

    expect([status, body?.['statusCode']]).toEqual([200, 200]);
    expect(room.conversation.presses).toHaveLength(1);
  });

  it.each<[string, () => { readonly [name: string]: string }]>([
    ['no token', () => ({})],
    ['something that is no token', () => bearing('junk')],
    ['another scheme', () => ({ authorization: `Basic ${identity.token()}` })],
    ['a token for another bot', () => bearing(identity.token({ aud: 'another' }))],
    ['a token of another issuer', () => bearing(identity.token({ iss: 'https://evil.example' }))],
    ['a token that has ended', () => bearing(identity.token({ exp: 1_000, nbf: 0 }))],
    ['a token for another service address', () => bearing(identity.token({ serviceurl: 'https://other.example' }))],
    ['a token that somebody else signed', () => bearing(identity.forged())],
    ['a token without a signature', () => bearing(identity.token({}, { alg: 'none' }))],
    ['a token with a key that nobody knows', () => bearing(identity.token({}, { kid: 'key-9' }))],
  ])('B5: with %s it is refused, nobody hears of it, and no stack is shown', async (_name, headers) => {
    const { status, text } = await room.deliver(press(approve), headers());

    expect([401, 403]).toContain(status);
    expect(text).toBe('');
    expect(room.conversation.presses).toEqual([]);
    expect(room.connector.calls).toEqual([]);
    expect(written).not.toHaveBeenCalled();
  });

  it.each<[string, JsonObject]>([
    ['the conversation', { conversation: { id: accounting, conversationType: 'channel', tenantId: 'other' } }],
    ['the channel data', { channelData: { tenant: { id: 'other' } } }],
    ['nothing', { conversation: { id: accounting, conversationType: 'channel' }, channelData: {} }],
  ])('B5: of another tenant by %s is refused in words, privately', async (_name, changes) => {
    const { body } = await room.deliver(press(approve, changes), bearing(identity.token()));

    expect(body?.['value']).toContain('only people of the organisation');
    expect(room.conversation.presses).toEqual([]);
    expect(room.log.lines).toContainEqual(expect.objectContaining({ message: 'teams.person.refused' }));
  });

  it('B5: from another channel of the platform, where anybody may be anybody, is refused', async () => {
    const { status, body } = await room.deliver(press(approve, { channelId: 'webchat' }), bearing(identity.token()));

    // the keys are endorsed for Teams alone
    expect(status === 401 || String(body?.['value']).includes('organisation')).toBe(true);
    expect(room.conversation.presses).toEqual([]);
  });

  it.each([
    'http://127.0.0.1:9/',
    'http://169.254.169.254/latest/meta-data',
    'https://evil.trafficmanager.net/teams/',
    'https://smba.trafficmanager.net.evil.example/',
    'http://smba.trafficmanager.net/teams/',
    'https://user:secret@smba.trafficmanager.net/teams/',
    'https://smba.trafficmanager.net:8443/teams/',
    'https://smba.trafficmanager.net/teams/?x=1',
    'file:///etc/passwd',
    'not an address',
  ])('B22: with the service address %s it is refused, and that address is never called', async (serviceUrl) => {
    const { status } = await room.deliver(
      message('queue', { serviceUrl }),
      bearing(identity.token({ serviceurl: serviceUrl })),
    );

    expect(status).toBe(403);
    expect(room.conversation.typed).toEqual([]);
    expect(room.called.filter((url) => !url.startsWith(identity.url))).toEqual([]);
  });
});

describe('who may do something in Teams', () => {
  it.each(['guest', 'anonymous'])(
    'B23: a member whose role is %s is refused privately, and the log says so',
    async (role) => {
      room.connector.roles.set('29:visitor', role);
      const from = {
        id: '29:visitor',
        aadObjectId: `00000000-0000-4000-8000-${role === 'guest' ? '1' : '2'}00000000009`,
      };

      const { body } = await room.deliver(press(approve, { from }), bearing(identity.token()));

      expect(body?.['value']).toContain('Guests of this organisation cannot use Countersign');
      expect(room.conversation.presses).toEqual([]);
      expect(room.log.lines).toContainEqual(
        expect.objectContaining({ level: 'warn', fields: expect.objectContaining({ reason: 'guest' }) }),
      );
    },
  );

  it('B23: somebody whom Entra ID does not know is refused', async () => {
    const { body } = await room.deliver(press(approve, { from: { id: '29:bot' } }), bearing(identity.token()));

    expect(body?.['value']).toContain('did not say who you are');
    expect(room.conversation.presses).toEqual([]);
  });
});

describe('the token of the bot', () => {
  it('is asked for once by however many need it, and taken anew when the connector does not take it', async () => {
    const before = identity.asked.length;
    await room.chat.post(accounting, card());
    await room.chat.reply({ platform: 'teams', channel: accounting, message: '1001' }, { text: 'x', paragraphs: [] });
    const first = room.connector.calls.map(({ authorization }) => authorization);
    expect(new Set(first).size).toBe(1);
    expect(first[0]).toMatch(/^Bearer token-\d+$/);

    room.connector.arm('POST', { status: 401, code: 'Unauthorized' });
    const posted = await room.chat.tell(controller.aadObjectId, { text: 'y', paragraphs: [] });

    expect(posted.ok).toBe(true);
    expect(identity.asked.length - before).toBeLessThanOrEqual(2);
    expect(identity.asked[0]).toBe(`/${tenant}/oauth2/v2.0/token`);
  });

  it('is missed without harm: nothing is called, and it is tried again later', async () => {
    identity.status = 401;
    room.clock.advance(2 * 3_600_000);

    const posted = await room.chat.post(accounting, card());

    expect(posted).toMatchObject({ ok: false, failure: { kind: 'rate_limited' } });
    expect(room.connector.calls).toEqual([]);
    expect(JSON.stringify(room.log.lines)).not.toContain('app-password-value');
    identity.status = 200;
  });
});
