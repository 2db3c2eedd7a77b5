import { createHmac } from 'node:crypto';
import type { JsonObject } from '../../src/shared/json.ts';

/** Requests as Slack sends them, to be changed in one place and delivered over HTTP or over a socket. */

export const command = {
  api_app_id: 'A0COUNTERSIGN',
  team_id: 'T0SANDBOX',
  user_id: 'U0CLERK',
  channel_id: 'C0ACCOUNTING',
  command: '/sage',
  text: 'status',
};

/** A press on the Approve button of a card, with something changed. */
export function blockActions(changes: JsonObject = {}): JsonObject {
  return {
    type: 'block_actions',
    api_app_id: 'A0COUNTERSIGN',
    team: { id: 'T0SANDBOX' },
    user: { id: 'U0CONTROL', team_id: 'T0SANDBOX' },
    channel: { id: 'C0ACCOUNTING' },
    container: { type: 'message', message_ts: '1.000001', channel_id: 'C0ACCOUNTING' },
    trigger_id: 'trigger.1',
    actions: [{ type: 'button', action_id: 'countersign:approve', block_id: 'b', value: 'tr_1.1' }],
    ...changes,
  };
}

/** A form that was filled in, with something changed in the request or in its view. */
export function viewSubmission(changes: JsonObject = {}, view: JsonObject = {}): JsonObject {
  const origin = { action: 'send_back', value: 'tr_1.1', channel: 'C0ACCOUNTING', message: '1.000001' };
  return {
    type: 'view_submission',
    api_app_id: 'A0COUNTERSIGN',
    team: { id: 'T0SANDBOX' },
    user: { id: 'U0CONTROL', team_id: 'T0SANDBOX' },
    view: {
      type: 'modal',
      callback_id: 'countersign:send_back',
      private_metadata: JSON.stringify(origin),
      state: { values: {} },
      ...view,
    },
    ...changes,
  };
}

export function shortcut(changes: JsonObject = {}): JsonObject {
  return {
    type: 'shortcut',
    callback_id: 'history',
    api_app_id: 'A0COUNTERSIGN',
    team: { id: 'T0SANDBOX' },
    user: { id: 'U0CLERK', team_id: 'T0SANDBOX' },
    trigger_id: 'trigger.1',
    ...changes,
  };
}

/** Somebody opens the app, as the Events API tells it. */
export function event(changes: JsonObject = {}): JsonObject {
  return {
    type: 'event_callback',
    api_app_id: 'A0COUNTERSIGN',
    team_id: 'T0SANDBOX',
    event_id: 'Ev0000001',
    event_time: 1_700_000_000,
    event: { type: 'app_home_opened', user: 'U0CLERK', channel: 'D0CLERK', tab: 'home' },
    ...changes,
  };
}

/** What the emulated Slack signs with. */
export const signingSecret = 'signing-secret-of-the-sandbox';

export function signature(body: string | Buffer, timestamp: number, version = 'v0', secret = signingSecret): string {
  const digest = createHmac('sha256', secret).update(`${version}:${timestamp}:`).update(body).digest('hex');
  return `${version}=${digest}`;
}

/** The headers of a form that Slack has signed just now. */
export function signedHeaders(
  body: string | Buffer,
  secondsAway = 0,
  secret = signingSecret,
): { readonly [name: string]: string } {
  const timestamp = Math.floor(Date.now() / 1000) + secondsAway;
  return {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': String(timestamp),
    'x-slack-signature': signature(body, timestamp, 'v0', secret),
  };
}

/** Lists within lists, that many. */
export function nested(depth: number): string {
  return `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`;
}
