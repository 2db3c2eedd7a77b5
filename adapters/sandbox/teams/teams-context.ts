import type { Faults } from '../faults.ts';
import type { SandboxClock } from '../sandbox-clock.ts';
import type { Traffic } from '../traffic.ts';
import type { Conversation, Person, Tenant } from './tenant.ts';

export interface TeamsEmulatorOptions {
  readonly clock: SandboxClock;
  readonly faults: Faults;
  readonly people: readonly Person[];
  /** The channels of the team, and group chats. */
  readonly places: readonly Conversation[];
  readonly tenantId: string;
  readonly team: { readonly id: string; readonly name: string; readonly aadGroupId: string };
  /** `28:` and the app id. */
  readonly bot: { readonly id: string; readonly name: string };
  /** Where the bot listens, without the path. */
  readonly botUrl: () => string;
}

/** What every part of the emulator works on. */
export interface TeamsContext {
  readonly options: TeamsEmulatorOptions;
  readonly tenant: Tenant;
  readonly traffic: Traffic;
}

/** A conversation as the connector names it: in a channel the thread may stand behind the channel. */
export interface Place {
  readonly conversation: Conversation;
  /** The first message of the thread. */
  readonly thread: string | undefined;
}

const threadMark = ';messageid=';

export function findPlace({ tenant }: TeamsContext, id: string): Place | undefined {
  const [base = '', thread] = id.split(threadMark);
  const conversation = tenant.conversations.find((known) => known.id === base);
  if (conversation === undefined || (thread !== undefined && conversation.kind !== 'channel')) return undefined;
  return { conversation, thread };
}

export function threadId(channel: string, thread: string): string {
  return `${channel}${threadMark}${thread}`;
}

/** By role, by Entra object id or by Teams' own id. */
export function findPerson({ tenant }: TeamsContext, name: string): Person | undefined {
  return tenant.people.find(({ role, id, aad }) => role === name || id === name || aad === name);
}
