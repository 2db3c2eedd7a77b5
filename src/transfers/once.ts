import type { Commit } from '../ports/store.ts';
import { instant, type Instant } from '../shared/dates.ts';

/** A chat takes no request that is older; with a clock that is off either way it is twice the five minutes of Slack. */
const keptMs = 10 * 60_000;

/** Goes into the commit of what a request decides: the same request can then decide nothing more. */
export function onceOnly({
  delivery,
  at,
}: {
  readonly delivery?: string;
  readonly at: Instant;
}): Pick<Commit, 'unique'> {
  return delivery === undefined ? {} : { unique: [{ key: `request/${delivery}`, until: instant(at + keptMs) }] };
}
