import type { SlackLimits } from '../config/slack-schema.ts';
import type { CallLimit } from '../system/turn-keeper.ts';

/** A call that is about to be made. */
export interface PlannedCall {
  readonly method: string;
  /** The channel or person it goes to. */
  readonly channel?: string;
  /** The message that is changed. */
  readonly message?: string;
  /** Tells it from others of its method, so that asking again keeps its turn. */
  readonly id: string;
}

const minuteMs = 60_000;

/** Calls a minute by tier; a method that is not listed here is of tier 3. */
const tiers: { readonly [method: string]: number } = {
  'auth.test': 100,
  'chat.getPermalink': 200,
  'chat.postEphemeral': 100,
  'conversations.open': 50,
  'users.info': 100,
  'views.open': 100,
  'views.publish': 100,
  'views.push': 100,
  'views.update': 100,
};

/** The limits of a call, the narrowest first: only what has its turn in the channel asks for room in the workspace. */
export function limitsOf({ method, channel = '', message }: PlannedCall, limits: SlackLimits): readonly CallLimit[] {
  if (method === 'chat.postMessage') {
    const inChannel = limits.channelPostsPerMinute / minuteMs;
    const inAll = limits.postsPerMinute / minuteMs;
    return [
      { name: `${method} ${channel}`, burst: limits.channelPostBurst, perMs: inChannel, shuts: 'alone' },
      { name: method, burst: Math.ceil(limits.postsPerMinute / 3), perMs: inAll, shuts: 'several' },
    ];
  }
  const perMinute = method === 'chat.update' ? limits.updatesPerMinute : (tiers[method] ?? 50);
  const tier: CallLimit = {
    name: method,
    burst: Math.ceil(perMinute * 0.8),
    perMs: perMinute / minuteMs,
    shuts: 'alone',
  };
  if (message === undefined || limits.repaintMs === 0) return [tier];
  return [{ name: `${method} ${channel} ${message}`, burst: 1, perMs: 1 / limits.repaintMs, shuts: 'never' }, tier];
}
