import { webApi } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ControlError } from '../../adapters/sandbox/emulator.ts';
import { slackNote } from '../../adapters/slack/note-blocks.ts';
import { card, note, sendBackForm } from './cards.ts';
import { messages, openRoom, type Room } from './slack-room.ts';

let room: Room;
beforeEach(async () => {
  room = await openRoom();
});
afterEach(() => room.close());

const divider = { type: 'divider' } as const;
const button = (action_id: string) => ({
  type: 'button' as const,
  action_id,
  text: { type: 'plain_text' as const, text: 'Go' },
});

async function refusal(call: Promise<unknown>): Promise<{ readonly error: string; readonly errors?: string[] }> {
  try {
    await call;
  } catch (error) {
    if (error instanceof webApi.WebAPIPlatformError) return error.data;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('the Web API of the sandbox', () => {
  it('says who the bot is', async () => {
    expect(await room.client.auth.test()).toMatchObject({ team_id: 'T0SANDBOX', user_id: 'U0BOT' });
    expect(await room.client.bots.info({ bot: 'B0COUNTERSIGN' })).toMatchObject({ bot: { app_id: 'A0COUNTERSIGN' } });
    expect(await room.client.users.info({ user: 'U0GUEST' })).toMatchObject({ user: { is_restricted: true } });
    expect(await room.client.conversations.list()).toMatchObject({ channels: [{ name: 'accounting' }, {}, {}] });
    expect(await refusal(room.client.apiCall('chat.shout'))).toMatchObject({ error: 'unknown_method' });
  });

  it.each([
    [
      'a header that is too long',
      [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }],
      'less than 151',
    ],
    ['a header in mrkdwn', [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }], 'plain_text'],
    ['an empty text', [{ type: 'section', text: { type: 'mrkdwn', text: '' } }], 'more than 0'],
    [
      'block ids that repeat',
      [
        { ...divider, block_id: 'a' },
        { ...divider, block_id: 'a' },
      ],
      'unique',
    ],
    ['action ids that repeat', [{ type: 'actions', elements: [button('a'), button('a')] }], 'unique'],
    ['too many blocks', Array.from({ length: 51 }, () => divider), 'no more than 50'],
    ['a block that messages do not have', [{ type: 'alert', text: 'x' }], 'unsupported'],
    [
      'a confirm that is too long',
      [
        {
          type: 'actions',
          elements: [
            {
              ...button('a'),
              confirm: {
                title: { type: 'plain_text', text: 'Sure?' },
                text: { type: 'plain_text', text: 'x'.repeat(301) },
                confirm: { type: 'plain_text', text: 'Yes' },
                deny: { type: 'plain_text', text: 'No' },
              },
            },
          ],
        },
      ],
      'less than 301',
    ],
  ])('refuses %s', async (_, blocks, says) => {
    const call = room.client.apiCall('chat.postMessage', { channel: 'C0ACCOUNTING', text: 'x', blocks });

    const { error, errors } = await refusal(call);

    expect(error).toBe('invalid_blocks');
    expect(errors?.join()).toContain(says);
    expect(messages(room.slack)).toEqual([]);
  });

  it('takes the blocks of a message away when it is updated with text alone', async () => {
    const posted = await room.client.chat.postMessage({ channel: 'C0ACCOUNTING', ...slackNote(note('First.')) });

    await room.client.chat.update({ channel: 'C0ACCOUNTING', ts: posted.ts ?? '', text: 'Second.' });

    expect(messages(room.slack)).toMatchObject([{ text: 'Second.', blocks: [] }]);
  });

  it('opens one view with a trigger, and only for three seconds', async () => {
    const view = { type: 'modal' as const, title: { type: 'plain_text' as const, text: 'Form' }, blocks: [divider] };
    const open = (trigger_id: string) => room.client.views.open({ trigger_id, view });
    const used = await sentField('trigger_id');
    const unused = await sentField('trigger_id');

    const first = await open(used);
    const again = await refusal(open(used));
    room.clock.advance(3_001);
    const late = await refusal(open(unused));
    const never = await refusal(open('trigger.never'));

    expect(first.ok).toBe(true);
    expect([again.error, late.error, never.error]).toEqual([
      'exchanged_trigger_id',
      'expired_trigger_id',
      'invalid_trigger_id',
    ]);
  });

  it('takes five answers at a response_url, within half an hour', async () => {
    const url = await sentField('response_url');
    const say = () =>
      fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ text: 'Hello.' }),
      });

    const answers = [await say(), await say(), await say(), await say(), await say(), await say()];
    const second = await sentField('response_url');
    room.clock.advance(31 * 60_000);
    const late = await fetch(second, { method: 'POST' });

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 404]);
    expect(late.status).toBe(404);
    expect(messages(room.slack).filter(({ text }) => text === 'Hello.')).toMatchObject(
      Array.from({ length: 5 }, () => ({ channel: 'C0ACCOUNTING', visibleTo: ['U0CLERK'] })),
    );
  });

  /** A field of a command as the bot gets it. */
  const sentField = async (field: string): Promise<string> => {
    const post = vi.spyOn(globalThis, 'fetch');
    try {
      await room.slack.command({ user: 'clerk', text: '/sage' });
      const [, request] = post.mock.calls.find(([url]) => String(url).endsWith('/slack/events')) ?? [];
      return new URLSearchParams(String(request?.body)).get(field) ?? '';
    } finally {
      post.mockRestore();
    }
  };
});

describe('people in the sandbox', () => {
  const code = async (call: Promise<unknown>): Promise<unknown> => {
    const error = await call.catch((thrown: unknown) => thrown);
    return error instanceof ControlError ? { code: error.code, ...error.details } : error;
  };

  it('are told which buttons there are when they look for another', async () => {
    await room.chat.post('C0ACCOUNTING', card({ notices: [] }));

    expect(await code(room.slack.click({ user: 'clerk', label: 'Explode' }))).toEqual({
      code: 'no_button',
      labels: ['Approve', 'Send back', 'Open in Procore'],
    });
    expect(await code(room.slack.click({ user: 'nobody', label: 'Approve' }))).toEqual({ code: 'no_user' });
    expect(await code(room.slack.command({ user: 'clerk', channel: 'nowhere', text: '' }))).toEqual({
      code: 'no_channel',
    });
    expect(await code(room.slack.submit({ user: 'clerk' }))).toEqual({ code: 'no_modal' });
  });

  it('press the newest message with that button unless they name one', async () => {
    const first = await room.chat.post('C0ACCOUNTING', card());
    await room.chat.post('C0ACCOUNTING', card());
    if (!first.ok) throw new Error('not posted');
    const [older, newer] = messages(room.slack);

    await room.slack.click({ user: 'U0CLERK', channel: 'C0ACCOUNTING', label: 'approve' });
    await room.slack.click({ user: 'clerk', ts: first.value.message, label: 'Approve' });

    expect(room.conversation.presses.map(({ message }) => message.message)).toEqual([newer?.ts, older?.ts]);
  });

  it('see what a button asks before it acts', async () => {
    await room.chat.post('C0ACCOUNTING', card());

    const { confirm } = await room.slack.click({ user: 'clerk', label: 'Approve' });

    expect(confirm).toEqual({
      title: 'Approve SC-004?',
      text: 'Ridgeline Concrete LLC, $48,500.00, job 1042. It commits the budget in Sage.',
      confirm: 'Approve',
      deny: 'Not yet',
    });
  });

  it('follow a link without the bot', async () => {
    await room.chat.post('C0ACCOUNTING', card());

    const seen = await room.slack.click({ user: 'clerk', label: 'Open in Procore' });

    expect(seen).toMatchObject({
      delivered: false,
      url: expect.stringContaining('app.procore.com') as string,
      seen: [],
    });
  });

  it('see what the bot says after it has acknowledged, and nobody else does', async () => {
    await room.chat.post('C0ACCOUNTING', card());
    room.conversation.onPress = ({ message }) => {
      setTimeout(() => void room.chat.reply(message, note('Approved by Clyde Clerk.')), 60);
      setTimeout(() => void room.chat.tell('U0CONTROL', note('One seat is left for you.')), 120);
      return { kind: 'note', note: note('Recorded.') };
    };

    const { seen } = await room.slack.click({ user: 'clerk', label: 'Approve' });

    expect(seen.map(({ text }) => text)).toEqual(['Recorded.', 'Approved by Clyde Clerk.']);
  });

  it.each([
    ['lost', 0],
    ['late', 1],
  ])('see a time-out when a delivery is %s', async (fault, presses) => {
    await room.chat.post('C0ACCOUNTING', card());
    room.faults.arm([{ at: 'slack.deliveries', fault }]);
    const pressed = new Promise<void>((resolve) => {
      room.conversation.onPress = () => {
        resolve();
        return { kind: 'nothing' };
      };
    });

    const seen = await room.slack.click({ user: 'clerk', label: 'Approve' });
    room.clock.advance(4_000);
    if (presses > 0) await pressed;

    expect(seen).toMatchObject({ delivered: false, status: 0, seen: [{ visibleTo: ['U0CLERK'] }] });
    expect(room.conversation.presses).toHaveLength(presses);
  });

  it('see what Slack says when the bot cannot be reached', async () => {
    await room.close();

    const { delivered, seen } = await room.slack.command({ user: 'clerk', text: '/sage' });

    expect(delivered).toBe(false);
    expect(seen).toMatchObject([{ text: '/sage failed with the error "dispatch_failed"' }]);
  });

  it('start in an empty workspace after a reset', async () => {
    await room.chat.post('C0ACCOUNTING', card());
    room.conversation.onPress = () => ({ kind: 'form', form: sendBackForm });
    await room.slack.click({ user: 'clerk', label: 'Send back' });

    room.slack.reset(1);

    expect(room.slack.world()).toEqual({ messages: [], modals: [], homes: [], ticked: [] });
  });

  it('cannot arm trouble that the emulator does not know', () => {
    for (const { at, faults } of room.slack.faultPlaces) {
      for (const { fault } of faults) expect(() => room.faults.arm([{ at, fault }])).not.toThrow();
    }
    expect(() => room.faults.arm([{ at: 'slack.api', fault: 'nonsense' }])).toThrow(ControlError);
  });
});
