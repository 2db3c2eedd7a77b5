import { describeChat } from '../conformance/chat-port.ts';
import { card } from '../slack/cards.ts';
import { accounting, controller } from './activities.ts';
import type { Trouble } from './connector-double.ts';
import { cardOf, seenText } from './seen-text.ts';
import { openTeamsRoom } from './adapter-room.ts';

const troubles: { readonly [name: string]: { readonly POST: Trouble; readonly PUT: Trouble } } = {
  rate_limited: { POST: { status: 429, retryAfter: '3' }, PUT: { status: 429 } },
  answer_lost: { POST: 'answer_lost', PUT: 'answer_lost' },
  gone: {
    POST: { status: 404, code: 'ConversationNotFound' },
    PUT: { status: 404, code: 'ActivityNotFoundInConversation' },
  },
  refused: { POST: { status: 400, code: 'BadSyntax' }, PUT: { status: 400, code: 'BadSyntax' } },
};

describeChat('Teams', async () => {
  const room = await openTeamsRoom();
  const personal = `a:${controller.aadObjectId}`;
  return {
    chat: room.chat,
    channel: accounting,
    user: controller.aadObjectId,
    card,
    messages: () =>
      room.connector.said.map(({ conversation, id, thread, activity }) => ({
        channel: conversation,
        message: id,
        under: thread,
        content: seenText(cardOf(activity)),
        visibleTo: conversation === personal ? [controller.aadObjectId] : undefined,
      })),
    arm(call, trouble) {
      const method = call === 'post' ? 'POST' : 'PUT';
      const scripted = troubles[trouble];
      if (scripted !== undefined) room.connector.arm(method, scripted[method]);
    },
    close: () => room.close(),
  };
});
