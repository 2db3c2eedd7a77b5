import { formBody, payloadBody } from '../../adapters/sandbox/slack/deliveries.ts';
import { describeRefusedRequests, type RefusedRequest } from './refused-requests.ts';
import { signedHeaders } from './request-cases.ts';
import { openRoom } from './slack-room.ts';

describeRefusedRequests('HTTP', async () => {
  const room = await openRoom();
  return {
    room,
    async deliver(request) {
      const body = bodyOf(request);
      const started = Date.now();
      const answer = await fetch(`${room.botUrl}/slack/events`, {
        method: 'POST',
        headers: {
          ...signedHeaders(body),
          ...(request.kind === 'event' ? { 'content-type': 'application/json' } : {}),
        },
        body,
      });
      if (answer.status !== 200) throw new Error(`answered ${answer.status}`);
      return { body: await answer.text(), ms: Date.now() - started };
    },
  };
});

function bodyOf({ kind, body }: RefusedRequest): string {
  if (kind === 'command') return formBody(body as { readonly [name: string]: string });
  return kind === 'event' ? JSON.stringify(body) : payloadBody(body);
}
