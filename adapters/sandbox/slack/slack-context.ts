import type { Faults } from '../faults.ts';
import type { SandboxClock } from '../sandbox-clock.ts';
import type { Traffic } from '../traffic.ts';
import type { SocketServer } from './socket-server.ts';
import type { Channel, Person, Workspace } from './workspace.ts';

export interface SlackEmulatorOptions {
  readonly clock: SandboxClock;
  readonly faults: Faults;
  readonly signingSecret: string;
  readonly botToken: string;
  /** What opens sockets. */
  readonly appToken: string;
  /** The app is set to Socket Mode from the start; else a bot that asks for a socket sets it. */
  readonly socketMode?: boolean;
  readonly people: readonly Person[];
  readonly channels: readonly Channel[];
  readonly teamId: string;
  readonly appId: string;
  readonly botId: string;
  readonly botUserId: string;
  /** Where the bot listens, without the path. */
  readonly botUrl: () => string;
  /**
   * Messages per channel that may be sent at once before the limit of one a second holds. Slack allows "short bursts"
   * without a number; 60 unless told, so that a demo never waits.
   */
  readonly burst?: number;
}

/** What every part of the emulator works on. */
export interface SlackContext {
  readonly options: SlackEmulatorOptions;
  readonly workspace: Workspace;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly traffic: Traffic;
  readonly sockets: SocketServer;
}

/** Trigger ids: each opens one view within three seconds. */
export interface Triggers {
  give(user: string): string;
  take(id: string): { readonly user: string } | 'invalid_trigger_id' | 'expired_trigger_id' | 'exchanged_trigger_id';
  clear(): void;
}

/** Addresses under which a press or a command can be answered: five times within thirty minutes. */
export interface ResponseUrls {
  give(place: ResponsePlace): string;
  take(id: string): ResponsePlace | 'expired_url' | 'used_url';
  clear(): void;
}

export interface ResponsePlace {
  readonly channel: string;
  readonly user: string;
  /** The message that was pressed; none for a command. */
  readonly ts: string | undefined;
}

export function createTriggers(clock: SandboxClock, nextId: (prefix: string) => string): Triggers {
  const given = new Map<string, { readonly user: string; readonly until: number; used: boolean }>();
  return {
    give(user) {
      const id = nextId('trigger.');
      given.set(id, { user, until: clock.now() + 3_000, used: false });
      return id;
    },
    take(id) {
      const trigger = given.get(id);
      if (trigger === undefined) return 'invalid_trigger_id';
      if (trigger.used) return 'exchanged_trigger_id';
      if (trigger.until < clock.now()) return 'expired_trigger_id';
      trigger.used = true;
      return trigger;
    },
    clear: () => given.clear(),
  };
}

export function createResponseUrls(clock: SandboxClock, nextId: (prefix: string) => string): ResponseUrls {
  const given = new Map<string, { readonly place: ResponsePlace; readonly until: number; left: number }>();
  return {
    give(place) {
      const id = nextId('r');
      given.set(id, { place, until: clock.now() + 30 * 60_000, left: 5 });
      return id;
    },
    take(id) {
      const entry = given.get(id);
      if (entry === undefined || entry.until < clock.now()) return 'expired_url';
      if (entry.left === 0) return 'used_url';
      entry.left -= 1;
      return entry.place;
    },
    clear: () => given.clear(),
  };
}
