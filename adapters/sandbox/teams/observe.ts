import type { JsonObject } from '../../../src/shared/json.ts';
import { isObject, objectOf, parsed, textOf } from '../json-value.ts';
import { heardOut, type Delivery } from '../traffic.ts';
import type { TeamsContext } from './teams-context.ts';
import { sees, shownMessage, type Message, type Person } from './tenant.ts';

/** What one person sees of what he did. */
export interface Seen {
  readonly delivered: boolean;
  readonly status: number;
  readonly ms: number;
  /** New messages, private ones included; what Teams says itself stands last. */
  readonly seen: readonly JsonObject[];
  readonly errors?: { readonly [inputId: string]: string };
  /** What the button opens, which is not the bot's affair. */
  readonly url?: string;
}

/** Does something, waits until the bot has nothing more to say, and tells what the person then newly sees. */
export async function observed(
  context: TeamsContext,
  person: Person,
  act: () => Promise<{ readonly delivery: Delivery; readonly shown?: JsonObject | undefined }>,
): Promise<Seen> {
  const { messages } = context.tenant;
  const before = new Set(messages);
  const { delivery, shown } = await heardOut(context.traffic, act);

  const fresh = messages.filter((message) => !before.has(message) && message.from !== person && sees(person, message));
  return {
    delivered: delivery.delivered,
    status: delivery.status,
    ms: delivery.ms,
    seen: [...fresh.map((message) => shownMessage(context.tenant, message)), ...(shown === undefined ? [] : [shown])],
  };
}

/** What the answer to a press puts under the card, before nobody but the person who pressed. */
export function showPressAnswer(
  context: TeamsContext,
  person: Person,
  pressed: Message,
  delivery: Delivery,
): JsonObject | undefined {
  const answer = objectOf(parsed(delivery.body));
  const { statusCode, type, value } = answer;
  const failed = !delivery.delivered || delivery.status !== 200 || typeof statusCode !== 'number' || statusCode >= 400;
  if (failed) {
    // Teams' own words; they come whatever the bot has done meanwhile
    return privately(person, pressed, 'Something went wrong. Please try again.');
  }
  const place = { conversation: pressed.conversation, replyTo: pressed.activityId, visibleTo: [person] };
  if (type === 'application/vnd.microsoft.activity.message') {
    const text = textOf(value) ?? '';
    if (text !== '') context.tenant.add({ ...place, text });
  } else if (type === 'application/vnd.microsoft.card.adaptive' && isObject(value)) {
    context.tenant.add({ ...place, card: value });
  }
  return undefined;
}

/** Where the bot is not reached, the message stands there and nothing answers. */
export function showMessageAnswer(person: Person, message: Message, delivery: Delivery): JsonObject | undefined {
  return delivery.delivered && delivery.status < 300
    ? undefined
    : privately(person, message, 'The bot did not take the message.');
}

/** Wording of the emulator where Teams shows a mark or nothing at all. */
function privately(person: Person, { conversation, activityId }: Message, text: string): JsonObject {
  return { conversation, activityId: '', replyTo: activityId, text, visibleTo: [person.aad] };
}
