import type { Application as WebApplication } from 'express';
import type { Chance } from '../../src/ports/chance.ts';
import type { Chat } from '../../src/ports/chat.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Conversation } from '../../src/ports/conversation.ts';
import type { Log } from '../../src/ports/log.ts';
import type { Store } from '../../src/ports/store.ts';
import type { TeamsAccess } from '../config/environment.ts';
import type { Outgoing } from '../system/outgoing.ts';
import type { ProxySettings } from '../system/proxy-route.ts';
import { createTokenKeeper, noToken, type TokenKeeper } from './access-token.ts';
import { createTurns } from './bot-framework.ts';
import { createConnector } from './connector.ts';
import { storedReferences } from './conversation-references.ts';
import { hearActivities } from './hear-activities.ts';
import { keysProxy } from './keys-proxy.ts';
import { createPatience } from './patience.ts';
import { receiveActivities } from './receive-activity.ts';
import { createSendBudget } from './send-limits.ts';
import { isAllowedService } from './service-address.ts';
import { teamsChat } from './teams-chat.ts';
import { teamsGate } from './teams-gate.ts';
import { teamsMembers } from './teams-members.ts';

export interface TeamsConnection {
  readonly chat: Chat;
  /** Waits for the answers under way. */
  close(): Promise<void>;
}

export interface TeamsConnectionDeps {
  readonly app: WebApplication;
  readonly access: TeamsAccess;
  readonly conversation: Conversation;
  readonly store: Pick<Store, 'get' | 'commit'>;
  readonly log: Log;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly outgoing: Outgoing;
  readonly proxy: ProxySettings | undefined;
  /** How long Teams may take to answer; asked anew each time. */
  readonly callDeadlineMs: () => number;
  /** The host's time, and not a clock that follows a sandbox. */
  readonly now?: () => number;
  /** Where the keys of the platform are, and where the tenant signs in, when not at Microsoft: for tests. */
  readonly openIdMetadataUrl?: string;
  readonly loginUrl?: string;
}

/** Teams as a whole: what the bot says there, and what it hears on the web application. */
export function connectTeams(deps: TeamsConnectionDeps): TeamsConnection {
  const { app, access, conversation, store, log, clock, chance, outgoing, proxy, callDeadlineMs } = deps;
  const { now = Date.now, openIdMetadataUrl } = deps;
  const { serviceUrl, tenantId: tenant, appId, appPassword } = access;
  const isAllowed = (address: string): boolean =>
    isAllowedService(address, { serviceUrl, open: appPassword === undefined });
  const connector = createConnector({ outgoing, token: tokenFor(deps), isAllowed, timeoutMs: callDeadlineMs, now });
  const references = storedReferences(store, tenant);
  const chat = teamsChat({
    ...{ connector, references, serviceUrl, tenant, appId, log },
    budget: createSendBudget(clock),
    patience: createPatience(chance),
  });
  const heard = hearActivities({
    ...{ conversation, references, chat, tenant, log, now },
    gate: teamsGate({ tenant, members: teamsMembers(connector, now), log }),
  });
  const turns = createTurns({
    ...{ access, handlers: heard.handlers, log },
    ...keysProxy(proxy),
    ...(openIdMetadataUrl === undefined ? {} : { openIdMetadataUrl }),
  });
  receiveActivities({ app, turns, isAllowed, log });
  return { chat, close: heard.settled };
}

function tokenFor({ access, outgoing, clock, loginUrl }: TeamsConnectionDeps): TokenKeeper {
  const { appId, appPassword, tenantId } = access;
  if (appId === undefined || appPassword === undefined || tenantId === undefined) return noToken;
  const login = loginUrl === undefined ? {} : { loginUrl };
  return createTokenKeeper({ appId, appPassword, tenantId, outgoing, clock, timeoutMs: 10_000, ...login });
}
