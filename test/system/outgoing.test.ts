import { got } from 'got';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { privateAnswers } from '../../adapters/slack/private-answer.ts';
import { slackClient } from '../../adapters/slack/slack-client.ts';
import { createBridgeCaller } from '../../adapters/sage/bridge-call.ts';
import { createTokenSource } from '../../adapters/procore/token.ts';
import { createOutgoing, type Outgoing } from '../../adapters/system/outgoing.ts';
import { proxyFor } from '../../adapters/system/proxy-route.ts';
import { systemChance } from '../../adapters/system/system-chance.ts';
import { note } from '../slack/cards.ts';
import { memoryLog } from '../slack/slack-room.ts';
import { handClock } from '../store/hand-clock.ts';
import { connectProxy, httpPlace, httpsPlace, type Place } from './connect-proxy.ts';
import { certificate } from './self-signed.ts';

let proxy: Awaited<ReturnType<typeof connectProxy>>;
let plain: Place;
let secure: Place;
let outgoing: Outgoing;
beforeAll(async () => {
  const answer = { ok: true, access_token: 't', expires_in: 5_400, team_id: 'T1', bot_id: 'B1' };
  const say = (_: unknown, response: { end(text: string): unknown }) => void response.end(JSON.stringify(answer));
  plain = await httpPlace(say);
  secure = await httpsPlace(say);
  proxy = await connectProxy((port) => (port === '443' ? secure.port : plain.port));
  const address = proxy.url.replace('//', '//ann:p%40ss@');
  outgoing = createOutgoing({ https: address, http: address, except: 'direct.example.test' });
});
afterAll(() => Promise.all([proxy.close(), plain.close(), secure.close()]));
beforeEach(() => {
  proxy.asked.length = 0;
});

const log = memoryLog();
const asked = () => proxy.asked.map(({ place }) => place);

describe('a call by a proxy', () => {
  it('to Slack asks the proxy for a tunnel, with its name and password', async () => {
    const client = slackClient({ token: 'xoxb-1', apiUrl: 'http://slack.example.test/api/', log, outgoing });

    expect(await client.auth.test()).toMatchObject({ team_id: 'T1' });
    const authorization = `Basic ${Buffer.from('ann:p@ss').toString('base64')}`;
    expect(proxy.asked).toEqual([{ place: 'slack.example.test:80', authorization }]);
  });

  it('to a response_url takes the same way', async () => {
    const client = slackClient({ token: 'xoxb-1', apiUrl: 'http://slack.example.test/api/', log, outgoing });
    const answer = privateAnswers({ client, log, outgoing });

    await answer({ user: 'U1', channel: 'C1', responseUrl: 'http://slack.example.test/response/1' }, note('Noted.'));

    expect(asked()).toEqual(['slack.example.test:80']);
  });

  it('to Procore asks the proxy for a tunnel', async () => {
    const credentials = { loginUrl: 'http://api.example.test', clientId: 'i', clientSecret: 's', outgoing };

    expect(await createTokenSource(credentials, handClock(), 2_000).token()).toEqual({ ok: true, value: 't' });
    expect(asked()).toEqual(['api.example.test:80']);
  });

  it('to a bridge asks the proxy for a tunnel, and knows that nothing left when the proxy refuses', async () => {
    const refusing = await connectProxy(() => plain.port, 403);
    const bridge = (way: Outgoing) =>
      createBridgeCaller(
        { url: 'http://bridge.example.test', secret: 's', company: 'c', callDeadlineMs: 2_000, outgoing: way },
        { clock: handClock(), chance: systemChance },
      )({ method: 'GET', path: ['health'] });

    expect(await bridge(outgoing)).toMatchObject({ kind: 'answered', status: 200 });
    expect(await bridge(createOutgoing({ https: undefined, http: refusing.url, except: '' }))).toEqual({
      kind: 'not_sent',
    });
    await refusing.close();
  });

  it('over TLS talks to the host itself through the tunnel, and trusts nobody else', async () => {
    const trusting = outgoing.agents('https://api.example.test');
    const wary = outgoing.agents('https://api.example.test');
    if (trusting === undefined || wary === undefined) throw new Error('no proxy');
    trusting.https.options.ca = certificate;
    const call = (agent: typeof wary, host = 'api') =>
      got(`https://${host}.example.test/x`, { agent, retry: { limit: 0 } }).json();

    expect(await call(trusting)).toMatchObject({ ok: true });
    await expect(call(wary)).rejects.toThrow(/self-signed/);
    await expect(call(trusting, 'other')).rejects.toThrow(/altnames/);
    await expect(outgoing.fetch('https://slack.example.test/api')).rejects.toMatchObject({
      cause: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    });
    expect(asked()).toEqual([
      ...Array<string>(2).fill('api.example.test:443'),
      'other.example.test:443',
      'slack.example.test:443',
    ]);
  });

  it('is not made to this machine', async () => {
    const url = `http://127.0.0.1:${plain.port}/`;

    expect(await (await outgoing.fetch(url)).json()).toMatchObject({ ok: true });
    expect(outgoing.agents(url)).toBeUndefined();
    expect(asked()).toEqual([]);
  });
});

describe('whether an address is called by the proxy', () => {
  const settings = {
    https: 'http://proxy.test:8080',
    http: undefined,
    except: 'sage.lan, .corp.test *.x.test:8443,[fd00::1]',
  };

  it.each([
    ['https://slack.com/api/', true],
    ['wss://wss-primary.slack.com/link', true],
    ['http://slack.com/', false],
    ['https://sage.lan:4443/', false],
    ['https://bridge.sage.lan/', false],
    ['https://notsage.lan/', true],
    ['https://a.corp.test/', false],
    ['https://a.x.test/', true],
    ['https://a.x.test:8443/', false],
    ['https://[fd00::1]/', false],
    ['https://localhost/', false],
    ['https://127.0.0.1:8443/', false],
    ['https://[::1]/', false],
  ])('%s: %s', (address, proxied) => {
    expect(proxyFor(settings, address) !== undefined).toBe(proxied);
  });

  it('never, when everything is excepted', () => {
    expect(proxyFor({ ...settings, except: '*' }, 'https://slack.com/')).toBeUndefined();
  });
});
