import type { JsonObject } from '../../../src/shared/json.ts';
import { textOf } from '../json-value.ts';
import { refused, type Method } from './method.ts';
import { directChannel, type Channel } from './workspace.ts';

/** Who and where: the methods that only read. */
export const lookupMethods: { readonly [name: string]: Method } = {
  'auth.test': ({ options, traffic }) => ({
    ok: true,
    url: `${traffic.origin}/`,
    team: 'Sandbox',
    user: 'countersign',
    team_id: options.teamId,
    user_id: options.botUserId,
    bot_id: options.botId,
    is_enterprise_install: false,
  }),

  'apps.connections.open': ({ sockets, traffic }) => ({ ok: true, url: sockets.address(traffic.origin) }),

  'bots.info'({ options }, args) {
    if (args['bot'] !== options.botId) return refused('bot_not_found');
    const { botId, appId, botUserId } = options;
    return { ok: true, bot: { id: botId, deleted: false, name: 'Countersign', app_id: appId, user_id: botUserId } };
  },

  'users.info'({ options, workspace }, args) {
    const person = workspace.people.find(({ id }) => id === args['user']);
    if (person === undefined) return refused('user_not_found');
    return {
      ok: true,
      user: {
        id: person.id,
        team_id: person.teamId ?? options.teamId,
        name: person.role,
        real_name: person.name,
        deleted: false,
        is_bot: false,
        is_restricted: person.guest === true,
        is_ultra_restricted: false,
      },
    };
  },

  'conversations.open'({ workspace }, args) {
    const person = workspace.people.find(({ id }) => id === textOf(args['users']));
    return person === undefined ? refused('user_not_found') : { ok: true, channel: { id: directChannel(person) } };
  },

  'conversations.info'({ workspace }, args) {
    const channel = workspace.channels.find(({ id }) => id === args['channel']);
    return channel === undefined ? refused('channel_not_found') : { ok: true, channel: shown(channel) };
  },

  'conversations.list': ({ workspace }) => ({
    ok: true,
    channels: workspace.channels.map(shown),
    response_metadata: { next_cursor: '' },
  }),
};

function shown({ id, name, archived, foreign }: Channel): JsonObject {
  return { id, name, is_channel: true, is_archived: archived === true, is_member: foreign !== true };
}
