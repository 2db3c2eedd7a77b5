import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { card, note } from './cards.ts';
import { messages, openRoom, type Room } from './slack-room.ts';

let room: Room;
beforeEach(async () => {
  room = await openRoom();
});
afterEach(() => room.close());

describe('pressing a button in Slack', () => {
  it('brings the action, the value and the place to the conversation', async () => {
    await room.chat.post('C0ACCOUNTING', card());

    const seen = await room.slack.click({ user: 'controller', label: 'Approve' });

    expect(seen).toMatchObject({ delivered: true, status: 200, seen: [] });
    expect(seen.confirm).toMatchObject({ title: 'Approve SC-004?', confirm: 'Approve', deny: 'Not yet' });
    expect(room.conversation.presses).toEqual([
      {
        actor: { platform: 'slack', user: 'U0CONTROL' },
        message: { platform: 'slack', channel: 'C0ACCOUNTING', message: messages(room.slack)[0]?.ts },
        action: 'approve',
        value: 'tr_1.1',
        ticks: [],
      },
    ]);
  });
});
