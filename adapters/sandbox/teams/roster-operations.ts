import type { JsonObject } from '../../../src/shared/json.ts';
import { badArgument, conversationNotFound, found, notInRoster, refused, tooMany } from './connector-answer.ts';
import type { Call, Operation } from './send-operations.ts';
import { findPerson, findPlace, type TeamsContext } from './teams-context.ts';
import type { Person } from './tenant.ts';

/** Who and where: the operations that only read. */
export const members: Operation = (context, call, limits) => {
  const people = roster(context, call);
  if ('status' in people) return people;
  const wait = limits.take('read', call.params['conversation'] ?? '');
  return wait === undefined ? found(people.map((person) => account(context, person))) : tooMany(wait);
};

export const pagedMembers: Operation = (context, call, limits) => {
  const people = roster(context, call);
  if ('status' in people) return people;
  const from = Number(call.query['continuationToken'] ?? 0);
  const size = Number(call.query['pageSize'] ?? 200);
  if (!Number.isInteger(from) || !Number.isInteger(size) || size < 1) return badArgument('The page does not exist.');
  const wait = limits.take('read', call.params['conversation'] ?? '');
  if (wait !== undefined) return tooMany(wait);
  const next = from + size;
  return found({
    members: people.slice(from, next).map((person) => account(context, person)),
    ...(next < people.length ? { continuationToken: String(next) } : {}),
  });
};

export const oneMember: Operation = (context, call, limits) => {
  const people = roster(context, call);
  if ('status' in people) return people;
  const person = findPerson(context, call.params['member'] ?? '');
  if (person === undefined || !people.includes(person)) {
    return refused(404, 'MemberNotFoundInConversation', 'Member not found in the conversation.');
  }
  const wait = limits.take('read', call.params['conversation'] ?? '');
  return wait === undefined ? found(account(context, person)) : tooMany(wait);
};

export const teamDetails: Operation = ({ options }, { params }) =>
  params['team'] === options.team.id ? found({ ...options.team }) : conversationNotFound;

export const teamChannels: Operation = ({ options, tenant }, { params }) => {
  if (params['team'] !== options.team.id) return conversationNotFound;
  const channels = tenant.conversations.filter(({ kind }) => kind === 'channel');
  return found({ conversations: channels.map(({ id, name }) => ({ id, name })) });
};

function roster(context: TeamsContext, { params }: Call): readonly Person[] | ReturnType<Operation> {
  const place = findPlace(context, params['conversation'] ?? '');
  if (place === undefined) return conversationNotFound;
  const { id, person } = place.conversation;
  if (context.tenant.presence.get(id) === 'removed') return notInRoster;
  return person === undefined ? context.tenant.people : [person];
}

function account({ options }: TeamsContext, { id, aad, name, email, tenantId }: Person): JsonObject {
  return {
    ...{ id, name, email, objectId: aad, aadObjectId: aad, userPrincipalName: email },
    tenantId: tenantId ?? options.tenantId,
    userRole: tenantId === undefined ? 'user' : 'guest',
  };
}
