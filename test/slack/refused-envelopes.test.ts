import type { SlackRequest } from '../../adapters/sandbox/slack/deliveries.ts';
import { describeRefusedRequests, type RequestKind } from './refused-requests.ts';
import { openRoom } from './slack-room.ts';

const envelopeTypes: { readonly [kind in RequestKind]: SlackRequest['type'] } = {
  command: 'slash_commands',
  interaction: 'interactive',
  event: 'events_api',
};

/** Nothing over a socket is signed: whatever a request claims is checked all the same. */
describeRefusedRequests('Socket Mode', async () => {
  const room = await openRoom({ way: 'socket' });
  return {
    room,
    async deliver({ kind, body }) {
      const request = { type: envelopeTypes[kind], payload: body } as SlackRequest;
      const { delivered, body: answer, ms } = await room.slack.sockets.wrap(request).send();
      if (!delivered) throw new Error('not acknowledged');
      return { body: answer, ms };
    },
  };
});
