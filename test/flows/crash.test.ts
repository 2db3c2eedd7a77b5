import { beforeAll, describe, expect, it } from 'vitest';
import { crashSteps } from '../../adapters/system/crash-steps.ts';
import { built, buildMs } from './built.ts';
import { crashOnce } from './crash-once.ts';
import { stores } from './stores-under-test.ts';

/** All of them take minutes: `COUNTERSIGN_CRASH_POINTS=all npm test -- tests test/flows/crash.test.ts`. */
const all = process.env['COUNTERSIGN_CRASH_POINTS'] === 'all';
const sides = (steps: readonly string[]): readonly string[] =>
  steps.flatMap((step) => [`${step}:before`, `${step}:after`]);

const telling = ['press:after', 'record_intent:after', 'submit:before', 'submit:after', 'record_stamp:before'];
// only a search for what became of a write closes it
const points = all ? sides(crashSteps.filter((step) => step !== 'close')) : telling;

/** What may befall the write besides, and the points that lie on the way that the bot then takes. */
const faults = [
  // the journal is lost after Sage has committed
  { fault: 'forgets', steps: ['record_intent', 'ask', 'look', 'submit', 'close', 'record_result', 'stamp'] },
  // the write arrives when its caller has given up
  { fault: 'lateCommit', steps: ['record_intent', 'ask', 'look', 'submit', 'record_result', 'stamp'] },
  // the write never arrives, and nobody can know that before it is barred
  { fault: 'dropBeforeCommit', steps: ['submit', 'close', 'readback', 'record_result'] },
];
const tellingPoint: { readonly [fault: string]: string } = { dropBeforeCommit: 'close:after' };
const troubled = faults.flatMap(({ fault, steps }) =>
  (all ? sides(steps) : [tellingPoint[fault] ?? 'submit:after']).map((point) => ({ fault, point })),
);

const one = { inSage: 1, killed: true, chain: 'whole' };
const timeout = 240_000;

// many processes are started: the built bot starts in a fraction of the time
beforeAll(built, buildMs);

describe.each(stores.map((store) => ({ store, name: store.name })))(
  'a process on $name that is killed',
  ({ store }) => {
    if (store.missing !== undefined) {
      it.skip(`is not tried: ${store.missing}`);
      return;
    }

    it.concurrent.each(points)(
      'F1: leaves one record in Sage and a whole chain, without help, when it is killed at %s',
      { timeout },
      async (point) => {
        expect(await crashOnce({ point, store })).toEqual(one);
      },
    );

    it.concurrent.each(troubled)(
      'F2, F3: leaves one record in Sage when the bridge has the trouble $fault and it is killed at $point',
      { timeout },
      async ({ point, fault }) => {
        expect(await crashOnce({ point, store, fault })).toEqual(one);
      },
    );
  },
);
