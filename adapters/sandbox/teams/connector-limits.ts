import type { SandboxClock } from '../sandbox-clock.ts';

/**
 * What Microsoft publishes for one bot in one conversation (a chat, or a channel with all its threads), and for an app in
 * one tenant. For changes of a message nothing is published, so they count for the tenant alone.
 */
export interface ConnectorLimits {
  /** Seconds to wait, `undefined` when the call may be made now. */
  take(kind: 'send' | 'read' | 'other', conversation: string): number | undefined;
  clear(): void;
}

type Windows = readonly { readonly ms: number; readonly most: number }[];

const perConversation: { readonly [kind in 'send' | 'read']: Windows } = {
  send: [
    { ms: 1_000, most: 7 },
    { ms: 2_000, most: 8 },
    { ms: 30_000, most: 60 },
    { ms: 3_600_000, most: 1_800 },
  ],
  read: [
    { ms: 1_000, most: 14 },
    { ms: 2_000, most: 16 },
    { ms: 30_000, most: 120 },
    { ms: 3_600_000, most: 3_600 },
  ],
};
const perTenant: Windows = [{ ms: 1_000, most: 50 }];

export function createConnectorLimits(clock: SandboxClock): ConnectorLimits {
  const calls = new Map<string, number[]>();

  const waitOf = (key: string, windows: Windows): number | undefined => {
    const now = clock.now();
    const longest = Math.max(...windows.map(({ ms }) => ms));
    const times = (calls.get(key) ?? []).filter((at) => at <= now && now - at < longest);
    calls.set(key, times);
    const waits = windows.flatMap(({ ms, most }) => {
      const first = times.at(-most);
      return times.length < most || first === undefined || now - first >= ms ? [] : [first + ms - now];
    });
    return waits.length === 0 ? undefined : Math.max(1, Math.ceil(Math.max(...waits) / 1000));
  };

  return {
    take(kind, conversation) {
      const counted: (readonly [string, Windows])[] = [['tenant', perTenant]];
      if (kind !== 'other') counted.push([`${kind} ${conversation}`, perConversation[kind]]);
      const waits = counted.map(([key, windows]) => waitOf(key, windows)).filter((wait) => wait !== undefined);
      if (waits.length > 0) return Math.max(...waits);
      for (const [key] of counted) calls.get(key)?.push(clock.now());
      return undefined;
    },
    clear: () => calls.clear(),
  };
}
