import express, { Router, type Request, type Response } from 'express';
import type { Json, JsonObject } from '../../../src/shared/json.ts';
import { createCallLimits, type CallLimits } from './call-limits.ts';
import { chatMethods } from './chat-methods.ts';
import { objectOf, parsed } from '../json-value.ts';
import { counted } from '../traffic.ts';
import { lookupMethods } from './lookup-methods.ts';
import { refused, tooMany, type Method, type MethodAnswer } from './method.ts';
import { answerResponseUrl } from './response-urls.ts';
import type { SlackContext, SlackEmulatorOptions } from './slack-context.ts';
import { viewMethods } from './view-methods.ts';

const methods = new Map<string, Method>(Object.entries({ ...lookupMethods, ...chatMethods, ...viewMethods }));

/** What the app of manifest.json is granted. */
const grantedScopes = 'chat:write,commands,im:write,users:read';

export interface WebApi {
  readonly router: Router;
  clear(): void;
}

/** Slack's Web API under `/api`, and its response_urls. */
export function createWebApi(context: SlackContext): WebApi {
  const { options, traffic } = context;
  const limits = createCallLimits(options.clock, options.burst ?? 60);
  const router = Router();

  router.use(counted(traffic));
  router.use(express.urlencoded({ extended: false, limit: '4mb' }), express.json({ limit: '4mb' }));
  router.post('/api/:method', (request, response) => answerMethod(context, limits, request, response));
  router.post('/response/:id', (request, response) => answerResponseUrl(context, request, response));

  return { router, clear: () => limits.clear() };
}

function answerMethod(context: SlackContext, limits: CallLimits, request: Request, response: Response): void {
  const { faults } = context.options;
  if (faults.take('slack.api') === 'offline') return void response.socket?.destroy();

  const name = String(request.params['method']);
  const method = methods.get(name);
  if (method === undefined) return void response.json(refused('unknown_method'));
  const args = readArguments(request.body as JsonObject | undefined);
  const denial = denied(request, args, name, context.options);
  if (denial !== undefined) return void response.json(refused(denial));

  const fault = faults.take(`slack.${name}`);
  if (fault === 'rateLimited') return send(response, { status: 429, retryAfter: 2, body: refused('ratelimited') });
  if (fault === 'invalidAuth') return void response.json(refused('invalid_auth'));
  if (fault === 'error500') return void response.status(500).send('Internal Server Error');
  if (fault === 'channelGone') return void response.json(refused('channel_not_found'));
  if (fault === 'refused') return void response.json(refused('invalid_blocks'));
  if (fault === 'messageGone') return void response.json(refused('message_not_found'));

  response.set('X-OAuth-Scopes', fault === 'fewerScopes' ? 'chat:write,commands' : grantedScopes);
  const wait = limits.take(name);
  const answer = wait === undefined ? method(context, args, limits) : tooMany(wait);
  if (fault === 'dropAfterCommit') return void response.socket?.destroy();
  send(response, answer);
}

function send(response: Response, answer: MethodAnswer): void {
  if ('retryAfter' in answer && answer.status === 429) {
    response.status(429).set('Retry-After', String(answer.retryAfter)).json(answer.body);
  } else response.json(answer);
}

function denied(
  request: Request,
  args: JsonObject,
  method: string,
  { botToken, appToken }: SlackEmulatorOptions,
): string | undefined {
  const token = /^Bearer (.+)$/.exec(request.get('authorization') ?? '')?.[1] ?? args['token'];
  if (token === undefined) return 'not_authed';
  const [wanted, other] = method === 'apps.connections.open' ? [appToken, botToken] : [botToken, appToken];
  if (token === other) return 'not_allowed_token_type';
  return token === wanted ? undefined : 'invalid_auth';
}

/** A form carries structures as JSON text; a JSON body carries them as they are. */
function readArguments(body: JsonObject | undefined): JsonObject {
  return Object.fromEntries(Object.entries(objectOf(body)).map(([name, value]) => [name, structure(name, value)]));
}

function structure(name: string, value: Json): Json {
  const structured = ['blocks', 'view', 'metadata', 'attachments'].includes(name);
  return structured && typeof value === 'string' ? (parsed(value) ?? value) : value;
}
