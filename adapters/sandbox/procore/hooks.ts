import type { Change } from './change.ts';

export type PayloadVersion = 'v2' | 'v3' | 'v4.0';

/** Where deliveries go, and for what. */
export interface Hook {
  readonly id: string;
  readonly namespace: string;
  readonly project: string | undefined;
  readonly createdAt: number;
  payload: PayloadVersion;
  url: string;
  authorization: string | undefined;
  triggers: readonly Trigger[];
  updatedAt: number;
}

export interface Trigger {
  readonly id: string;
  readonly resource: string;
  readonly event: Change['event'];
}

export function wants(hook: Hook, change: Change): boolean {
  if (hook.project !== undefined && hook.project !== change.project) return false;
  return hook.triggers.some(({ resource, event }) => resource === change.resource && event === change.event);
}

/** How reads show the Authorization header: its last five characters only. */
export function masked(authorization: string): string {
  return '*'.repeat(Math.max(0, authorization.length - 5)) + authorization.slice(-5);
}

/** Reads the version a hook is made with; the documentation writes "v2", "v2.0", "v3.0" and "v4.0". */
export function payloadVersion(text: unknown): PayloadVersion | undefined {
  const known = { v2: 'v2', 'v2.0': 'v2', v3: 'v3', 'v3.0': 'v3', 'v4.0': 'v4.0' } as const;
  return Object.entries(known).find(([name]) => name === text)?.[1];
}
