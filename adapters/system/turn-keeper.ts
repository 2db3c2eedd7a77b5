import type { Clock } from '../../src/ports/clock.ts';

/** A call that is about to be made; `id` tells it from others of its method, so that asking again keeps its turn. */
export interface Turning {
  readonly method: string;
  readonly id: string;
}

/** One limit that holds for a call. */
export interface CallLimit {
  readonly name: string;
  readonly burst: number;
  readonly perMs: number;
  /** A 429 means this one; `several` when that shuts at several places at once. */
  readonly shuts: 'never' | 'alone' | 'several';
}

/**
 * A platform's limits, kept before the platform has to. Nobody sleeps here: a call that must wait is told how long and
 * keeps its turn, so that its job goes back to the queue with a time and other channels go on.
 */
export interface TurnKeeper<Call extends Turning> {
  /** 0 when the call may be made now, which counts it; else the milliseconds until its turn. */
  take(call: Call): number;
  /** The platform said to wait: nothing of that kind is called before. Answers the milliseconds until this call's turn. */
  limited(call: Call, retryAfterMs: number): number;
}

interface Bucket {
  /** Below zero when turns are promised. */
  tokens: number;
  /** Since when the tokens are as they are; later than now while the platform wants to be left alone. */
  at: number;
}

/** A call in line: at which of its limits, and when it is its turn there; without a time it must ask anew. */
interface Turn {
  readonly stage: number;
  readonly limit: string;
  at: number | undefined;
}

/** What is remembered of calls and messages; beyond it what is over is thrown away. */
const mostRemembered = 5_000;

/** Who comes later than this has lost the turn: what waited that long would come all at once. */
const keptTurnMs = 10_000;

/** `limitsOf` names the limits of a call, the narrowest first; it is asked anew each time. */
export function createTurnKeeper<Call extends Turning>(
  clock: Pick<Clock, 'now'>,
  limitsOf: (call: Call) => readonly CallLimit[],
): TurnKeeper<Call> {
  const begun = clock.now();
  const buckets = new Map<string, Bucket>();
  const turns = new Map<string, Turn>();
  let last: number = begun;

  /** A clock that is set back takes with it what was promised for later. */
  const present = (): number => {
    const now = clock.now();
    const back = last - now;
    last = now;
    if (back <= 0) return now;
    for (const bucket of buckets.values()) bucket.at -= back;
    for (const turn of turns.values()) if (turn.at !== undefined) turn.at -= back;
    return now;
  };
  const bucketOf = ({ name, burst, perMs }: CallLimit, now: number): Bucket => {
    // what the process before has used is not known, so nothing begins with a whole burst
    const opening = Math.min(burst, Math.ceil(burst / 2) + Math.max(0, now - begun) * perMs);
    const bucket = buckets.get(name) ?? { tokens: opening, at: now };
    buckets.set(name, bucket);
    if (bucket.at < now) {
      bucket.tokens = Math.min(burst, bucket.tokens + (now - bucket.at) * perMs);
      bucket.at = now;
    }
    return bucket;
  };
  const tidy = (now: number): void => {
    if (turns.size > mostRemembered)
      for (const [id, { at = now }] of turns) if (at < now - keptTurnMs) turns.delete(id);
    if (buckets.size > mostRemembered)
      for (const [name, { at }] of buckets) if (at < now - 120_000) buckets.delete(name);
  };

  const takeAt = (call: Call, now: number): number => {
    tidy(now);
    const id = nameOf(call);
    const turn = turns.get(id);
    if (turn?.at !== undefined && turn.at > now) return turn.at - now;
    turns.delete(id);
    const hasTurn = turn?.at !== undefined && now - turn.at < keptTurnMs;
    const from = (turn?.stage ?? 0) + (hasTurn ? 1 : 0);
    for (const [stage, limit] of limitsOf(call).entries()) {
      if (stage < from) continue;
      const bucket = bucketOf(limit, now);
      const missing = Math.max(0, 1 - bucket.tokens);
      bucket.tokens -= 1;
      const at = bucket.at + Math.ceil(missing / limit.perMs);
      if (at <= now) continue;
      turns.set(id, { stage, limit: limit.name, at });
      return at - now;
    }
    return 0;
  };

  const shut = (limit: CallLimit, now: number, until: number): void => {
    const bucket = bucketOf(limit, now);
    bucket.tokens = 1;
    bucket.at = Math.max(bucket.at, until);
    // whatever was promised there is promised anew
    for (const turn of turns.values()) if (turn.limit === limit.name) turn.at = undefined;
  };

  return {
    take: (call) => takeAt(call, present()),
    limited(call, retryAfterMs) {
      const now = present();
      const hit = limitsOf(call);
      const isShut = (name: string): boolean => (buckets.get(name)?.at ?? now) > now;
      const [own] = hit.filter(({ shuts }) => shuts === 'alone');
      // it is not said which limit it was: trouble in two channels at once is taken for that of the workspace
      const family = `${own?.name.split(' ')[0] ?? call.method} `;
      const elsewhere = [...buckets.keys()].some(
        (name) => name !== own?.name && name.startsWith(family) && isShut(name),
      );
      const shutting = hit.filter(({ shuts }) => shuts === 'alone' || (shuts === 'several' && elsewhere));
      for (const limit of shutting) shut(limit, now, now + retryAfterMs);
      // it was made, so it has passed what is narrower
      const [first] = shutting;
      if (first !== undefined) {
        turns.set(nameOf(call), { stage: hit.indexOf(first), limit: first.name, at: undefined });
      }
      return takeAt(call, now);
    },
  };
}

function nameOf({ method, id }: Turning): string {
  return `${method} ${id}`;
}
