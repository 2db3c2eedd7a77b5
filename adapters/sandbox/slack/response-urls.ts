import type { Request, Response } from 'express';
import type { Json } from '../../../src/shared/json.ts';
import { readContent, type Content } from './chat-methods.ts';
import { objectOf } from '../json-value.ts';
import { refused } from './method.ts';
import type { ResponsePlace, SlackContext } from './slack-context.ts';
import { directChannel, withId, type Message } from './workspace.ts';

/** Says something where a person pressed or typed; to that person alone unless told otherwise. */
export function answerResponseUrl(context: SlackContext, request: Request, response: Response): void {
  const place = context.responseUrls.take(String(request.params['id']));
  if (typeof place === 'string') return void response.status(404).json(refused(place));
  const body = objectOf(request.body as Json | undefined);
  const original = context.workspace.messages.find(({ channel, ts }) => channel === place.channel && ts === place.ts);

  if (body['delete_original'] === true && original !== undefined) {
    context.workspace.remove(original);
    return void response.send('ok');
  }
  const content = readContent(body);
  if (!content.ok) return void response.status(400).json(content.failure);

  if (body['replace_original'] === true && original !== undefined) replace(context, original, content.value);
  else context.workspace.add({ ...audience(context, place, body['response_type'] === 'in_channel'), ...content.value });
  response.send('ok');
}

function replace(context: SlackContext, message: Message, { text, blocks }: Content): void {
  message.text = text;
  message.blocks = blocks.map((block) => withId(block, context.workspace.nextId));
}

/** Who sees an answer: one person, or everybody in the channel. */
export function audience(
  { workspace }: SlackContext,
  { channel, user }: Pick<ResponsePlace, 'channel' | 'user'>,
  everybody: boolean,
): Pick<Message, 'channel' | 'ephemeral' | 'visibleTo'> {
  const direct = workspace.people.find((person) => directChannel(person) === channel);
  if (!everybody) return { channel, ephemeral: true, visibleTo: [user] };
  return { channel, ephemeral: false, visibleTo: direct === undefined ? undefined : [direct.id] };
}
