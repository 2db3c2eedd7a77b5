/** The steps of an export at which a process may end, in their order. */
export const crashSteps = [
  'press',
  'record_decision',
  'paint_sending',
  'reread',
  'check',
  'record_intent',
  'ask',
  'look',
  'submit',
  'close',
  'readback',
  'record_result',
  'stamp',
  'record_stamp',
  'paint_synced',
  'record_paint',
] as const;
export type CrashStep = (typeof crashSteps)[number];
