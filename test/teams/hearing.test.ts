import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/shared/json.ts';
import { note } from '../slack/cards.ts';
import {
  accounting,
  approve,
  bot,
  channelMessage,
  controller,
  installed,
  message,
  press,
  tenant,
} from './activities.ts';
import { openTeamsRoom, type TeamsRoom } from './adapter-room.ts';
import { cardOf, seenText } from './seen-text.ts';

let room: TeamsRoom;
beforeAll(async () => {
  room = await openTeamsRoom();
});
afterEach(async () => {
  await room.settle();
  room.reset();
});
afterAll(() => room.close());

const seen = (): readonly string[] => room.connector.said.map(({ activity }) => seenText(cardOf(activity)));

describe('what is typed in Teams', () => {
  it('is asked in the name of the person, and answered in the personal chat where it was typed', async () => {
    const { status } = await room.deliver(message('queue'));
    await room.settle();

    expect(status).toBe(200);
    expect(room.conversation.typed).toMatchObject([
      { actor: { platform: 'teams', user: controller.aadObjectId }, channel: 'a:controller', text: 'queue' },
    ]);
    expect(room.connector.said).toMatchObject([{ conversation: 'a:controller', thread: undefined }]);
    expect(seen()).toEqual([expect.stringContaining('Nothing waits for you.')]);
  });

  it.each([
    ['/sage why 12', 'why 12'],
    ['sage why 12', 'why 12'],
    ['why 12', 'why 12'],
    ['/why 12', 'why 12'],
    ['SAGE', ''],
    ['sagebrush', 'sagebrush'],
    ['\u00a0 /sage\u00a0status', 'status'],
  ])('reads %j as the command %j, alone and after the mention of the bot', async (typed, command) => {
    await room.deliver(message(typed));
    await room.deliver(channelMessage(typed));

    expect(room.conversation.typed.map(({ text }) => text)).toEqual([command, command]);
  });

  it('leaves the mention of somebody else where it stands', async () => {
    const somebody = { type: 'mention', text: '<at>Sam</at>', mentioned: { id: '29:sam' } };
    await room.deliver(message('status <at>Sam</at>', { entities: [somebody] }));

    expect(room.conversation.typed).toMatchObject([{ text: 'status <at>Sam</at>' }]);
  });

  it('answers what is asked in a channel in the personal chat, and says so in the thread', async () => {
    await room.deliver(channelMessage('queue'));
    await room.settle();

    const [answer, line] = room.connector.said;
    expect(answer).toMatchObject({ conversation: 'a:controller' });
    expect(line).toMatchObject({ conversation: accounting, thread: '900' });
    expect(seen()[1]).toContain('in your personal chat');
    expect(seen()[1]).not.toContain('Nothing waits');
  });

  it('answers in the channel what the channel may see', async () => {
    room.conversation.onAsk = () => ({ note: note('The ledger is whole.'), public: true });

    await room.deliver(channelMessage('audit verify'));
    await room.settle();

    expect(room.connector.said).toMatchObject([{ conversation: accounting, thread: '900' }]);
  });

  it('says in the channel that a person could not be reached alone, and nothing of the answer', async () => {
    room.connector.arm('POST', { status: 403, code: 'ForbiddenOperationException' });

    await room.deliver(channelMessage('queue'));
    await room.settle();

    expect(seen()).toEqual([expect.stringContaining('could not reach you')]);
    expect(seen()[0]).not.toContain('Nothing waits');
  });

  it('has one effect and one answer however often it is delivered', async () => {
    const typed = message('retry 12');
    const statuses = [];
    for (let times = 0; times < 3; times += 1) statuses.push((await room.deliver(typed)).status);
    await room.settle();

    expect(statuses).toEqual([200, 200, 200]);
    expect(room.conversation.typed).toHaveLength(1);
    expect(room.conversation.typed[0]?.delivery).toBe(`teams/${tenant}/a:controller/${String(typed['id'])}`);
    expect(room.connector.said).toHaveLength(1);
  });

  it('is answered with a plain sentence when a bug throws, and the log names no word of it', async () => {
    room.conversation.onAsk = () => {
      throw new Error('secret detail');
    };

    const { status } = await room.deliver(message('queue'));
    await room.settle();

    expect(status).toBe(200);
    expect(seen()).toEqual([expect.stringContaining('Something went wrong here')]);
    expect(JSON.stringify(room.log.lines)).not.toContain('secret detail');
  });
});

describe('a press on a card in Teams', () => {
  it('becomes a press on that message, and is answered to the person alone without a call to the connector', async () => {
    const { status, body } = await room.deliver(press(approve));

    expect(status).toBe(200);
    expect(body).toEqual(answered('Recorded. The card changes in a moment.'));
    expect(room.conversation.presses).toMatchObject([
      {
        actor: { platform: 'teams', user: controller.aadObjectId },
        message: { platform: 'teams', workspace: tenant, channel: accounting, message: '1001' },
        ...approve,
        ticks: [],
      },
    ]);
    expect(room.connector.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('brings the ticks that are set', async () => {
    await room.deliver(press({ ...approve, 'tick:over_budget:2': 'true', 'tick:insurance': 'false' }));

    expect(room.conversation.presses).toMatchObject([{ ticks: ['over_budget:2'] }]);
  });

  it('submits a form that was filled in inside the card', async () => {
    room.conversation.onSubmit = () => ({ kind: 'errors', errors: { reason: 'Please give a reason.' } });

    const data = { action: 'send_back', value: 'tr_1.1', form: true, 'field:reason': 'no', 'field:to': 'draft' };
    const { body } = await room.deliver(press(data));

    expect(room.conversation.submissions).toMatchObject([
      { action: 'send_back', value: 'tr_1.1', fields: { reason: 'no', to: 'draft' }, message: { message: '1001' } },
    ]);
    expect(body).toEqual(answered('Please give a reason.'));
  });

  it('is told what is refused, with the way to the live card, as plain text', async () => {
    const links = [{ label: 'Open the live card', url: 'https://teams.example/1' }];
    room.conversation.onPress = () => ({ kind: 'note', note: { ...note('Carla *approved*\u202e it.'), links } });

    const { body } = await room.deliver(press(approve));

    expect(body).toEqual(answered('Carla *approved* it.\n\nOpen the live card: https://teams.example/1'));
  });

  it('decides once however often it is delivered, and gets the first answer each time', async () => {
    const pressed = press(approve);
    room.conversation.onPress = () => ({ kind: 'note', note: note(`answer ${room.conversation.presses.length}`) });

    const bodies = await Promise.all([pressed, pressed, pressed].map(async (one) => (await room.deliver(one)).body));

    expect(room.conversation.presses).toHaveLength(1);
    expect(bodies).toEqual([answered('answer 1'), answered('answer 1'), answered('answer 1')]);
  });

  it('is handed on for each of two clicks, which are two requests', async () => {
    await Promise.all([room.deliver(press(approve)), room.deliver(press(approve))]);

    const names = room.conversation.presses.map(({ delivery }) => delivery);
    expect(new Set(names).size).toBe(2);
  });

  it('is no decision when a client draws the card anew', async () => {
    const refreshed = press(approve, {
      value: { action: { type: 'Action.Execute', verb: 'approve', data: approve }, trigger: 'automatic' },
    });

    const { status, body } = await room.deliver(refreshed);

    expect([status, body?.['statusCode']]).toEqual([200, 200]);
    expect(room.conversation.presses).toEqual([]);
  });

  it('is answered with a plain sentence when a bug throws', async () => {
    room.conversation.onPress = () => {
      throw new Error('secret detail');
    };

    const { status, text } = await room.deliver(press(approve));

    expect(status).toBe(200);
    expect(text).toContain('Something went wrong here');
    expect(text + JSON.stringify(room.log.lines)).not.toContain('secret detail');
  });

  it.each<[string, JsonObject]>([
    ['an unknown verb', press({ action: 'explode', value: 'tr_1.1' }, {})],
    ['no data', press({}, { value: { action: { type: 'Action.Execute', verb: 'approve' } } })],
    ['no value at all', press({}, { value: null })],
    ['a card that stands nowhere', press(approve, { replyToId: null })],
    ['a value that is a list', press({ action: 'approve', value: ['tr_1.1'] })],
  ])('B9: %s is answered at once, in words', async (_name, activity) => {
    room.conversation.onPress = () => ({ kind: 'note', note: note('This button is from an older version.') });

    const { status, text } = await room.deliver(activity);

    expect(status).toBe(200);
    expect(text).toContain('older version');
  });
});

describe('where the bot is in Teams', () => {
  it('is remembered from each activity, newest address first, and forgotten when the app is removed', async () => {
    await room.deliver(installed());
    const moved = `${room.connector.url}/moved`;
    await room.deliver(installed({ serviceUrl: moved }));
    const reached = async () => {
      await room.chat.post(accounting, (await import('../slack/cards.ts')).card());
      return room.connector.calls.filter(({ method }) => method === 'POST').map(({ path }) => path);
    };

    expect(await reached()).toEqual([`/moved/v3/conversations/${accounting}/activities`]);

    await room.deliver(installed({ action: 'remove', serviceUrl: moved }));
    room.clock.advance(60_000);
    expect((await reached()).at(-1)).toBe(`/v3/conversations/${accounting}/activities`);
  });

  it('is forgotten too when only the member who left is told', async () => {
    await room.deliver(installed({ serviceUrl: `${room.connector.url}/moved` }));
    await room.deliver(installed({ type: 'conversationUpdate', action: null, membersRemoved: [bot] }));
    room.clock.advance(60_000);

    await room.chat.tell(controller.aadObjectId, note('x'));
    const rows = await room.store.get('conversations', `teams/${tenant}/place/${accounting}`);
    expect(rows?.value['left']).toBe(true);
  });

  it('is kept without the thread in which it was heard', async () => {
    await room.deliver(channelMessage('queue'));

    const row = await room.store.get('conversations', `teams/${tenant}/place/${accounting}`);
    expect(row?.value).toMatchObject({ conversation: accounting, type: 'channel', group: 'group-1' });
  });

  it.each(['typing', 'messageReaction', 'event', 'endOfConversation', 'trace', 'somethingNew'])(
    'answers 200 to an activity of type %s and does nothing',
    async (type) => {
      const { status } = await room.deliver(message('queue', { type, entities: [{ type: 'x' }, 7, null] }));

      expect(status).toBe(200);
      expect(room.conversation.typed).toEqual([]);
    },
  );

  it('answers 200 to an invoke that it does not know', async () => {
    const { status } = await room.deliver(press(approve, { name: 'task/fetch' }));

    expect(status).toBe(200);
    expect(room.conversation.presses).toEqual([]);
  });
});

function answered(value: string): JsonObject {
  return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value };
}
