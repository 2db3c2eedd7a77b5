import type { SandboxClock } from '../sandbox-clock.ts';

/** What Slack takes: about one message a second in a channel after a burst, and so many calls of a method in a minute. */
export interface CallLimits {
  /** Seconds to wait, `undefined` when the call may be made now. `channel` only where Slack counts by channel. */
  take(method: string, channel?: string): number | undefined;
  clear(): void;
}

interface Allowance {
  readonly burst: number;
  readonly perSecond: number;
}

/** Calls a minute by Slack's tiers; it publishes "50+" for tier 3 and "100+" for tier 4. */
const tiers: { readonly [method: string]: number } = {
  'chat.update': 50,
  'conversations.open': 50,
  'views.open': 100,
  'views.publish': 100,
  'views.update': 100,
};

/** `burst` messages go to one channel at once, and ten times as many to the whole workspace. */
export function createCallLimits(clock: SandboxClock, burst: number): CallLimits {
  const buckets = new Map<string, { tokens: number; at: number }>();

  const take = (name: string, { burst: most, perSecond }: Allowance): number | undefined => {
    const now = clock.now();
    const { tokens, at } = buckets.get(name) ?? { tokens: most, at: now };
    const filled = Math.min(most, tokens + ((now - at) * perSecond) / 1000);
    const taken = filled < 1 ? filled : filled - 1;
    buckets.set(name, { tokens: taken, at: now });
    return filled < 1 ? Math.max(1, Math.ceil((1 - filled) / perSecond)) : undefined;
  };

  return {
    take(method, channel) {
      if (channel !== undefined) {
        const wait = take(`${method} ${channel}`, { burst, perSecond: 1 });
        return wait ?? take(method, { burst: burst * 10, perSecond: 5 });
      }
      const perMinute = tiers[method];
      return perMinute === undefined ? undefined : take(method, { burst: perMinute, perSecond: perMinute / 60 });
    },
    clear: () => buckets.clear(),
  };
}
