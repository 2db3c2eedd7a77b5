import { createBounded } from '../../src/shared/bounded.ts';
import { withoutThread, type Activity } from './activities.ts';
import type { Connector } from './connector.ts';

/** `unknown` while Teams does not say. */
export type Membership = 'member' | 'guest' | 'unknown';

const keptMs = 60_000;
const unknownKeptMs = 30_000;
const patienceMs = 1_000;
const mostKept = 5_000;

/**
 * Tells guests from members. Activities do not say it, so it is asked and kept for a minute; what was known before still
 * counts when Teams does not answer, and no press waits longer than a second for it.
 */
export function teamsMembers(connector: Connector, now: () => number): (activity: Activity) => Promise<Membership> {
  const kept = createBounded<{ readonly membership: Membership; readonly until: number }>(mostKept);

  return async (activity) => {
    const key = activity.from.aadObjectId ?? activity.from.id;
    const known = kept.get(key);
    if (known !== undefined && known.until > now()) return known.membership;
    const asked = await Promise.race([ask(connector, activity), patience()]);
    const membership = asked === 'unknown' ? (known?.membership ?? 'unknown') : asked;
    kept.set(key, { membership, until: now() + (asked === 'unknown' ? unknownKeptMs : keptMs) });
    return membership;
  };
}

async function ask(connector: Connector, { serviceUrl, conversation, from }: Activity): Promise<Membership> {
  const path = [withoutThread(conversation.id), 'members', from.id];
  const found = await connector.call({ method: 'GET', serviceUrl, path });
  if (!found.ok) return 'unknown';
  const role = found.value['userRole'];
  if (role === 'guest' || role === 'anonymous') return 'guest';
  return role === 'user' ? 'member' : 'unknown';
}

function patience(): Promise<Membership> {
  return new Promise((resolve) => {
    setTimeout(() => resolve('unknown'), patienceMs).unref();
  });
}
