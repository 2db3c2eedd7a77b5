import type { JsonObject } from '../../../src/shared/json.ts';
import { objectOf, textOf } from '../json-value.ts';
import { readActivity } from './activity-content.ts';
import {
  activityNotFound,
  badArgument,
  conversationNotFound,
  created,
  found,
  notInRoster,
  refused,
  tooMany,
  type ConnectorAnswer,
} from './connector-answer.ts';
import type { ConnectorLimits } from './connector-limits.ts';
import { findPerson, findPlace, threadId, type Place, type TeamsContext } from './teams-context.ts';
import type { Message } from './tenant.ts';

export interface Call {
  readonly params: { readonly [name: string]: string };
  readonly query: { readonly [name: string]: string };
  readonly body: JsonObject;
}

/** One operation of the Bot Connector. */
export type Operation = (context: TeamsContext, call: Call, limits: ConnectorLimits) => ConnectorAnswer;

/** Opens a personal chat, or a thread in a channel. */
export const createConversation: Operation = (context, { body }, limits) => {
  const channel = textOf(objectOf(objectOf(body['channelData'])['channel'])['id']);
  if (channel !== undefined) return createThread(context, channel, body, limits);
  if (body['isGroup'] === true) return badArgument('A bot can create neither group chats nor channels.');

  const [member, ...others] = Array.isArray(body['members']) ? (body['members'] as readonly JsonObject[]) : [];
  const person = findPerson(context, textOf(objectOf(member)['id']) ?? '');
  if (person === undefined || others.length > 0) return badArgument('members must be one member of this tenant.');
  const tenantId = textOf(body['tenantId']) ?? textOf(objectOf(objectOf(body['channelData'])['tenant'])['id']);
  if (tenantId !== context.options.tenantId) return badArgument('The tenant id is missing or not the one of the bot.');
  const chat = context.tenant.conversations.find((known) => known.person === person);
  if (chat === undefined) return conversationNotFound;
  if (context.tenant.presence.get(chat.id) === 'removed') {
    return refused(403, 'ForbiddenOperationException', "The bot is not installed in the user's personal scope.");
  }
  const wait = limits.take('send', chat.id);
  return wait === undefined ? created({ id: chat.id }) : tooMany(wait);
};

function createThread(
  context: TeamsContext,
  channel: string,
  body: JsonObject,
  limits: ConnectorLimits,
): ConnectorAnswer {
  const place = findPlace(context, channel);
  if (place?.conversation.kind !== 'channel') return conversationNotFound;
  const answer = post(context, { ...place, thread: undefined }, undefined, objectOf(body['activity']), limits);
  if (typeof answer === 'string') return badArgument('A thread begins with a message.');
  return 'status' in answer
    ? answer
    : created({ id: threadId(place.conversation.id, answer.activityId), activityId: answer.activityId });
}

export const sendActivity: Operation = (context, { params, body }, limits) => {
  const place = findPlace(context, params['conversation'] ?? '');
  if (place === undefined) return conversationNotFound;
  const answer = post(context, place, params['activity'], body, limits);
  if (typeof answer === 'string') return created({ id: '' });
  return 'status' in answer ? answer : created({ id: answer.activityId });
};

/** The message that now stands there, `nothing` where nothing is shown, or the refusal. */
function post(
  context: TeamsContext,
  { conversation, thread }: Place,
  replyTo: string | undefined,
  activity: JsonObject,
  limits: ConnectorLimits,
): Message | ConnectorAnswer | 'nothing' {
  const { tenant } = context;
  if (tenant.presence.get(conversation.id) === 'removed') return notInRoster;
  const content = readActivity(activity);
  if (!content.ok) return content.failure;
  const first = messageIn(context, conversation.id, thread);
  if (thread !== undefined && first === undefined) return activityNotFound;
  // what is answered may also be a press or an installation, which are no messages
  const above = first ?? messageIn(context, conversation.id, replyTo);
  const wait = limits.take('send', conversation.id);
  if (wait !== undefined) return tooMany(wait);
  if (content.value === undefined) return 'nothing';

  // threads are one level deep, and there are none outside channels
  const root = conversation.kind === 'channel' ? (above?.replyTo ?? above?.activityId) : undefined;
  return tenant.add({
    conversation: conversation.id,
    ...content.value,
    ...(root === undefined ? {} : { replyTo: root }),
  });
}

export const updateActivity: Operation = (context, { params, body }) => {
  const message = ownMessage(context, params);
  if ('status' in message) return message;
  const content = readActivity(body);
  if (!content.ok) return content.failure;
  if (content.value === undefined) return badArgument('A message cannot become an activity that shows nothing.');
  Object.assign(message, content.value);
  return found({ id: message.activityId });
};

export const deleteActivity: Operation = (context, { params }) => {
  const message = ownMessage(context, params);
  if ('status' in message) return message;
  context.tenant.remove(message);
  return { status: 200 };
};

function ownMessage(context: TeamsContext, params: Call['params']): Message | ConnectorAnswer {
  const place = findPlace(context, params['conversation'] ?? '');
  if (place === undefined) return conversationNotFound;
  const { id } = place.conversation;
  if (context.tenant.presence.get(id) === 'removed') return notInRoster;
  const message = messageIn(context, id, params['activity']);
  if (message === undefined) return activityNotFound;
  return message.from === undefined
    ? message
    : refused(403, 'NotEnoughPermissions', 'The message is not the bot’s own.');
}

function messageIn(
  { tenant }: TeamsContext,
  conversation: string,
  activityId: string | undefined,
): Message | undefined {
  return tenant.messages.find((one) => one.conversation === conversation && one.activityId === activityId);
}
