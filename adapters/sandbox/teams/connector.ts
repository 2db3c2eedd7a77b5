import express, { Router, type Request, type Response } from 'express';
import type { Json } from '../../../src/shared/json.ts';
import type { FaultPlace } from '../emulator.ts';
import { objectOf } from '../json-value.ts';
import { counted } from '../traffic.ts';
import {
  activityNotFound,
  badSyntax,
  conversationNotFound,
  notInRoster,
  serviceError,
  tooMany,
  type ConnectorAnswer,
} from './connector-answer.ts';
import { createConnectorLimits, type ConnectorLimits } from './connector-limits.ts';
import { members, oneMember, pagedMembers, teamChannels, teamDetails } from './roster-operations.ts';
import { createConversation, deleteActivity, sendActivity, updateActivity, type Operation } from './send-operations.ts';
import type { TeamsContext } from './teams-context.ts';

export interface Connector {
  readonly router: Router;
  clear(): void;
}

interface Route {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  readonly path: string;
  /** Where trouble is scripted. */
  readonly at: string;
  readonly does: Operation;
}

const activities = '/v3/conversations/:conversation/activities';
const routes: readonly Route[] = [
  { method: 'post', path: '/v3/conversations', at: 'teams.create', does: createConversation },
  { method: 'post', path: activities, at: 'teams.send', does: sendActivity },
  { method: 'post', path: `${activities}/:activity`, at: 'teams.send', does: sendActivity },
  { method: 'put', path: `${activities}/:activity`, at: 'teams.update', does: updateActivity },
  { method: 'delete', path: `${activities}/:activity`, at: 'teams.delete', does: deleteActivity },
  { method: 'get', path: '/v3/conversations/:conversation/members', at: 'teams.members', does: members },
  { method: 'get', path: '/v3/conversations/:conversation/members/:member', at: 'teams.members', does: oneMember },
  { method: 'get', path: '/v3/conversations/:conversation/pagedmembers', at: 'teams.members', does: pagedMembers },
  { method: 'get', path: '/v3/teams/:team', at: 'teams.team', does: teamDetails },
  { method: 'get', path: '/v3/teams/:team/conversations', at: 'teams.team', does: teamChannels },
];

/** The Bot Connector's REST interface, with scripted trouble and the published limits. */
export function createConnector(context: TeamsContext): Connector {
  const limits = createConnectorLimits(context.options.clock);
  const router = Router();
  router.use(counted(context.traffic), express.json({ limit: '4mb' }));
  for (const route of routes) {
    router[route.method](route.path, (request, response) => answer(context, limits, route, request, response));
  }
  return { router, clear: () => limits.clear() };
}

/** Trouble in place of the answer; the rest is done and then the connection breaks. */
const instead: { readonly [fault: string]: ConnectorAnswer } = {
  rateLimited: tooMany(2),
  badGateway: serviceError,
  conversationGone: conversationNotFound,
  removed: notInRoster,
  messageGone: activityNotFound,
  refused: badSyntax(['refused as scripted']),
};

function answer(
  context: TeamsContext,
  limits: ConnectorLimits,
  { at, does }: Route,
  request: Request,
  response: Response,
): void {
  const { faults } = context.options;
  if (faults.take('teams.connector') === 'offline') return void response.socket?.destroy();
  const fault = faults.take(at);
  if (fault === 'dropBeforeCommit') return void response.socket?.destroy();
  const scripted = fault === undefined ? undefined : instead[fault];
  const wait = limits.take('other', '');
  const given = scripted ?? (wait === undefined ? does(context, callOf(request), limits) : tooMany(wait));
  if (fault === 'dropAfterCommit') return void response.socket?.destroy();

  response.status(given.status);
  if (given.retryAfter !== undefined) response.set('Retry-After', String(given.retryAfter));
  if (given.body === undefined) response.end();
  else response.json(given.body);
}

function callOf({ params, query, body }: Request): Parameters<Operation>[1] {
  const texts = (all: object): { [name: string]: string } =>
    Object.fromEntries(Object.entries(all).map(([name, value]) => [name, String(value)]));
  return { params: texts(params), query: texts(query), body: objectOf(body as Json | undefined) };
}

const rateLimited = { fault: 'rateLimited', says: '429 with Retry-After: 2, nothing done' };
const badGateway = { fault: 'badGateway', says: '502, nothing done' };
const dropBeforeCommit = { fault: 'dropBeforeCommit', says: 'the connection breaks, nothing done' };
const dropAfterCommit = { fault: 'dropAfterCommit', says: 'done, and the connection breaks before the answer' };
const conversationGone = { fault: 'conversationGone', says: '404 ConversationNotFound' };
const removed = { fault: 'removed', says: '403 BotNotInConversationRoster' };
const messageGone = { fault: 'messageGone', says: '404 ActivityNotFoundInConversation' };
const refused = { fault: 'refused', says: '400 BadSyntax, nothing done' };
const trouble = [rateLimited, badGateway, dropBeforeCommit, dropAfterCommit];

export const connectorFaults: readonly FaultPlace[] = [
  { at: 'teams.create', faults: [...trouble, conversationGone, removed, refused] },
  { at: 'teams.send', faults: [...trouble, conversationGone, removed, refused] },
  { at: 'teams.update', faults: [...trouble, conversationGone, removed, messageGone, refused] },
  { at: 'teams.delete', faults: [...trouble, messageGone] },
  { at: 'teams.members', faults: trouble },
  { at: 'teams.team', faults: trouble },
  { at: 'teams.connector', faults: [{ fault: 'offline', says: 'the connection breaks, whatever is called' }] },
];
