import type { JsonObject } from '../../src/shared/json.ts';

/** Activities as Teams sends them, to be changed in one place. */

export const tenant = '11111111-1111-4111-8111-111111111111';
export const bot = { id: '28:bot', name: 'Countersign' };
export const controller = { id: '29:controller', name: 'Carla', aadObjectId: '00000000-0000-4000-8000-000000000001' };
export const accounting = '19:accounting@thread.tacv2';

let number = 0;

export function message(text: string, changes: JsonObject = {}): JsonObject {
  return {
    ...base(),
    type: 'message',
    text,
    conversation: { id: 'a:controller', conversationType: 'personal', tenantId: tenant },
    ...changes,
  };
}

/** Somebody writes in the channel, with the mention of the bot without which it hears nothing there. */
export function channelMessage(text: string, changes: JsonObject = {}): JsonObject {
  return message(`<at>Countersign</at> ${text}`, {
    conversation: { id: `${accounting};messageid=900`, conversationType: 'channel', tenantId: tenant },
    channelData: {
      tenant: { id: tenant },
      team: { id: '19:general@thread.tacv2', aadGroupId: 'group-1' },
      channel: { id: accounting },
    },
    entities: [{ type: 'mention', text: '<at>Countersign</at>', mentioned: bot }, { type: 'clientInfo' }],
    ...changes,
  });
}

export function press(data: JsonObject, changes: JsonObject = {}): JsonObject {
  return {
    ...base(),
    type: 'invoke',
    name: 'adaptiveCard/action',
    conversation: { id: `${accounting};messageid=1001`, conversationType: 'channel', tenantId: tenant },
    replyToId: '1001',
    value: { action: { type: 'Action.Execute', verb: String(data['action']), data }, trigger: 'manual' },
    ...changes,
  };
}

export const approve = { action: 'approve', value: 'tr_1.1' };

export function installed(changes: JsonObject = {}): JsonObject {
  return {
    ...base(),
    type: 'installationUpdate',
    action: 'add',
    conversation: { id: accounting, conversationType: 'channel', tenantId: tenant },
    ...changes,
  };
}

function base(): JsonObject {
  number += 1;
  return {
    id: `f:${number}`,
    channelId: 'msteams',
    from: controller,
    recipient: bot,
    channelData: { tenant: { id: tenant } },
  };
}
