import { createHmac } from 'node:crypto';
import type { JsonObject } from '../../../src/shared/json.ts';
import type { SlackEmulatorOptions } from './slack-context.ts';

/** What came of handing a request to the bot. */
export interface Delivery {
  /** The bot answered, whatever it answered, within the three seconds that Slack waits. */
  readonly delivered: boolean;
  /** 0 when there was no answer. */
  readonly status: number;
  readonly ms: number;
  readonly body: string;
  /** Nobody answered, as against answering too late. */
  readonly unreachable: boolean;
}

export interface RawDelivery {
  readonly body: string;
  /** Replace what Slack would send, or with `undefined` leave it out. */
  readonly headers?: { readonly [name: string]: string | undefined };
  /** Unix seconds; now on the host's clock unless told, for that is the one the bot's receiver compares with. */
  readonly timestamp?: number;
}

const patienceMs = 3_000;

export interface Deliveries {
  /** Signs and sends once, with scripted trouble. */
  send(body: string): Promise<Delivery>;
  /** Signs and sends exactly as told. */
  sendRaw(raw: RawDelivery): Promise<Delivery>;
}

export function createDeliveries(options: SlackEmulatorOptions): Deliveries {
  const { clock, faults, signingSecret, botUrl } = options;

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
    async send(body) {
      const headers = signed(body);
      const fault = faults.take('slack.deliveries');
      if (fault === 'lost') return tooLate;
      if (fault === 'late') {
        clock.after(patienceMs + 500, () => void post(body, signed(body)));
        return tooLate;
      }
      const delivery = await post(body, headers);
      if (fault === 'duplicate') await post(body, headers);
      return delivery;
    },
    sendRaw: ({ body, headers, timestamp }) => post(body, { ...signed(body, timestamp), ...headers }),
  };
}

const tooLate: Delivery = { delivered: false, status: 0, ms: patienceMs, body: '', unreachable: false };

/** Commands are sent as a form, interactions as JSON inside one. */
export function formBody(fields: { readonly [name: string]: string }): string {
  return new URLSearchParams(fields).toString();
}

export function payloadBody(payload: JsonObject): string {
  return formBody({ payload: JSON.stringify(payload) });
}
