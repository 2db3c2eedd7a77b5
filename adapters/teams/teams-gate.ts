import type { Note } from '../../src/ports/card.ts';
import type { Log } from '../../src/ports/log.ts';
import { tenantOf, userOf, type Activity } from './activities.ts';
import type { Membership } from './teams-members.ts';
import { refusals } from './words.ts';

export type Gate = (activity: Activity) => Promise<Note | undefined>;

export interface GateDeps {
  /** `undefined` only where nothing is authenticated: an emulator on this machine may be of any tenant. */
  readonly tenant: string | undefined;
  readonly members: (activity: Activity) => Promise<Membership>;
  readonly log: Log;
}

/**
 * Answers what to tell a person who may not come in, `undefined` for everybody else. Where Teams does not say whether
 * somebody is a guest, the people map decides alone: it names each person that has any right.
 */
export function teamsGate({ tenant, members, log }: GateDeps): Gate {
  const refuse = (reason: string, activity: Activity, note: Note): Note => {
    log.warn('teams.person.refused', { reason, user: userOf(activity), tenant: tenantOf(activity) });
    return note;
  };

  return async (activity) => {
    if (!isOurTenant(activity, tenant)) return refuse('other_tenant', activity, refusals.otherTenant);
    if (userOf(activity) === undefined) return refuse('nobody', activity, refusals.nobody);
    return (await members(activity)) === 'guest' ? refuse('guest', activity, refusals.guest) : undefined;
  };
}

/**
 * Each place in which an activity names a tenant must name ours, and one of them must. Of the platform's other channels,
 * such as a web chat, anybody could say that he is anybody.
 */
export function isOurTenant({ channelId, conversation, channelData }: Activity, tenant: string | undefined): boolean {
  if (channelId !== 'msteams') return false;
  if (tenant === undefined) return true;
  const named = [conversation.tenantId, channelData?.tenant?.id].filter((id) => id !== undefined);
  return named.length > 0 && named.every((id) => id.toLowerCase() === tenant.toLowerCase());
}
