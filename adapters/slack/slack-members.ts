import type { SlackClient } from './slack-client.ts';
import { slackFailure } from './slack-failure.ts';

/** `unknown` while Slack does not say. */
export type Membership = 'member' | 'guest' | 'unknown';

const keptMs = 60_000;
const unknownKeptMs = 30_000;
const patienceMs = 1_000;
const mostKept = 5_000;

/**
 * Tells guests from members. Slack's requests do not say it, so it is asked and kept for a minute; what was known
 * before still counts when Slack does not answer, and no press waits longer than a second for it.
 */
export function slackMembers(client: SlackClient, now: () => number): (user: string) => Promise<Membership> {
  const kept = new Map<string, { readonly membership: Membership; readonly until: number }>();

  return async (user) => {
    const known = kept.get(user);
    if (known !== undefined && known.until > now()) return known.membership;

    const asked = await Promise.race([ask(client, user), patience()]);
    const membership = asked === 'unknown' ? (known?.membership ?? 'unknown') : asked;
    if (kept.size >= mostKept) kept.clear();
    kept.set(user, { membership, until: now() + (asked === 'unknown' ? unknownKeptMs : keptMs) });
    return membership;
  };
}

async function ask(client: SlackClient, user: string): Promise<Membership> {
  try {
    const found = (await client.users.info({ user })).user;
    if (found === undefined) return 'unknown';
    const outside = [found.is_restricted, found.is_ultra_restricted, found.is_stranger, found.deleted];
    return outside.includes(true) ? 'guest' : 'member';
  } catch (error) {
    slackFailure(error);
    return 'unknown';
  }
}

function patience(): Promise<Membership> {
  return new Promise((resolve) => {
    setTimeout(() => resolve('unknown'), patienceMs).unref();
  });
}
