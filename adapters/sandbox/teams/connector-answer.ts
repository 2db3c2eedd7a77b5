import type { Json, JsonObject } from '../../../src/shared/json.ts';

/** What the Bot Connector answers to a call. */
export interface ConnectorAnswer {
  readonly status: number;
  readonly body?: Json;
  /** Seconds. */
  readonly retryAfter?: number;
}

/** The connector's shape of a refusal; codes and texts as Microsoft lists them for bots in Teams. */
export function refused(status: number, code: string, message: string): ConnectorAnswer {
  return { status, body: { error: { code, message } } };
}

export function tooMany(seconds: number): ConnectorAnswer {
  return { ...refused(429, 'Throttled', 'Too many requests.'), retryAfter: seconds };
}

export function badSyntax(problems: readonly string[]): ConnectorAnswer {
  return refused(400, 'BadSyntax', problems.join('; '));
}

export function badArgument(message: string): ConnectorAnswer {
  return refused(400, 'BadArgument', message);
}

export const conversationNotFound = refused(404, 'ConversationNotFound', 'Conversation not found.');
export const activityNotFound = refused(404, 'ActivityNotFoundInConversation', 'Conversation not found.');
export const notInRoster = refused(
  403,
  'BotNotInConversationRoster',
  'The bot is not part of the conversation roster.',
);
export const serviceError = refused(502, 'ServiceError', 'Service dependency issue.');

export function created(body: JsonObject): ConnectorAnswer {
  return { status: 201, body };
}

export function found(body: Json): ConnectorAnswer {
  return { status: 200, body };
}
