import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formBody, payloadBody } from '../../adapters/sandbox/slack/deliveries.ts';
import { card } from './cards.ts';
import { command } from './request-cases.ts';
import { messages, openRoom, type Room } from './slack-room.ts';

let room: Room;
beforeEach(async () => {
  room = await openRoom();
});
afterEach(() => room.close());

const body = formBody(command);

describe('a request that nobody asked for', () => {
  it.each([
    ['a request for options', { type: 'block_suggestion', action_id: 'job', value: '10', user: { id: 'U0CLERK' } }],
    ['of a type that is newer than the bot', { type: 'hologram', user: { id: 'U0CLERK' } }],
  ])('is answered at once when it is %s', async (_, payload) => {
    const { status, ms } = await room.slack.deliverRaw({
      body: payloadBody({ team: { id: 'T0SANDBOX' }, ...payload }),
    });

    expect({ status, fast: ms < 1_000 }).toEqual({ status: 200, fast: true });
  });
});

describe('who may come in', () => {
  it('B23: refuses people of other workspaces and guests at the button, privately', async () => {
    await room.chat.post('C0ACCOUNTING', card());

    const foreigner = await room.slack.click({ user: 'foreigner', label: 'Approve' });
    const guest = await room.slack.click({ user: 'visitor', label: 'Approve' });

    expect(foreigner.seen).toMatchObject([{ visibleTo: ['U0FOREIGN'] }]);
    expect(guest.seen).toMatchObject([{ text: expect.stringContaining('Guests') as string, visibleTo: ['U0GUEST'] }]);
    expect(room.conversation.presses).toEqual([]);
  });

  it('lets the people map decide about a person while Slack does not say who is a guest', async () => {
    room.faults.arm([{ at: 'slack.api', fault: 'offline', count: 1 }]);

    await room.slack.deliverRaw({ body });

    expect(room.conversation.typed).toHaveLength(1);
  });

  it('remembers a guest while Slack does not answer', async () => {
    await room.slack.command({ user: 'visitor', text: '/sage' });
    room.faults.arm([{ at: 'slack.api', fault: 'offline', count: 1 }]);

    await room.slack.command({ user: 'visitor', text: '/sage' });

    expect(room.conversation.typed).toEqual([]);
  });
});

describe('learning the own workspace', () => {
  it('refuses everybody privately until Slack has answered, and asks again', async () => {
    const trouble = [{ at: 'slack.api', fault: 'offline' }];
    const late = await openRoom({ trouble, waitForIdentity: false, retryAfterMs: () => 2_500 });
    try {
      const first = await late.slack.deliverRaw({ body });
      await late.identified;
      const second = await late.slack.deliverRaw({ body });

      expect(first.body).toContain('has not confirmed yet');
      expect(second.body).toContain('Nothing waits for you.');
      expect(late.conversation.typed).toHaveLength(1);
      expect(messages(late.slack)).toEqual([]);
    } finally {
      await late.close();
    }
  });

  it('lets the first request after the start wait a moment for Slack to answer', async () => {
    const trouble = [{ at: 'slack.api', fault: 'offline' }];
    const starting = await openRoom({ trouble, waitForIdentity: false, retryAfterMs: () => 50 });
    try {
      const { body: answer } = await starting.slack.deliverRaw({ body });

      expect(answer).toContain('Nothing waits for you.');
    } finally {
      await starting.close();
    }
  });

  it('goes on refusing with a token that Slack does not take, and says why once a try', async () => {
    const late = await openRoom({ token: 'xoxb-wrong', waitForIdentity: false, retryAfterMs: () => 60_000 });
    try {
      const { body: answer } = await late.slack.deliverRaw({ body });

      expect(answer).toContain('has not confirmed yet');
      await expect
        .poll(() => late.log.lines)
        .toContainEqual({
          level: 'warn',
          message: 'slack.not_identified',
          fields: { reason: 'invalid_auth', failures: 1 },
        });
    } finally {
      await late.close();
    }
  });
});
