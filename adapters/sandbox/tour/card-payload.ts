import { z } from 'zod';

/** What each card carries beside what it shows, for scripts. */
export const CardPayload = z.object({
  number: z.string(),
  state: z.string(),
  round: z.number(),
  revision: z.number(),
  transfer: z.string(),
});
export type CardPayload = z.output<typeof CardPayload>;
