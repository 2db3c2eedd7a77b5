import type { Json, JsonObject } from '../../../src/shared/json.ts';
import { fail, ok, type Result } from '../../../src/shared/result.ts';
import { isObject, listOf, textOf } from '../json-value.ts';
import { cardProblems } from './card-rules.ts';
import { badSyntax, refused, type ConnectorAnswer } from './connector-answer.ts';
import type { Message } from './tenant.ts';

export type Content = Pick<Message, 'text' | 'summary' | 'card'>;

export const cardType = 'application/vnd.microsoft.card.adaptive';

/** Microsoft calls the limit "approximately 100 KB" and advises 80 KB, counted in UTF-16; the emulator takes the advice. */
const mostBytes = 80 * 1024;

/** What a message of the bot shows, or the refusal; `undefined` for an activity that shows nothing, such as typing. */
export function readActivity(activity: Json | undefined): Result<Content | undefined, ConnectorAnswer> {
  if (!isObject(activity)) return fail(badSyntax(['the body must be an activity']));
  if (2 * JSON.stringify(activity).length > mostBytes) {
    return fail(refused(413, 'MessageSizeTooBig', 'Message size too large.'));
  }
  const { type } = activity;
  if (type === 'typing') return ok(undefined);
  if (type !== 'message') return fail(badSyntax([`activities of type ${String(type)} are not taken`]));
  return readMessage(activity);
}

function readMessage(activity: JsonObject): Result<Content, ConnectorAnswer> {
  const text = textOf(activity['text']) ?? '';
  const attachments = listOf(activity['attachments']);
  if (text.trim() === '' && attachments.length === 0) {
    return fail(badSyntax(["the activity must have a 'text' that is not empty or at least one attachment"]));
  }
  if (attachments.length > 1) return fail(badSyntax(['this emulator takes one attachment']));
  const [attachment] = attachments;
  const summary = textOf(activity['summary']) ?? '';
  if (attachment === undefined) return ok({ text, summary, card: undefined });

  const card = isObject(attachment) ? attachment['content'] : undefined;
  if (!isObject(attachment) || attachment['contentType'] !== cardType || !isObject(card)) {
    return fail(badSyntax([`the attachment must be of type ${cardType}`]));
  }
  const problems = cardProblems(card);
  return problems.length > 0 ? fail(badSyntax(problems)) : ok({ text, summary, card });
}
