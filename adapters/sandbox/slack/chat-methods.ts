import type { Json, JsonObject } from '../../../src/shared/json.ts';
import { fail, ok, type Result } from '../../../src/shared/result.ts';
import { blockProblems } from './block-rules.ts';
import { isObject, listOf, textOf } from '../json-value.ts';
import { refused, tooMany, type Method, type Body } from './method.ts';
import type { SlackContext } from './slack-context.ts';
import { directChannel, withId, type Message, type NewMessage } from './workspace.ts';

/** The `chat.*` methods. Their faults strike where Slack's own would: before or after the effect. */
export const chatMethods: { readonly [name: string]: Method } = {
  'chat.postMessage'(context, args, limits) {
    const place = findPlace(context, textOf(args['channel']));
    if (typeof place === 'string') return refused(place);
    const content = readContent(args);
    if (!content.ok) return content.failure;
    const wait = limits.take('chat.postMessage', place.channel);
    if (wait !== undefined) return tooMany(wait);

    const threadTs = textOf(args['thread_ts']);
    const message = context.workspace.add({
      ...place,
      ...content.value,
      metadata: args['metadata'],
      ...(threadTs === undefined ? {} : { threadTs }),
    });
    return { ok: true, channel: message.channel, ts: message.ts, message: { ts: message.ts, text: message.text } };
  },

  'chat.update'(context, args) {
    const place = findPlace(context, textOf(args['channel']));
    if (typeof place === 'string') return refused(place);
    const message = findMessage(context, place.channel, textOf(args['ts']));
    if (message === undefined) return refused('message_not_found');
    const content = readContent(args);
    if (!content.ok) return content.failure;

    if (args['text'] !== undefined) message.text = content.value.text;
    // text alone takes the blocks away, as Slack does it
    message.blocks = content.value.blocks.map((block) => withId(block, context.workspace.nextId));
    if (args['metadata'] !== undefined) message.metadata = args['metadata'];
    return { ok: true, channel: message.channel, ts: message.ts, text: message.text };
  },

  'chat.postEphemeral'(context, args) {
    const place = findPlace(context, textOf(args['channel']));
    if (typeof place === 'string') return refused(place);
    const user = textOf(args['user']) ?? '';
    if (!context.workspace.people.some(({ id }) => id === user)) return refused('user_not_in_channel');
    const content = readContent(args);
    if (!content.ok) return content.failure;

    const { ts } = context.workspace.add({ ...place, ...content.value, visibleTo: [user], ephemeral: true });
    return { ok: true, message_ts: ts };
  },

  'chat.getPermalink'(context, args) {
    const place = findPlace(context, textOf(args['channel']));
    if (typeof place === 'string') return refused(place);
    const message = findMessage(context, place.channel, textOf(args['message_ts']));
    if (message === undefined) return refused('message_not_found');
    const permalink = `${context.traffic.origin}/archives/${message.channel}/p${message.ts.replace('.', '')}`;
    return { ok: true, channel: message.channel, permalink };
  },
};

function findMessage({ workspace }: SlackContext, channel: string, ts: string | undefined): Message | undefined {
  return workspace.messages.find((message) => message.channel === channel && message.ts === ts && !message.ephemeral);
}

type Place = Pick<NewMessage, 'channel' | 'visibleTo'>;

/** A channel by id or name, a person by id (which means the direct channel), or Slack's word for why not. */
export function findPlace({ workspace }: SlackContext, channel: string | undefined): Place | string {
  const person = workspace.people.find((one) => one.id === channel || directChannel(one) === channel);
  if (person !== undefined) return { channel: directChannel(person), visibleTo: [person.id] };
  const found = workspace.channels.find(({ id, name }) => id === channel || name === channel?.replace(/^#/, ''));
  if (found === undefined) return 'channel_not_found';
  if (found.archived === true) return 'is_archived';
  return found.foreign === true ? 'not_in_channel' : { channel: found.id };
}

export type Content = Pick<Message, 'text' | 'blocks'>;

/** Text and blocks of a message, or Slack's refusal. */
export function readContent(args: JsonObject): Result<Content, Body> {
  const text = textOf(args['text']) ?? '';
  const blocks: Json = args['blocks'] ?? [];
  if (!Array.isArray(blocks)) return fail(refused('invalid_blocks_format'));
  const problems = blockProblems(blocks, 'message');
  if (problems.length > 0) return fail(refused('invalid_blocks', problems));
  if (text === '' && blocks.length === 0) return fail(refused('no_text'));
  if (text.length > 40_000) return fail(refused('msg_too_long'));
  return ok({ text, blocks: listOf(blocks).filter(isObject) });
}
