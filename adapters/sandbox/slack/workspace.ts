import type { Json, JsonObject } from '../../../src/shared/json.ts';
import type { SandboxClock } from '../sandbox-clock.ts';

export interface Person {
  /** How the control interface calls the person. */
  readonly role: string;
  readonly id: string;
  readonly name: string;
  readonly guest?: boolean;
  /** Another workspace, for a person who comes through a shared channel. */
  readonly teamId?: string;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  /** The bot is not in it. */
  readonly foreign?: boolean;
  readonly archived?: boolean;
}

export interface Message {
  readonly channel: string;
  readonly ts: string;
  readonly threadTs: string | undefined;
  text: string;
  blocks: readonly JsonObject[];
  metadata: Json | undefined;
  /** Ids of the people who see it, everybody in the channel when `undefined`. */
  readonly visibleTo: readonly string[] | undefined;
  readonly ephemeral: boolean;
}

export interface Modal {
  readonly id: string;
  readonly user: string;
  view: JsonObject;
  hash: string;
}

export type NewMessage = Pick<Message, 'channel' | 'text' | 'blocks'> &
  Partial<Pick<Message, 'threadTs' | 'metadata' | 'visibleTo' | 'ephemeral'>>;

/** What stands in one Slack workspace. */
export interface Workspace {
  readonly people: readonly Person[];
  readonly channels: readonly Channel[];
  readonly messages: Message[];
  readonly modals: Map<string, Modal>;
  /** What was published on each person's own page of the app. */
  readonly homes: Map<string, Modal>;
  /** What each person has ticked, by message, block and action. */
  readonly ticked: Map<string, readonly JsonObject[]>;
  add(message: NewMessage): Message;
  remove(message: Message): void;
  /** A new name, never given before in this workspace. */
  nextId(prefix: string): string;
  clear(): void;
}

export function createWorkspace(
  clock: SandboxClock,
  people: readonly Person[],
  channels: readonly Channel[],
): Workspace {
  let lastMicros = 0;
  let lastId = 0;
  const nextId = (prefix: string): string => {
    lastId += 1;
    return `${prefix}${String(lastId).padStart(8, '0')}`;
  };
  const messages: Message[] = [];
  const modals = new Map<string, Modal>();
  const homes = new Map<string, Modal>();
  const ticked = new Map<string, readonly JsonObject[]>();

  return {
    people,
    channels,
    messages,
    modals,
    homes,
    ticked,
    nextId,
    add(given) {
      lastMicros = Math.max(lastMicros + 1, Math.floor(clock.now()) * 1000);
      const message: Message = {
        threadTs: undefined,
        metadata: undefined,
        visibleTo: undefined,
        ephemeral: false,
        ...given,
        blocks: given.blocks.map((block) => withId(block, nextId)),
        ts: `${Math.floor(lastMicros / 1_000_000)}.${String(lastMicros % 1_000_000).padStart(6, '0')}`,
      };
      messages.push(message);
      return message;
    },
    remove(message) {
      const index = messages.indexOf(message);
      if (index >= 0) messages.splice(index, 1);
    },
    clear() {
      messages.length = 0;
      modals.clear();
      homes.clear();
      ticked.clear();
    },
  };
}

/** Slack names the blocks that have no name. */
export function withId(block: JsonObject, nextId: (prefix: string) => string): JsonObject {
  return block['block_id'] === undefined ? { ...block, block_id: nextId('B') } : block;
}

/** The channel in which the bot and one person talk. */
export function directChannel(person: Pick<Person, 'id'>): string {
  return `D${person.id.slice(1)}`;
}

export function sees(person: Pick<Person, 'id'>, message: Message): boolean {
  return message.visibleTo === undefined || message.visibleTo.includes(person.id);
}

/** A message as `world` and the control interface show it. */
export function shownMessage(message: Message, channels: readonly Channel[]): JsonObject {
  const { channel, ts, threadTs, text, blocks, visibleTo, metadata } = message;
  const name = channels.find(({ id }) => id === channel)?.name;
  return {
    channel,
    ...(name === undefined ? {} : { channelName: name }),
    ts,
    ...(threadTs === undefined ? {} : { threadTs }),
    text,
    blocks: [...blocks],
    ...(visibleTo === undefined ? {} : { visibleTo: [...visibleTo] }),
    ...(metadata === undefined ? {} : { metadata }),
  };
}
