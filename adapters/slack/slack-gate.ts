import type { Note } from '../../src/ports/card.ts';
import type { Log } from '../../src/ports/log.ts';
import type { IdentityWatch, SlackIdentity } from './slack-identity.ts';
import type { Membership } from './slack-members.ts';
import { refusals } from './words.ts';

/** What a signed request says about where it comes from. */
export interface Claims {
  readonly app: string | undefined;
  readonly team: string | undefined;
  /** The organisation of the workspace, where it belongs to one. */
  readonly enterprise: string | undefined;
  /** Not every event has somebody who caused it. */
  readonly user: string | undefined;
  /** The person's own workspace, which differs in a shared channel. */
  readonly userTeam: string | undefined;
}

export type Gate = (claims: Claims) => Promise<Note | undefined>;

export interface GateDeps {
  readonly identity: IdentityWatch;
  readonly members: (user: string) => Promise<Membership>;
  readonly log: Log;
}

/**
 * Answers what to tell a person who may not come in, `undefined` for everybody else. Where Slack does not say whether
 * somebody is a guest, the people map decides alone: it names each person that has any right.
 */
export function slackGate({ identity, members, log }: GateDeps): Gate {
  const refuse = (reason: string, claims: Claims, note: Note): Note => {
    const { user, team, enterprise, app } = claims;
    log.warn('slack.person.refused', { reason, user, team, enterprise, app });
    return note;
  };

  return async (claims) => {
    const ours = identity.current() ?? (await soon(identity.known));
    if (ours === undefined) return refuse('not_identified', claims, refusals.notIdentified);
    if (claims.app !== ours.appId) return refuse('other_app', claims, refusals.otherWorkspace);
    if (claims.team !== ours.teamId || (claims.userTeam ?? ours.teamId) !== ours.teamId) {
      return refuse('other_workspace', claims, refusals.otherWorkspace);
    }
    if (claims.enterprise !== ours.enterpriseId) return refuse('other_enterprise', claims, refusals.otherWorkspace);
    if (claims.user === undefined) return undefined;
    return (await members(claims.user)) === 'guest' ? refuse('guest', claims, refusals.guest) : undefined;
  };
}

/** A press right after the start is worth a moment's wait; Slack itself gives up after three seconds. */
const patienceMs = 1_500;

async function soon(known: Promise<SlackIdentity>): Promise<SlackIdentity | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patienceMs);
  });
  try {
    return await Promise.race([known, late]);
  } finally {
    clearTimeout(timer);
  }
}
