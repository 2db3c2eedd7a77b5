import type { JsonObject } from '../../../src/shared/json.ts';
import { threadId, type TeamsContext } from './teams-context.ts';
import type { Conversation, Message, Person } from './tenant.ts';

/** The activities that Teams sends, in the shapes its references describe. */

export function messageActivity(context: TeamsContext, message: Message, conversation: Conversation): JsonObject {
  const { bot } = context.options;
  const written = mentioning(message.text, bot.name);
  const mention = { type: 'mention', mentioned: { id: bot.id, name: bot.name }, text: `<at>${bot.name}</at>` };
  return {
    ...envelope(context, conversation, message.from, message.replyTo ?? message.activityId),
    type: 'message',
    id: message.activityId,
    text: written,
    textFormat: 'plain',
    // the same once more, as Teams adds it to what people write
    attachments: [{ contentType: 'text/html', content: `<p>${escaped(message.text)}</p>` }],
    entities: [...(written.includes('<at>') ? [mention] : []), clientInfo],
  };
}

/** A pressed Action.Execute: what was filled in stands among the action's own data. */
export function cardActivity(
  context: TeamsContext,
  person: Person,
  message: Message,
  conversation: Conversation,
  pressed: { readonly action: JsonObject; readonly inputs: JsonObject },
): JsonObject {
  const { action, inputs } = pressed;
  return {
    ...envelope(context, conversation, person, message.replyTo ?? message.activityId),
    type: 'invoke',
    name: 'adaptiveCard/action',
    id: `f:${context.tenant.nextId()}`,
    replyToId: message.activityId,
    entities: [clientInfo],
    value: {
      action: {
        type: 'Action.Execute',
        ...(action['id'] === undefined ? {} : { id: action['id'] }),
        title: action['title'] ?? '',
        verb: action['verb'] ?? '',
        data: { ...(action['data'] as JsonObject | undefined), ...inputs },
      },
      trigger: 'manual',
    },
  };
}

/** The app was added to a conversation, or taken away. */
export function installationActivities(
  context: TeamsContext,
  conversation: Conversation,
  action: 'add' | 'remove',
): readonly JsonObject[] {
  const { people, nextId } = context.tenant;
  const by = conversation.person ?? people[0];
  const base = envelope(context, conversation, by, undefined);
  const members = [{ id: context.options.bot.id, name: context.options.bot.name }];
  return [
    { ...base, type: 'installationUpdate', action, id: `f:${nextId()}` },
    {
      ...base,
      type: 'conversationUpdate',
      id: `f:${nextId()}`,
      ...(action === 'add' ? { membersAdded: members } : { membersRemoved: members }),
    },
  ];
}

function envelope(
  { options, traffic }: TeamsContext,
  { id, name, kind }: Conversation,
  person: Person | undefined,
  thread: string | undefined,
): JsonObject {
  const tenantId = person?.tenantId ?? options.tenantId;
  const { team } = options;
  return {
    channelId: 'msteams',
    serviceUrl: `${traffic.origin}/`,
    timestamp: new Date(options.clock.now()).toISOString(),
    localTimestamp: new Date(options.clock.now()).toISOString(),
    locale: 'en-US',
    from: person === undefined ? {} : { id: person.id, name: person.name, aadObjectId: person.aad },
    recipient: { id: options.bot.id, name: options.bot.name },
    conversation: {
      ...(kind === 'personal' ? {} : { isGroup: true, ...(kind === 'groupChat' ? { name } : {}) }),
      conversationType: kind,
      tenantId,
      id: kind === 'channel' && thread !== undefined ? threadId(id, thread) : id,
    },
    channelData: {
      tenant: { id: tenantId },
      ...(kind === 'channel'
        ? { team: { ...team }, channel: { id, name }, teamsChannelId: id, teamsTeamId: team.id }
        : {}),
    },
  };
}

const clientInfo = { type: 'clientInfo', locale: 'en-US', country: 'US', platform: 'Web', timezone: 'America/Chicago' };

function mentioning(text: string, botName: string): string {
  return text.replaceAll(`@${botName}`, `<at>${botName}</at>`);
}

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
