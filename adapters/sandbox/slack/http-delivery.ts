import { createHmac } from 'node:crypto';
import { formBody, patienceMs, payloadBody, type Parcel, type RawDelivery, type SlackRequest } from './deliveries.ts';
import type { Delivery } from '../traffic.ts';

export interface HttpDelivery {
  wrap(request: SlackRequest): Parcel;
  /** Signs and sends exactly as told. */
  sendRaw(raw: RawDelivery): Promise<Delivery>;
}

/** Requests that are posted to the bot and signed. */
export function createHttpDelivery(botUrl: () => string, signingSecret: string): HttpDelivery {
  const post = async (body: string, headers: RawDelivery['headers']): Promise<Delivery> => {
    const started = Date.now();
    const given = Object.entries(headers ?? {}).filter((entry): entry is [string, string] => entry[1] !== undefined);
    try {
      const response = await fetch(`${botUrl()}/slack/events`, {
        method: 'POST',
        body,
        headers: Object.fromEntries(given),
        signal: AbortSignal.timeout(patienceMs),
      });
      const text = await response.text();
      return { delivered: true, status: response.status, ms: Date.now() - started, body: text, unreachable: false };
    } catch (error) {
      const late = error instanceof DOMException && error.name === 'TimeoutError';
      return { delivered: false, status: 0, ms: Date.now() - started, body: '', unreachable: !late };
    }
  };
  const signed = (body: string, timestamp = Math.floor(Date.now() / 1000)): RawDelivery['headers'] => ({
    'content-type': 'application/x-www-form-urlencoded',
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    'x-slack-request-timestamp': String(timestamp),
    'x-slack-signature': `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')}`,
  });

  return {
    wrap(request) {
      const body = bodyOf(request);
      const first = {
        ...signed(body),
        ...(request.type === 'events_api' ? { 'content-type': 'application/json' } : {}),
      };
      return {
        send(again) {
          if (again === undefined) return post(body, first);
          const retry = { 'x-slack-retry-num': String(again.attempt), 'x-slack-retry-reason': again.reason };
          return post(body, { ...first, ...retry });
        },
      };
    },
    sendRaw: ({ body, headers, timestamp }) => post(body, { ...signed(body, timestamp), ...headers }),
  };
}

function bodyOf({ type, payload }: SlackRequest): string {
  if (type === 'slash_commands') return formBody(payload);
  return type === 'interactive' ? payloadBody(payload) : JSON.stringify(payload);
}
