import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { card, note } from './cards.ts';
import { command as anyCommand, nested } from './request-cases.ts';
import { messages, openRoom, type Room } from './slack-room.ts';

let room: Room;
beforeEach(async () => {
  room = await openRoom({ way: 'socket' });
});
afterEach(() => room.close());

const command = { ...anyCommand, trigger_id: 'trigger.of.one.command' };
const envelope = (changes: object = {}): object => ({
  envelope_id: 'envelope-1',
  type: 'slash_commands',
  accepts_response_payload: true,
  payload: command,
  ...changes,
});
const refused = () =>
  room.log.lines.filter(({ message }) => message === 'slack.request.refused').map(({ fields }) => fields?.['reason']);

describe('an envelope', () => {
  it('B3: has one effect when it comes twice, and the same answer', async () => {
    await room.chat.post('C0ACCOUNTING', card());
    room.conversation.onPress = () => ({ kind: 'note', note: note('Noted.') });
    room.faults.arm([{ at: 'slack.deliveries', fault: 'duplicate' }]);

    const seen = await room.slack.click({ user: 'controller', label: 'Approve' });

    expect(seen).toMatchObject({ delivered: true, status: 200 });
    expect(room.conversation.presses).toHaveLength(1);
    expect(messages(room.slack).filter(({ text }) => text === 'Noted.')).toHaveLength(1);
    expect(refused()).toEqual(['replayed']);
  });

  it('F8: has one effect and one answer when what it carries comes again in other envelopes', async () => {
    const body = new URLSearchParams(command).toString();

    const answers = await Promise.all([1, 2, 3, 4].map(() => room.slack.deliverRaw({ body })));

    expect(room.conversation.typed).toHaveLength(1);
    expect(new Set(answers.map((answer) => answer.body)).size).toBe(1);
    expect(answers[0]?.body).toContain('Nothing waits for you.');
  });

  it('F8: has one effect when its answer is lost with the connection and it comes again over the next one', async () => {
    const body = new URLSearchParams(command).toString();
    room.faults.arm([{ at: 'slack.socket.answers', fault: 'lost' }]);

    const lost = await room.slack.deliverRaw({ body });
    await expect.poll(() => room.socket?.health().connections).toBe(2);
    const again = await room.slack.deliverRaw({ body });

    expect(lost.delivered).toBe(false);
    expect(again.body).toContain('Nothing waits for you.');
    expect(room.conversation.typed).toHaveLength(1);
  });

  it.each([
    ['text that is no JSON', 'not json', 'not_json'],
    ['nothing', '', 'not_json'],
    ['null', 'null', 'shape'],
    ['a list', '[1,2]', 'shape'],
    ['ten thousand lists in one another', nested(10_000), 'too_deep'],
    ['a name that stands twice', '{"type":"hello","type":"x","envelope_id":"1"}', 'duplicate_key'],
    ['what reaches for a prototype', '{"envelope_id":"1","payload":{"__proto__":{}}}', 'forbidden_key'],
    ['a number', '17', 'shape'],
    ['an envelope without a payload', JSON.stringify(envelope({ payload: undefined })), 'shape'],
    ['a payload that is text', JSON.stringify(envelope({ payload: '{"command":"/sage"}' })), 'shape'],
    ['an envelope without an id', JSON.stringify(envelope({ envelope_id: undefined })), 'shape'],
    ['a type it does not know', JSON.stringify(envelope({ type: 'workflows' })), 'unknown_type'],
    [
      'more than any honest one holds',
      JSON.stringify(envelope({ payload: { ...command, text: 'x'.repeat(300_000) } })),
      'too_large',
    ],
  ])('B8: does nothing when it is %s, and the next one is served', async (_, text, reason) => {
    room.slack.sockets.sendText(text);
    await expect.poll(refused).toContainEqual(reason);

    expect(room.conversation.typed).toEqual([]);
    expect(await room.slack.command({ user: 'clerk', text: '/sage' })).toMatchObject({ delivered: true });
    expect(room.socket?.health()).toMatchObject({ connected: true, connections: 1 });
  });

  it.each([
    ['events_api', {}],
    ['events_api', { event: null }],
    ['events_api', { event: { type: 'message', item: null } }],
    ['interactive', { actions: [] }],
    ['interactive', { type: 'block_actions', actions: null, user: 1 }],
    ['slash_commands', { command: 1 }],
  ])('B8: is acknowledged without an effect when its payload is of another shape (%s %#)', async (type, payload) => {
    room.slack.sockets.sendText(JSON.stringify(envelope({ type, payload })));

    expect(await room.slack.command({ user: 'clerk', text: '/sage' })).toMatchObject({ delivered: true });
    expect(room.conversation.presses).toEqual([]);
    expect(room.conversation.typed).toHaveLength(1);
    expect(room.socket?.health()).toMatchObject({ connected: true, connections: 1 });
  });

  it('B4: is refused privately when it names another workspace or app, though nothing over a socket is signed', async () => {
    const answers = await Promise.all(
      [{ team_id: 'T0OTHER' }, { api_app_id: 'A0OTHER' }].map((changes, index) =>
        room.slack.deliverRaw({
          body: new URLSearchParams({ ...command, trigger_id: `t${index}`, ...changes }).toString(),
        }),
      ),
    );

    for (const answer of answers) expect(answer.body).toContain('only people of the workspace');
    expect(room.conversation.typed).toEqual([]);
  });
});
