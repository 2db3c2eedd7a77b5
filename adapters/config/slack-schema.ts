import { z } from 'zod';

/** Slack's limits as this bot keeps them. Slack publishes "about" and "more than"; a 429 corrects what is too much. */
export interface SlackLimits {
  readonly channelPostsPerMinute: number;
  readonly channelPostBurst: number;
  readonly postsPerMinute: number;
  readonly updatesPerMinute: number;
  readonly repaintMs: number;
}

const PerMinute = z.int().min(1).max(6_000);

/** Slack's own limits hold whatever stands here: what it asks to wait is waited. */
export const SlackSchema: z.ZodType<SlackLimits> = z
  .strictObject({
    channelPostsPerMinute: PerMinute.default(60).describe('messages to one channel in a minute, on average'),
    channelPostBurst: z
      .int()
      .min(1)
      .max(100)
      .default(20)
      .describe('messages to one channel that may follow one another at once'),
    postsPerMinute: PerMinute.default(300).describe('messages to all channels in a minute; Slack names no number'),
    updatesPerMinute: PerMinute.default(50).describe('changes of messages in a minute: `chat.update` is of tier 3'),
    repaintMs: z
      .int()
      .min(0)
      .max(60_000)
      .default(1_000)
      .describe('the shortest time between two changes of one message; what came in between is never drawn'),
  })
  .prefault({});

export const safeLimits: SlackLimits = SlackSchema.parse({});
