import type { ChatFailure } from '../../src/ports/chat.ts';
import type { ConnectorFault } from './connector.ts';

/** What failed, in so far as it decides what a failure means. */
export type Attempted = 'create' | 'change';

/** Too much, in the way of another change, or not passed on: Microsoft asks to try all of these again with patience. */
const again = new Set([412, 429]);
const gateways = new Set([502, 504]);

/**
 * Sorts what went wrong by what the bot may do next. A gateway that gives up does not know whether what is behind it has
 * posted: a change may be repeated all the same, a post is followed by one more with the older one going stale.
 */
export function connectorFailure(fault: ConnectorFault, attempted: Attempted, patienceMs: () => number): ChatFailure {
  switch (fault.kind) {
    case 'lost':
      return { kind: 'unknown' };
    case 'not_sent':
      return { kind: 'rate_limited', retryAfterMs: patienceMs() };
    case 'answered': {
      const { status, code, retryAfterMs } = fault;
      if (again.has(status) || (gateways.has(status) && attempted === 'change')) {
        return { kind: 'rate_limited', retryAfterMs: retryAfterMs ?? patienceMs() };
      }
      if (status >= 500) return { kind: 'unknown' };
      if (status === 403) return { kind: 'gone', what: 'channel', reason: code };
      if (status === 404)
        return { kind: 'gone', what: isConversation(code, attempted) ? 'channel' : 'message', reason: code };
      return { kind: 'refused', reason: code };
    }
  }
}

function isConversation(code: string, attempted: Attempted): boolean {
  return attempted === 'create' || /^conversation/i.test(code);
}
