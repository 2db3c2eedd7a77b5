import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { payloadBody } from '../../adapters/sandbox/slack/deliveries.ts';
import { card, note, sendBackForm } from './cards.ts';
import { messages, openRoom, type Room } from './slack-room.ts';

let room: Room;
beforeEach(async () => {
  room = await openRoom();
});
afterEach(() => room.close());

describe('a form in Slack', () => {
  const opened = async (): Promise<void> => {
    await room.chat.post('C0ACCOUNTING', card());
    room.conversation.onPress = () => ({ kind: 'form', form: sendBackForm });
    await room.slack.click({ user: 'controller', label: 'Send back' });
  };

  it('brings its fields to the conversation, and closes', async () => {
    await opened();

    const values = { reason: 'The retainage is wrong.', 'Posting period': 'August 2025' };
    const seen = await room.slack.submit({ user: 'controller', values });

    expect(seen).toMatchObject({ delivered: true, status: 200, seen: [] });
    expect(seen.modal).toBeUndefined();
    expect(room.conversation.submissions).toEqual([
      {
        actor: { platform: 'slack', user: 'U0CONTROL' },
        message: { platform: 'slack', channel: 'C0ACCOUNTING', message: messages(room.slack)[0]?.ts },
        action: 'send_back',
        value: 'tr_1.1',
        fields: { reason: 'The retainage is wrong.', period: '8' },
        delivery: expect.stringMatching(/^slack\/T0SANDBOX\/[0-9a-f]{64}$/) as unknown,
      },
    ]);
  });

  it('stays open with a sentence at the field that is wrong', async () => {
    await opened();
    room.conversation.onSubmit = () => ({ kind: 'errors', errors: { reason: 'Say which line is wrong.' } });

    const { errors, modal } = await room.slack.submit({ user: 'controller', values: { reason: 'Not like this.' } });

    expect(errors).toEqual({ reason: 'Say which line is wrong.' });
    expect(modal).toMatchObject({ title: 'Send back SC-004' });
  });

  it('shows an error that belongs to no field at the first one', async () => {
    await opened();
    room.conversation.onSubmit = () => ({ kind: 'errors', errors: { amount: 'Somebody was faster.' } });

    const { errors } = await room.slack.submit({ user: 'controller', values: { reason: 'Not like this.' } });

    expect(errors).toEqual({ reason: 'Somebody was faster.' });
  });

  it('is not even sent while a required field is empty or too short', async () => {
    await opened();

    const empty = await room.slack.submit({ user: 'controller' });
    const short = await room.slack.submit({ user: 'controller', values: { reason: 'No.' } });

    expect(empty).toMatchObject({ delivered: false, errors: { reason: expect.any(String) as string } });
    expect(short.errors?.['reason']).toContain('at least 10');
    expect(room.conversation.submissions).toEqual([]);
  });

  it('tells its outcome to the person alone', async () => {
    await opened();
    room.conversation.onSubmit = () => ({ kind: 'note', note: note('SC-004 went back to its author.') });

    const { seen } = await room.slack.submit({ user: 'controller', values: { reason: 'The retainage is wrong.' } });

    expect(seen).toMatchObject([
      { channel: 'C0ACCOUNTING', text: 'SC-004 went back to its author.', visibleTo: ['U0CONTROL'] },
    ]);
  });

  it('tells its outcome as a direct message where the channel does not take it', async () => {
    const view = {
      callback_id: 'countersign:send_back',
      private_metadata: JSON.stringify({ action: 'send_back', value: 'v', channel: 'C0NOWHERE', message: '1.2' }),
      state: { values: {} },
    };
    room.conversation.onSubmit = () => ({ kind: 'note', note: note('Sent back.') });

    await send(view);

    expect(messages(room.slack)).toMatchObject([
      { channel: 'D0CONTROL', text: 'Sent back.', visibleTo: ['U0CONTROL'] },
    ]);
  });

  it('may be closed', async () => {
    const body = payloadBody({ ...sender, type: 'view_closed', view: { callback_id: 'countersign:send_back' } });

    expect(await room.slack.deliverRaw({ body })).toMatchObject({ status: 200 });
  });

  const sender = { api_app_id: 'A0COUNTERSIGN', team: { id: 'T0SANDBOX' }, user: { id: 'U0CONTROL' } };
  const send = async (view: object): ReturnType<Room['slack']['deliverRaw']> => {
    const body = payloadBody({ ...sender, type: 'view_submission', view: { type: 'modal', ...view } });
    const delivery = await room.slack.deliverRaw({ body });
    await room.settle();
    return delivery;
  };
});
