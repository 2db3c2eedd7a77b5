import type { Json, JsonObject } from '../../../src/shared/json.ts';
import type { SlackContext } from './slack-context.ts';
import { viewOf } from './view-methods.ts';
import { directChannel, type Message, type Modal, type Person } from './workspace.ts';

/** The requests that Slack sends, in the shapes its references describe. */

export function commandFields(
  context: SlackContext,
  person: Person,
  place: { readonly id: string; readonly name: string },
  text: string,
): { readonly [name: string]: string } {
  const { options, triggers } = context;
  const [command = '/sage', ...rest] = text.trim().split(' ');
  return {
    token: 'sandbox-verification-token',
    team_id: person.teamId ?? options.teamId,
    team_domain: 'sandbox',
    channel_id: place.id,
    channel_name: place.name,
    user_id: person.id,
    user_name: person.role,
    command: command.startsWith('/') ? command : '/sage',
    text: command.startsWith('/') ? rest.join(' ') : text.trim(),
    api_app_id: options.appId,
    is_enterprise_install: 'false',
    response_url: responseUrl(context, { channel: place.id, user: person.id, ts: undefined }),
    trigger_id: triggers.give(person.id),
  };
}

export function blockActions(
  context: SlackContext,
  person: Person,
  message: Message,
  action: JsonObject,
  values: JsonObject,
): JsonObject {
  const { options, triggers, workspace } = context;
  const { channel, ts, threadTs } = message;
  const name = workspace.channels.find(({ id }) => id === channel)?.name ?? 'directmessage';
  return {
    type: 'block_actions',
    ...sender(context, person),
    token: 'sandbox-verification-token',
    container: {
      type: 'message',
      message_ts: ts,
      channel_id: channel,
      is_ephemeral: message.ephemeral,
      ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
    },
    trigger_id: triggers.give(person.id),
    channel: { id: channel, name },
    ...(message.ephemeral ? {} : { message: shownToApp(context, message) }),
    state: { values },
    response_url: responseUrl(context, { channel, user: person.id, ts }),
    actions: [{ ...action, action_ts: (Date.now() / 1000).toFixed(6) }],
    is_enterprise_install: false,
    enterprise: null,
    team: { id: person.teamId ?? options.teamId, domain: 'sandbox' },
  };
}

export function viewSubmission(context: SlackContext, person: Person, modal: Modal, values: JsonObject): JsonObject {
  return {
    type: 'view_submission',
    ...sender(context, person),
    token: 'sandbox-verification-token',
    trigger_id: context.triggers.give(person.id),
    view: { ...viewOf(context, modal), state: { values } },
    response_urls: [],
    is_enterprise_install: false,
    enterprise: null,
  };
}

/** What the Events API says when somebody opens the app's own page. */
export function homeOpened(context: SlackContext, person: Person): JsonObject {
  const { options, workspace } = context;
  const home = workspace.homes.get(person.id);
  return {
    type: 'event_callback',
    token: 'sandbox-verification-token',
    team_id: person.teamId ?? options.teamId,
    api_app_id: options.appId,
    event: {
      type: 'app_home_opened',
      user: person.id,
      channel: directChannel(person),
      tab: 'home',
      event_ts: (Date.now() / 1000).toFixed(6),
      ...(home === undefined ? {} : { view: viewOf(context, home) }),
    },
    event_id: workspace.nextId('Ev'),
    event_time: Math.floor(Date.now() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: options.teamId,
        user_id: options.botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
  };
}

function sender({ options }: SlackContext, person: Person): JsonObject {
  const team = person.teamId ?? options.teamId;
  return {
    user: { id: person.id, username: person.role, name: person.role, team_id: team },
    team: { id: team, domain: 'sandbox' },
    api_app_id: options.appId,
  };
}

function shownToApp({ options }: SlackContext, message: Message): JsonObject {
  const metadata: { readonly metadata?: Json } = message.metadata === undefined ? {} : { metadata: message.metadata };
  return {
    type: 'message',
    subtype: 'bot_message',
    user: options.botUserId,
    bot_id: options.botId,
    app_id: options.appId,
    team: options.teamId,
    ts: message.ts,
    text: message.text,
    blocks: [...message.blocks],
    ...metadata,
    ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
  };
}

function responseUrl(
  { responseUrls, traffic }: SlackContext,
  place: { readonly channel: string; readonly user: string; readonly ts: string | undefined },
): string {
  return `${traffic.origin}/response/${responseUrls.give(place)}`;
}
