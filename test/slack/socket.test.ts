import { afterEach, describe, expect, it } from 'vitest';
import { isAllowedSocketUrl } from '../../adapters/slack/socket-address.ts';
import { socketNote } from '../../adapters/slack/socket-health.ts';
import { card } from './cards.ts';
import { openRoom, type Room, type RoomOptions } from './slack-room.ts';

const rooms: Room[] = [];
afterEach(() => Promise.all(rooms.splice(0).map((room) => room.close())));

/** A socket that notices within half a second what usually takes a quarter of a minute. */
async function socketRoom(options: RoomOptions = {}): Promise<Room> {
  const socketTimes = { helloMs: 300, pingMs: 50, silentMs: 400, steadyMs: 0, ...options.socketTimes };
  const room = await openRoom({ ...options, way: 'socket', socketTimes });
  rooms.push(room);
  return room;
}

const health = (room: Room) => room.socket?.health();
const noteOf = (room: Room) => (room.socket === undefined ? '' : socketNote(room.socket.health()));
const said = (room: Room, message: string) => room.log.lines.filter((line) => line.message === message);

describe('the connection to Slack', () => {
  it('is there when Slack has said hello, and needs no port of ours', async () => {
    const room = await socketRoom();

    const seen = await room.slack.command({ user: 'clerk', text: '/sage' });

    expect(seen).toMatchObject({ delivered: true, seen: [{ text: 'Nothing waits for you.' }] });
    expect(health(room)).toMatchObject({ connected: true, connections: 1, deafSince: undefined });
    expect(noteOf(room)).toMatch(/^Slack is connected over a socket, last heard at 20/);
  });

  it('is made anew when it breaks', async () => {
    const room = await socketRoom();

    room.faults.arm([{ at: 'slack.socket', fault: 'drop' }]);
    await expect.poll(() => health(room)?.connections).toBe(2);

    expect(await room.slack.command({ user: 'clerk', text: '/sage' })).toMatchObject({ delivered: true });
    expect(said(room, 'slack.socket.not_connected')).toMatchObject([{ level: 'warn', fields: { reason: 'broken' } }]);
  });

  it('is made anew when it stays open and nothing comes over it', async () => {
    const room = await socketRoom();

    room.faults.arm([{ at: 'slack.socket', fault: 'silent' }]);
    await expect.poll(() => health(room)?.connections, { timeout: 3_000 }).toBe(2);

    expect(await room.slack.command({ user: 'clerk', text: '/sage' })).toMatchObject({ delivered: true });
    expect(said(room, 'slack.socket.not_connected')).toMatchObject([{ fields: { reason: 'silent' } }]);
  });

  it('is made anew when it opens and no hello comes', async () => {
    const room = await socketRoom({ trouble: [{ at: 'slack.socket.hello', fault: 'missing' }], waitForSocket: false });

    await expect.poll(() => health(room)?.connected, { timeout: 3_000 }).toBe(true);

    expect(said(room, 'slack.socket.not_connected')).toMatchObject([{ fields: { reason: 'no_hello' } }]);
  });

  it.each(['refresh', 'warning'])(
    'moves when Slack asks for it (%s), and the old one is left when the new one is there',
    async (fault) => {
      const room = await socketRoom();

      room.faults.arm([{ at: 'slack.socket', fault }]);
      await expect.poll(() => health(room)?.connections).toBe(2);
      await expect.poll(() => room.slack.sockets.connections()).toBe(1);

      expect(await room.slack.command({ user: 'clerk', text: '/sage' })).toMatchObject({ delivered: true });
      expect(said(room, 'slack.socket.dismissed')).toHaveLength(1);
      expect(said(room, 'slack.socket.not_connected')).toEqual([]);
    },
  );

  it('carries requests over the old one for as long as there is no new one', async () => {
    const room = await socketRoom();

    room.faults.arm([
      { at: 'slack.apps.connections.open', fault: 'error500', count: 1_000_000 },
      { at: 'slack.socket', fault: 'refresh' },
    ]);
    await expect.poll(() => said(room, 'slack.socket.not_connected').length).toBeGreaterThan(2);

    expect(await room.slack.command({ user: 'clerk', text: '/sage' })).toMatchObject({ delivered: true });
    expect(health(room)).toMatchObject({ connected: true });
  });

  it('is asked for again when Slack gives no address, and not before Slack wants it', async () => {
    const started = Date.now();
    const room = await socketRoom({
      trouble: [{ at: 'slack.apps.connections.open', fault: 'rateLimited' }],
      waitForSocket: false,
    });

    await expect.poll(() => health(room)?.connected, { timeout: 5_000 }).toBe(true);

    expect(Date.now() - started).toBeGreaterThanOrEqual(2_000);
  });

  it('says which variable to set when Slack refuses the app token, and goes on asking', async () => {
    const room = await socketRoom({ appToken: 'xapp-wrong', waitForSocket: false, socketTimes: { refusedWaitMs: 50 } });

    await expect.poll(() => said(room, 'slack.app_token.not_accepted').length).toBeGreaterThan(1);

    const [first] = said(room, 'slack.app_token.not_accepted');
    expect(first).toMatchObject({ level: 'error', fields: { reason: 'invalid_auth' } });
    expect(first?.fields?.['says']).toContain('SLACK_APP_TOKEN');
    expect(JSON.stringify(room.log.lines)).not.toContain('xapp-wrong');
    expect(noteOf(room)).toMatch(/^Slack is not connected since .*invalid_auth.*never heard/);
  });

  it('tells a bot token from an app token', async () => {
    const room = await socketRoom({ appToken: 'xoxb-sandbox', waitForSocket: false });

    await expect
      .poll(() => said(room, 'slack.app_token.not_accepted'))
      .toMatchObject([{ fields: { reason: 'not_allowed_token_type' } }]);
  });

  it('is an error once nobody could press a button for a while', async () => {
    const room = await socketRoom({
      trouble: [{ at: 'slack.apps.connections.open', fault: 'error500', count: 1_000_000 }],
      waitForSocket: false,
      socketTimes: { deafMs: 100 },
    });

    await expect.poll(() => said(room, 'slack.socket.deaf')[0]?.level).toBe('error');
  });

  it('ends in time, and answers what is under way', async () => {
    const room = await socketRoom();
    await room.chat.post('C0ACCOUNTING', card());
    let decide = (): void => {};
    room.conversation.onPress = () =>
      new Promise((decided) => {
        decide = () => decided({ kind: 'nothing' });
      });

    const click = room.slack.click({ user: 'controller', label: 'Approve' });
    await expect.poll(() => room.conversation.presses).toHaveLength(1);
    const stopped = room.socket?.stop();
    decide();

    expect(await click).toMatchObject({ delivered: true, status: 200 });
    await stopped;
    await expect.poll(() => room.slack.sockets.connections()).toBe(0);
  });

  it('takes nothing new once the process is told to stop, and says nothing about it', async () => {
    const room = await socketRoom();
    room.socket?.drain();

    const typed = await room.slack.command({ user: 'clerk', text: '/sage' });

    expect(typed).toMatchObject({ delivered: false, seen: [{ text: expect.stringContaining('timeout') as string }] });
    expect(room.conversation.typed).toEqual([]);
    expect(room.slack.sockets.connections()).toBe(1);
  });

  it('ends within moments when Slack does not answer its goodbye', async () => {
    const room = await socketRoom({ socketTimes: { silentMs: 60_000 } });
    room.faults.arm([{ at: 'slack.socket', fault: 'silent' }]);
    await expect.poll(() => room.faults.armed()).toEqual([]);

    const started = Date.now();
    await room.socket?.stop();

    expect(Date.now() - started).toBeLessThan(2_000);
  });
});

describe('where the bot connects', () => {
  it.each([
    ['wss://wss-primary.slack.com/link/?ticket=1', true],
    ['wss://wss-primary.slack-gov.com/link/?ticket=1', true],
    ['ws://wss-primary.slack.com/link/', false],
    ['wss://wss-primary.slack.com.evil.example/link/', false],
    ['wss://evilslack.com/link/', false],
    ['wss://user:word@wss-primary.slack.com/link/', false],
    ['wss://wss-primary.slack.com:8443/link/', false],
    ['ws://127.0.0.1:4010/slack/link/', false],
    ['wss://169.254.169.254/', false],
    ['nonsense', false],
  ])('B22: %s is an address of Slack: %s', (url, allowed) => {
    expect(isAllowedSocketUrl(url, 'https://slack.com/api/')).toBe(allowed);
  });

  it('is this machine where the API is an emulator on this machine, and nowhere else', () => {
    expect(isAllowedSocketUrl('ws://127.0.0.1:4010/slack/link/', 'http://127.0.0.1:4010/slack/api/')).toBe(true);
    expect(isAllowedSocketUrl('wss://wss-primary.slack.com/', 'http://127.0.0.1:4010/slack/api/')).toBe(false);
  });
});
