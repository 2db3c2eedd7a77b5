import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { payloadBody } from '../../adapters/sandbox/slack/deliveries.ts';
import type { JsonObject } from '../../src/shared/json.ts';
import { card, note, sendBackForm } from './cards.ts';
import { messages, openRoom, type Room } from './slack-room.ts';

let room: Room;
beforeEach(async () => {
  room = await openRoom();
});
afterEach(() => room.close());

const delivery: unknown = expect.stringMatching(/^slack\/T0SANDBOX\/[0-9a-f]{64}$/);

describe('pressing a button in Slack', () => {
  it('brings the action, the value and the place to the conversation', async () => {
    await room.chat.post('C0ACCOUNTING', card());

    const seen = await room.slack.click({ user: 'controller', label: 'Approve' });

    expect(seen).toMatchObject({ delivered: true, status: 200, seen: [] });
    expect(room.conversation.presses).toEqual([
      {
        actor: { platform: 'slack', user: 'U0CONTROL' },
        message: {
          platform: 'slack',
          workspace: 'T0SANDBOX',
          channel: 'C0ACCOUNTING',
          message: messages(room.slack)[0]?.ts,
        },
        action: 'approve',
        value: 'tr_1.1',
        ticks: [],
        delivery,
      },
    ]);
  });

  it('is acknowledged only after the decision', async () => {
    await room.chat.post('C0ACCOUNTING', card());
    let decide = (): void => {};
    let acknowledged = false;
    const reached = new Promise<void>((resolve) => {
      room.conversation.onPress = () =>
        new Promise((decided) => {
          decide = () => decided({ kind: 'nothing' });
          resolve();
        });
    });

    const click = room.slack.click({ user: 'controller', label: 'Approve' }).then((seen) => {
      acknowledged = true;
      return seen;
    });
    await reached;
    const before = acknowledged;
    decide();

    expect(before).toBe(false);
    expect(await click).toMatchObject({ delivered: true, status: 200 });
  });

  it('answers the person alone', async () => {
    await room.chat.post('C0ACCOUNTING', card());
    room.conversation.onPress = () => ({ kind: 'note', note: note('Already approved by Clyde Clerk.') });

    const { seen } = await room.slack.click({ user: 'controller', label: 'Approve' });

    expect(seen).toMatchObject([{ text: 'Already approved by Clyde Clerk.', visibleTo: ['U0CONTROL'] }]);
    expect(messages(room.slack)[0]?.blocks).not.toEqual([]);
  });

  it('answers in the channel where the response_url is used up, and there only to the person', async () => {
    await press({ response_url: room.client.slackApiUrl.replace('/api/', '/response/gone') });

    expect(messages(room.slack)).toMatchObject([{ channel: 'C0ACCOUNTING', text: 'Noted.', visibleTo: ['U0CONTROL'] }]);
  });

  it.each(['http://169.254.169.254/latest/meta-data', 'https://evil.example/hook'])(
    'B22: calls no %s, whatever a request says',
    async (response_url) => {
      await press({ response_url });

      expect(room.log.lines).toContainEqual(expect.objectContaining({ message: 'slack.response_url.refused' }));
      expect(messages(room.slack)).toMatchObject([{ text: 'Noted.', visibleTo: ['U0CONTROL'] }]);
    },
  );

  it('opens the form that the conversation asks for, and remembers where', async () => {
    await room.chat.post('C0ACCOUNTING', card());
    room.conversation.onPress = () => ({ kind: 'form', form: sendBackForm });

    const { modal, seen } = await room.slack.click({ user: 'controller', label: 'Send back' });

    expect(seen).toEqual([]);
    expect(modal).toMatchObject({ title: 'Send back SC-004', fields: [{ id: 'reason' }, { id: 'period' }] });
  });

  it('says so when Slack does not open the form', async () => {
    room.conversation.onPress = () => ({ kind: 'form', form: sendBackForm });

    await press({ trigger_id: 'trigger.of.yesterday' });

    expect(messages(room.slack)).toMatchObject([{ text: expect.stringContaining('did not open the form') as string }]);
  });

  it.each([
    ['an action of an older version', { actions: [{ type: 'button', action_id: 'approve_export', value: 'x' }] }],
    ['two actions at once', { actions: [action('countersign:approve'), action('countersign:send_back')] }],
    ['a press outside a message', { container: { type: 'view' } }],
  ])('answers %s at once, and does nothing', async (_, changes) => {
    const { status, ms } = await press(changes);

    expect({ status, fast: ms < 1_000 }).toEqual({ status: 200, fast: true });
    expect(room.conversation.presses).toEqual([]);
    expect(messages(room.slack)).toMatchObject([
      { text: expect.stringContaining('older version') as string, visibleTo: ['U0CONTROL'] },
    ]);
  });

  it('takes a link that was opened without a word', async () => {
    const { status } = await press({ actions: [action('countersign-link:1')] });

    expect(status).toBe(200);
    expect(messages(room.slack)).toEqual([]);
  });

  it('tells the person that something went wrong, and shows no stack', async () => {
    await room.chat.post('C0ACCOUNTING', card());
    room.conversation.onPress = () => {
      throw new RangeError('secret detail of a bug');
    };

    const { status, ms, seen } = await room.slack.click({ user: 'controller', label: 'Approve' });

    expect({ status, fast: ms < 1_000 }).toEqual({ status: 200, fast: true });
    expect(seen).toMatchObject([{ text: expect.stringContaining('we do not know whether') as string }]);
    expect(room.log.lines.filter(({ level }) => level === 'error')).toEqual([
      { level: 'error', message: 'slack.request.failed', fields: { type: 'press', error: 'RangeError' } },
    ]);
  });

  it('B3: reaches the conversation once when it is delivered twice', async () => {
    await room.chat.post('C0ACCOUNTING', card());
    room.faults.arm([{ at: 'slack.deliveries', fault: 'duplicate' }]);

    await room.slack.click({ user: 'controller', label: 'Approve' });

    expect(room.conversation.presses).toHaveLength(1);
  });
});

describe('ticking warnings in Slack', () => {
  it('is acknowledged without a word and counts for that person with the next press', async () => {
    await room.chat.post('C0ACCOUNTING', card());

    const ticked = await room.slack.click({ user: 'controller', label: 'Insurance ends soon' });
    await room.slack.click({ user: 'controller', label: 'Approve' });
    await room.slack.click({ user: 'clerk', label: 'Approve' });

    expect(ticked).toMatchObject({ delivered: true, status: 200, seen: [] });
    expect(room.conversation.presses.map(({ actor, ticks }) => [actor.user, ticks])).toEqual([
      ['U0CONTROL', ['insurance']],
      ['U0CLERK', []],
    ]);
  });

  it('is undone by a second click', async () => {
    await room.chat.post('C0ACCOUNTING', card());

    await room.slack.click({ user: 'controller', label: 'Insurance ends soon' });
    await room.slack.click({ user: 'controller', label: 'Insurance ends soon' });
    await room.slack.click({ user: 'controller', label: 'Approve' });

    expect(room.conversation.presses[0]?.ticks).toEqual([]);
  });

  it('starts afresh when the card shows a new revision', async () => {
    const posted = await room.chat.post('C0ACCOUNTING', card());
    if (!posted.ok) throw new Error('not posted');
    await room.slack.click({ user: 'controller', label: 'Insurance ends soon' });

    await room.chat.update(posted.value, card({ metadata: { ...card().metadata, revision: 2 } }));
    await room.slack.click({ user: 'controller', label: 'Approve' });

    expect(room.conversation.presses[0]?.ticks).toEqual([]);
  });

  it('counts in every group when there are more than ten', async () => {
    const notices = Array.from({ length: 12 }, (_, index) => ({
      level: 'warn' as const,
      text: `Warning ${index}`,
      tick: { id: `w${index}`, label: `Accept ${index}` },
    }));
    await room.chat.post('C0ACCOUNTING', card({ notices }));

    await room.slack.click({ user: 'controller', label: 'Accept 0' });
    await room.slack.click({ user: 'controller', label: 'Accept 11' });
    await room.slack.click({ user: 'controller', label: 'Approve' });

    expect(room.conversation.presses[0]?.ticks).toEqual(['w0', 'w11']);
  });
});

function action(action_id: string): JsonObject {
  return { type: 'button', action_id, block_id: 'b', value: 'tr_1.1' };
}

/** A press as Slack would send it, with something changed; what is answered to the person then stands in Slack. */
async function press(changes: JsonObject): Promise<{ readonly status: number; readonly ms: number }> {
  if (room.conversation.presses.length === 0 && !('trigger_id' in changes)) {
    room.conversation.onPress = () => ({ kind: 'note', note: note('Noted.') });
  }
  const payload = {
    type: 'block_actions',
    api_app_id: 'A0COUNTERSIGN',
    team: { id: 'T0SANDBOX' },
    user: { id: 'U0CONTROL', team_id: 'T0SANDBOX' },
    channel: { id: 'C0ACCOUNTING' },
    container: { type: 'message', message_ts: '1.000001', channel_id: 'C0ACCOUNTING' },
    trigger_id: 'trigger.1',
    actions: [action('countersign:approve')],
    ...changes,
  };
  const delivery = await room.slack.deliverRaw({ body: payloadBody(payload) });
  await room.settle();
  return delivery;
}
