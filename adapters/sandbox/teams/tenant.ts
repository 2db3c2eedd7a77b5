import type { JsonObject } from '../../../src/shared/json.ts';
import type { SandboxClock } from '../sandbox-clock.ts';

export interface Person {
  /** How the control interface calls the person. */
  readonly role: string;
  /** Teams' own id of the person, `29:…`. */
  readonly id: string;
  /** The Entra object id. */
  readonly aad: string;
  readonly name: string;
  readonly email: string;
  /** Another tenant, for a guest. */
  readonly tenantId?: string;
}

export interface Conversation {
  readonly id: string;
  readonly name: string;
  readonly kind: 'channel' | 'groupChat' | 'personal';
  /** Whom the bot talks with, in a personal chat. */
  readonly person?: Person;
}

export interface Message {
  /** Of a channel the channel itself, whatever the thread. */
  readonly conversation: string;
  readonly activityId: string;
  /** The first message of the thread, or the card under which an answer stands. */
  readonly replyTo: string | undefined;
  text: string;
  summary: string;
  card: JsonObject | undefined;
  /** Who wrote it; the bot when `undefined`. */
  readonly from: Person | undefined;
  /** Who sees it, everybody in the conversation when `undefined`. */
  readonly visibleTo: readonly Person[] | undefined;
}

export type NewMessage = Pick<Message, 'conversation'> &
  Partial<Pick<Message, 'replyTo' | 'text' | 'summary' | 'card' | 'from' | 'visibleTo'>>;

/** `removed` since an administrator took the bot away; `wanted` until the bot has been told that it was added. */
export type Presence = 'wanted' | 'there' | 'removed';

/** What stands in one tenant of Teams. */
export interface Tenant {
  readonly people: readonly Person[];
  readonly conversations: readonly Conversation[];
  readonly messages: Message[];
  /** Where the bot is installed, by conversation. */
  readonly presence: Map<string, Presence>;
  add(message: NewMessage): Message;
  remove(message: Message): void;
  /** A new id, of the form that Teams gives to messages. */
  nextId(): string;
  clear(): void;
}

export function createTenant(clock: SandboxClock, people: readonly Person[], places: readonly Conversation[]): Tenant {
  const personal = people.map((person): Conversation => {
    return { id: `a:1${person.role}`, name: 'personal', kind: 'personal', person };
  });
  const conversations: readonly Conversation[] = [...places, ...personal];
  const messages: Message[] = [];
  const presence = new Map<string, Presence>();
  let lastId = 0;
  const nextId = (): string => {
    lastId = Math.max(lastId + 1, Math.floor(clock.now()));
    return String(lastId);
  };
  const clear = (): void => {
    messages.length = 0;
    for (const { id } of conversations) presence.set(id, 'wanted');
  };
  clear();

  return {
    ...{ people, conversations, messages, presence, nextId, clear },
    add(given) {
      const person = conversations.find(({ id }) => id === given.conversation)?.person;
      const message: Message = {
        ...{ replyTo: undefined, text: '', summary: '', card: undefined, from: undefined },
        visibleTo: person === undefined ? undefined : [person],
        ...given,
        activityId: nextId(),
      };
      messages.push(message);
      return message;
    },
    remove(message) {
      const index = messages.indexOf(message);
      if (index >= 0) messages.splice(index, 1);
    },
  };
}

export function sees(person: Person, { visibleTo }: Message): boolean {
  return visibleTo === undefined || visibleTo.includes(person);
}

/** A message as `world` and the control interface show it; people by their Entra object ids. */
export function shownMessage({ conversations }: Tenant, message: Message): JsonObject {
  const { conversation, activityId, replyTo, text, summary, card, from, visibleTo } = message;
  return {
    conversation,
    conversationName: conversations.find(({ id }) => id === conversation)?.name ?? '',
    activityId,
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(text === '' ? {} : { text }),
    ...(summary === '' ? {} : { summary }),
    ...(card === undefined ? {} : { card }),
    ...(from === undefined ? {} : { from: from.aad }),
    ...(visibleTo === undefined ? {} : { visibleTo: visibleTo.map(({ aad }) => aad) }),
  };
}
