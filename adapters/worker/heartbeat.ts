import type { Sage } from '../../src/ports/sage.ts';

export interface HeartbeatDeps {
  readonly sites: () => readonly { readonly company: { readonly id: string }; readonly sage: Pick<Sage, 'health'> }[];
  /** When Sage's side last answered anything, in milliseconds. */
  readonly lastAnswer: (company: string) => number | undefined;
  readonly now: () => number;
  readonly stop: AbortSignal;
  readonly everyMs?: number;
}

/** On a quiet day nobody asks Sage, and that it is away would show only when somebody presses a button. */
const usualMs = 60_000;

/** Asks each bridge how it is when it was not heard for a while. By the host's time: it is about the world outside. */
export function startHeartbeat({ sites, lastAnswer, now, stop, everyMs = usualMs }: HeartbeatDeps): void {
  const beat = async (): Promise<void> => {
    const silent = sites().filter(({ company }) => now() - (lastAnswer(company.id) ?? 0) >= everyMs);
    await Promise.allSettled(silent.map(({ sage }) => sage.health()));
  };
  const timer = setInterval(() => void beat(), everyMs).unref();
  stop.addEventListener('abort', () => clearInterval(timer), { once: true });
}
