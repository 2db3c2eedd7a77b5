import type { Clock } from '../../src/ports/clock.ts';
import type { ProcoreFailure } from '../../src/ports/procore.ts';
import { instant, type Instant } from '../../src/shared/dates.ts';
import { fail, ok, type Result } from '../../src/shared/result.ts';
import { longestWindowMs, rateReport, type AnswerHeaders } from './rate-headers.ts';

/** `now` is what a person waits for, and what comes before a write; `later` leaves the last tenth of a window to it. */
export type Urgency = 'now' | 'later';

/**
 * Holds calls back while Procore's rate limit is used up. Procore reports, with every answer, whichever of its two
 * windows (an hour, ten seconds) will be exhausted first; after a window ended, and at the start, one call asks.
 */
export interface RateGate {
  /** Resolves when a call may leave; it counts against what was reported until its own answer says more. */
  pass(urgency: Urgency): Promise<Result<undefined, ProcoreFailure>>;
  /** A call that passed is over; `headers` is undefined when no answer came. */
  arrive(headers: AnswerHeaders | undefined): void;
  /** Procore refused for load or for the limit: nothing leaves before that moment. */
  close(until: Instant): void;
}

/** Keeps for the next process until when the limit is used up. */
export interface RateMemory {
  load(): Promise<Instant | undefined>;
  save(until: Instant): Promise<void>;
}

export interface RateGateOptions {
  readonly clock: Clock;
  /** A call waits here up to that long; a longer wait is answered `unavailable`. */
  readonly longestWaitMs: number;
  readonly memory?: RateMemory;
}

export function createRateGate({ clock, longestWaitMs, memory }: RateGateOptions): RateGate {
  let remaining: number | undefined;
  let reserve = 0;
  let resetAt = 0;
  let closedUntil = 0;
  let saved = 0;
  /** Answers that say nothing of a limit: then there is nothing to ask for. */
  let silent = false;
  let underWay = 0;
  let urgentWaiting = 0;
  let turns: (() => void)[] = [];
  const loaded = memory?.load().then((until = 0 as Instant) => {
    closedUntil = Math.max(closedUntil, Math.min(until, clock.now() + longestWindowMs));
    saved = until;
  });

  function waitMs(urgency: Urgency): number {
    const now = clock.now();
    if (resetAt <= now) remaining = undefined;
    const usedUp = remaining !== undefined && remaining <= (urgency === 'now' ? 0 : reserve);
    return Math.max(0, closedUntil - now, usedUp ? resetAt - now : 0);
  }

  /** What is left is not known, and one call is asking; or somebody is ahead. */
  const mustQueue = (urgency: Urgency): boolean =>
    (remaining === undefined && !silent && underWay > 0) || (urgency === 'later' && urgentWaiting > 0);

  function remember(until: number): void {
    if (until <= Math.max(saved, clock.now())) return;
    saved = until;
    // what cannot be kept costs one refused call after a restart
    void memory?.save(instant(until)).catch(() => undefined);
  }

  function wakeAll(): void {
    const waiting = turns;
    turns = [];
    for (const wake of waiting) wake();
  }

  async function waitTurn(urgency: Urgency): Promise<Result<undefined, ProcoreFailure>> {
    for (const since = clock.now(); ;) {
      const wait = waitMs(urgency);
      if (wait > 0) {
        if (clock.now() - since + wait > longestWaitMs) return fail({ kind: 'unavailable', retryAfterMs: wait });
        await clock.sleep(wait);
      } else if (mustQueue(urgency)) {
        await new Promise<void>((resolve) => turns.push(resolve));
      } else {
        underWay += 1;
        if (remaining !== undefined) remaining -= 1;
        return ok();
      }
    }
  }

  return {
    async pass(urgency) {
      await loaded;
      if (urgency === 'now') urgentWaiting += 1;
      try {
        return await waitTurn(urgency);
      } finally {
        if (urgency === 'now') urgentWaiting -= 1;
        wakeAll();
      }
    },
    arrive(headers) {
      underWay -= 1;
      const report = headers === undefined ? undefined : rateReport(headers, clock.now());
      if (headers !== undefined) silent = report === undefined;
      if (report !== undefined) {
        // calls still under way may not be counted in what this answer reports, and answers may overtake each other
        const left = report.remaining - underWay;
        remaining = remaining === undefined || report.resetAt !== resetAt ? left : Math.min(remaining, left);
        resetAt = report.resetAt;
        reserve = Math.floor((report.limit ?? 0) / 10);
        if (report.remaining === 0) remember(resetAt);
      }
      wakeAll();
    },
    close(until) {
      closedUntil = Math.max(closedUntil, until);
      remember(closedUntil);
    },
  };
}
