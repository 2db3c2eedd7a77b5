import type { SandboxClock } from '../sandbox-clock.ts';

/** One message a second per channel, after a burst. */
export interface PostLimit {
  /** Seconds to wait, `undefined` when the message may be sent now. */
  take(channel: string): number | undefined;
  clear(): void;
}

export function createPostLimit(clock: SandboxClock, burst: number): PostLimit {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    take(channel) {
      const now = clock.now();
      const { tokens, at } = buckets.get(channel) ?? { tokens: burst, at: now };
      const filled = Math.min(burst, tokens + (now - at) / 1000);
      if (filled < 1) {
        buckets.set(channel, { tokens: filled, at: now });
        return Math.max(1, Math.ceil(1 - filled));
      }
      buckets.set(channel, { tokens: filled - 1, at: now });
      return undefined;
    },
    clear: () => buckets.clear(),
  };
}
