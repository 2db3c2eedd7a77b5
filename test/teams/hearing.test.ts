import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { approve, channelMessage, controller, message, press, tenant } from './activities.ts';
import { openTeamsRoom, type TeamsRoom } from './adapter-room.ts';

let room: TeamsRoom;
beforeEach(async () => {
  room = await openTeamsRoom();
});
afterEach(() => room.close());

describe('what is typed in Teams', () => {
  it('answers in the personal chat what is typed there', async () => {
    const { status } = await room.deliver(message('queue'));
    await room.settle();

    expect(status).toBe(200);
    expect(room.conversation.typed).toEqual([
      {
        actor: { platform: 'teams', user: controller.aadObjectId },
        channel: 'a:controller',
        text: 'queue',
        delivery: expect.stringContaining(`teams/${tenant}/a:controller/`),
      },
    ]);
    expect(room.connector.said).toMatchObject([{ conversation: 'a:controller', thread: undefined }]);
  });
});

describe('a press on a card in Teams', () => {
  it('becomes a press on that message, answered at once', async () => {
    const { status, body } = await room.deliver(press(approve));

    expect(status).toBe(200);
    expect(body).toEqual({
      statusCode: 200,
      type: 'application/vnd.microsoft.activity.message',
      value: 'Recorded. The card changes in a moment.',
    });
    expect(room.conversation.presses).toMatchObject([
      { action: 'approve', value: 'tr_1.1', message: { message: '1001' } },
    ]);
  });

  it('hears a channel', async () => {
    await room.deliver(channelMessage('/sage why 12'));
    await room.settle();
    expect(room.conversation.typed).toMatchObject([{ text: 'why 12' }]);
    expect(room.log.lines).toEqual([]);
  });
});
