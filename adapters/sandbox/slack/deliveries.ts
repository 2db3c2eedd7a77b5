import type { JsonObject } from '../../../src/shared/json.ts';
import { isObject, parsed } from '../json-value.ts';
import type { Delivery } from '../traffic.ts';

/** What Slack hands to the bot, whichever way it goes; the types are those of Socket Mode's envelopes. */
export type SlackRequest =
  | { readonly type: 'slash_commands'; readonly payload: { readonly [field: string]: string } }
  | { readonly type: 'interactive'; readonly payload: JsonObject }
  | { readonly type: 'events_api'; readonly payload: JsonObject };

export interface RawDelivery {
  readonly body: string;
  /** Replace what Slack would send, or with `undefined` leave it out. */
  readonly headers?: { readonly [name: string]: string | undefined };
  /** Unix seconds; now on the host's clock unless told, for that is the one the bot's receiver compares with. */
  readonly timestamp?: number;
}

/** One request as it is sent, and sent again. */
export interface Parcel {
  send(again?: { readonly attempt: number; readonly reason: string }): Promise<Delivery>;
}

/** A way to the bot. */
export type Wrap = (request: SlackRequest) => Parcel;

/** How long Slack waits for an answer. */
export const patienceMs = 3_000;

export const tooLate: Delivery = { delivered: false, status: 0, ms: patienceMs, body: '', unreachable: false };

/** Commands are sent as a form, interactions as JSON inside one. */
export function formBody(fields: { readonly [name: string]: string }): string {
  return new URLSearchParams(fields).toString();
}

export function payloadBody(payload: JsonObject): string {
  return formBody({ payload: JSON.stringify(payload) });
}

/** What a body that Slack would post over HTTP carries. */
export function requestOf(body: string): SlackRequest {
  const event = parsed(body);
  if (isObject(event)) return { type: 'events_api', payload: event };
  const fields = Object.fromEntries(new URLSearchParams(body));
  const payload = parsed(fields['payload'] ?? '');
  return isObject(payload) ? { type: 'interactive', payload } : { type: 'slash_commands', payload: fields };
}
