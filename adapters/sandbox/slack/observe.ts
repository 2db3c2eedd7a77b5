import type { JsonObject } from '../../../src/shared/json.ts';
import { readContent } from './chat-methods.ts';
import { isObject, parsed } from '../json-value.ts';
import { heardOut, type Delivery } from '../traffic.ts';
import { shownModal } from './modal-form.ts';
import { audience } from './response-urls.ts';
import type { SlackContext } from './slack-context.ts';
import { sees, shownMessage, type Message, type Person } from './workspace.ts';

/** What one person sees of what he did. */
export interface Seen {
  readonly delivered: boolean;
  readonly status: number;
  readonly ms: number;
  /** New messages, private ones included; what Slack says itself stands last. */
  readonly seen: readonly JsonObject[];
  readonly modal?: JsonObject;
  readonly errors?: { readonly [fieldId: string]: string };
  readonly confirm?: JsonObject;
  readonly url?: string;
}

/** Does something, waits until the bot has nothing more to say, and tells what the person then newly sees. */
export async function observed(
  context: SlackContext,
  person: Person,
  act: () => Promise<{ readonly delivery: Delivery; readonly shown?: JsonObject | undefined }>,
): Promise<Seen> {
  const before = new Set(context.workspace.messages);
  const { delivery, shown } = await heardOut(context.traffic, act);

  const fresh = context.workspace.messages.filter((message) => !before.has(message) && sees(person, message));
  const modal = context.workspace.modals.get(person.id);
  return {
    delivered: delivery.delivered,
    status: delivery.status,
    ms: delivery.ms,
    seen: [
      ...fresh.map((message: Message) => shownMessage(message, context.workspace.channels)),
      ...(shown === undefined ? [] : [shown]),
    ],
    ...(modal === undefined ? {} : { modal: shownModal(modal) }),
  };
}

/** What the answer to a command puts before people; Slack's own words when there was no usable one. */
export function showCommandAnswer(
  context: SlackContext,
  person: Person,
  channel: string,
  command: string,
  delivery: Delivery,
): JsonObject | undefined {
  const slackSays = (word: string): JsonObject =>
    privateText(person, channel, `${command} failed with the error "${word}"`);
  if (!delivery.delivered) return slackSays(delivery.unreachable ? 'dispatch_failed' : 'operation_timeout');
  if (delivery.status !== 200) return slackSays('dispatch_failed');
  if (delivery.body === '') return undefined;

  const answer = parsed(delivery.body);
  const body: JsonObject = isObject(answer) ? answer : { text: delivery.body };
  const content = readContent(body);
  if (!content.ok) return slackSays(String(content.failure['error']));
  const everybody = body['response_type'] === 'in_channel';
  context.workspace.add({ ...audience(context, { channel, user: person.id }, everybody), ...content.value });
  return undefined;
}

/** The emulator's wording: Slack marks the button and says that it did not work. */
export function showPressAnswer(person: Person, channel: string, delivery: Delivery): JsonObject | undefined {
  if (delivery.delivered && delivery.status === 200) return undefined;
  const why = delivery.delivered ? `answered ${delivery.status}` : 'did not answer in time';
  return privateText(person, channel, `That did not work: the app ${why}.`);
}

function privateText(person: Person, channel: string, text: string): JsonObject {
  return { channel, ts: '', text, blocks: [], visibleTo: [person.id] };
}
