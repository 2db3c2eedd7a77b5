import { controllersOf } from '../people/policy.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { mayAct, type Act, type Refusal } from './decide.ts';
import type { Upon } from './ground.ts';
import { withoutApprovals } from './reconcile.ts';
import type { Held, Synced, Transfer, Unlinked } from './transfer.ts';

/**
 * Ends a link: of a record that Sage shows as void or gone, on which nothing else in Sage stands. That a press makes no
 * call means that what Sage showed last decides; it is looked at again before anything is posted anew.
 */
export function unlink(transfer: Transfer, upon: Upon, act: Act): Result<Unlinked, Refusal> {
  const refusal = mayAct(transfer, act);
  if (refusal !== undefined) return fail(refusal);
  if (!hasLink(transfer)) return fail({ kind: 'already', transfer });
  const controllers = controllersOf(act.policy);
  if (!controllers.includes(act.person.role)) return fail({ kind: 'no_right', roles: controllers });
  const receipt = transfer.state === 'held' ? transfer.found : transfer.receipt;
  if (receipt === undefined || !isVoided(transfer)) return fail({ kind: 'stands_in_sage', transfer });
  if (upon.standing.length > 0) return fail({ kind: 'built_upon', transfer, by: upon.standing });
  return ok({
    ...withoutApprovals(transfer),
    state: 'unlinked',
    by: act.person.id,
    reason: 'voided',
    receipt,
    revision: transfer.revision + 1,
    changedAt: act.at,
  });
}

function hasLink(transfer: Transfer): transfer is Held | Synced {
  return transfer.state === 'synced' || (transfer.state === 'held' && transfer.why === 'voided');
}

/** Whether Sage showed it as void or gone when it was looked at last. */
export function isVoided(transfer: Transfer): boolean {
  return transfer.state === 'held'
    ? transfer.why === 'voided'
    : transfer.state === 'synced' && transfer.drift?.sage === 'voided';
}
