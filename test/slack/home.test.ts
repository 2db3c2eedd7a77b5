import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Home } from '../../src/ports/home.ts';
import { card, sendBackForm } from './cards.ts';
import { event } from './request-cases.ts';
import { openRoom, type Room } from './slack-room.ts';

let room: Room;
beforeEach(async () => {
  room = await openRoom();
});
afterEach(() => room.close());

const page = (changes: Partial<Home> = {}): Home => ({
  title: 'Waiting for you',
  lead: ['One record waits for you.'],
  lists: [
    {
      heading: undefined,
      items: [
        {
          title: 'Subcontract SC-004, Ridgeline Electric, $48,000.00',
          lines: ['Job 1042 Harbor Point'],
          link: {
            label: 'Open card',
            accessibilityLabel: 'Open card: subcontract SC-004',
            url: 'https://example.com/c',
          },
        },
      ],
      more: undefined,
    },
  ],
  asOf: 'As of noon.',
  ...changes,
});
const publications = () => room.conversation.homes.length;

describe("the app's own page in Slack", () => {
  it('is drawn for the person who opens it', async () => {
    room.conversation.onHome = () => page();

    const seen = await room.slack.home({ user: 'clerk' });

    expect(seen).toMatchObject({ delivered: true, status: 200, seen: [], view: { type: 'home' } });
    expect(room.conversation.homes).toEqual([{ platform: 'slack', user: 'U0CLERK' }]);
    expect(JSON.stringify(seen.view)).toContain('SC-004');
    expect(JSON.stringify(seen.view)).toContain('"url":"https://example.com/c"');
    expect(room.slack.world()['homes']).toMatchObject([{ user: 'U0CLERK' }]);
  });

  it('is drawn anew after a press and after a form of somebody who has opened it, and for nobody else', async () => {
    await room.chat.post('C0ACCOUNTING', card());
    await room.slack.click({ user: 'clerk', label: 'Approve' });
    const before = publications();
    await room.slack.home({ user: 'controller' });
    room.conversation.onHome = () => page({ lead: ['Nothing waits for you any more.'] });

    await room.slack.click({ user: 'controller', label: 'Approve' });
    const pressed = publications();
    room.conversation.onPress = () => ({ kind: 'form', form: sendBackForm });
    await room.slack.click({ user: 'controller', label: 'Send back' });
    await room.slack.submit({ user: 'controller', values: { reason: 'The retainage is wrong.' } });

    expect(before).toBe(0);
    expect(pressed).toBe(2);
    expect(publications()).toBe(4);
    expect(JSON.stringify(room.slack.world()['homes'])).toContain('any more');
  });

  it('is not drawn when somebody looks at the messages of the app instead', async () => {
    const messages = { type: 'app_home_opened', user: 'U0CLERK', channel: 'D0CLERK', tab: 'messages' };

    await room.slack.deliverRaw(raw(event({ event: messages })));
    await room.slack.home({ user: 'controller' });

    expect(room.conversation.homes).toEqual([{ platform: 'slack', user: 'U0CONTROL' }]);
  });

  it('F8: is drawn once when Slack sends the same event again and again', async () => {
    for (const _ of [1, 2, 3, 4]) await room.slack.deliverRaw(raw(event()));
    await expect.poll(publications).toBe(1);
    await room.settle();

    expect(publications()).toBe(1);
  });

  it('B4: is drawn for nobody of another workspace or app, and for no guest', async () => {
    await room.slack.deliverRaw(raw(event({ team_id: 'T0OTHER', event_id: 'Ev1' })));
    await room.slack.deliverRaw(raw(event({ api_app_id: 'A0OTHER', event_id: 'Ev2' })));
    await room.slack.home({ user: 'visitor' });
    await room.slack.home({ user: 'controller' });

    expect(room.conversation.homes).toEqual([{ platform: 'slack', user: 'U0CONTROL' }]);
    expect(room.slack.world()['homes']).toMatchObject([{ user: 'U0CONTROL' }]);
  });

  it('is drawn again when Slack does not say whether it was', async () => {
    room.faults.arm([{ at: 'slack.views.publish', fault: 'error500' }]);

    const seen = await room.slack.home({ user: 'clerk' });

    expect(seen.view).not.toBeNull();
    expect(publications()).toBe(2);
  });

  it('waits as long as Slack asks for, and shows then what stands then', async () => {
    room.faults.arm([{ at: 'slack.views.publish', fault: 'rateLimited' }]);
    room.conversation.onHome = () => page({ asOf: `Drawn ${publications()} times.` });

    await room.slack.home({ user: 'clerk' });

    await expect
      .poll(() => JSON.stringify(room.slack.world()['homes']), { timeout: 4_000 })
      .toContain('Drawn 2 times.');
  });
});

function raw(body: object): { readonly body: string; readonly headers?: { readonly [name: string]: string } } {
  const text = JSON.stringify(body);
  return room.socket === undefined ? { body: text, headers: { 'content-type': 'application/json' } } : { body: text };
}
