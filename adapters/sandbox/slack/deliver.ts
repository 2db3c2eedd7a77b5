import type { Delivery } from '../traffic.ts';
import type { JsonObject } from '../../../src/shared/json.ts';
import { requestOf, tooLate, type RawDelivery, type SlackRequest } from './deliveries.ts';
import { createHttpDelivery } from './http-delivery.ts';
import type { SlackEmulatorOptions } from './slack-context.ts';
import type { SocketServer } from './socket-server.ts';

export interface Deliver {
  /** Sends what a person did, with scripted trouble; Slack does not send it again by itself. */
  send(request: SlackRequest): Promise<Delivery>;
  /** Sends an event, and up to three times more while it is not taken. */
  sendEvent(event: JsonObject): Promise<Delivery>;
  /** Exactly this: signed over HTTP unless told otherwise, in an envelope over a socket. */
  sendRaw(raw: RawDelivery): Promise<Delivery>;
}

/** When an event that was not taken is sent again, each time after the time before. */
const eventRetriesMs = [0, 60_000, 300_000] as const;
const lateByMs = 500;

export function createDeliver(options: SlackEmulatorOptions, sockets: SocketServer): Deliver {
  const { clock, faults } = options;
  const http = createHttpDelivery(options.botUrl, options.signingSecret);
  const wrap = (request: SlackRequest) => (sockets.isOn() ? sockets.wrap(request) : http.wrap(request));

  const send = async (request: SlackRequest): Promise<Delivery> => {
    const fault = faults.take('slack.deliveries');
    if (fault === 'lost') return tooLate;
    if (fault === 'late') {
      clock.after(tooLate.ms + lateByMs, () => void wrap(request).send());
      return tooLate;
    }
    const parcel = wrap(request);
    const delivery = await parcel.send();
    if (fault === 'duplicate') await parcel.send(sockets.isOn() ? { attempt: 1, reason: 'timeout' } : undefined);
    return delivery;
  };

  const sendAgain = (request: SlackRequest, attempt: number): void => {
    const wait = eventRetriesMs[attempt - 1];
    if (wait === undefined) return;
    clock.after(wait, () => {
      void wrap(request)
        .send({ attempt, reason: sockets.isOn() ? 'timeout' : 'http_timeout' })
        .then((delivery) => {
          if (!taken(delivery)) sendAgain(request, attempt + 1);
        });
    });
  };

  return {
    send,
    async sendEvent(event) {
      const request: SlackRequest = { type: 'events_api', payload: event };
      const delivery = await send(request);
      if (!taken(delivery)) sendAgain(request, 1);
      return delivery;
    },
    sendRaw(raw) {
      const asTold = raw.headers !== undefined || raw.timestamp !== undefined;
      return sockets.isOn() && !asTold ? sockets.wrap(requestOf(raw.body)).send() : http.sendRaw(raw);
    },
  };
}

function taken({ delivered, status }: Delivery): boolean {
  return delivered && status >= 200 && status < 300;
}
