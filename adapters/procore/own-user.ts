import { z } from 'zod';
import type { Procore } from '../../src/ports/procore.ts';
import { procoreUserId, type ProcoreUserId } from '../../src/shared/ids.ts';
import type { MakeCall } from './calls.ts';
import { readOne } from './reading.ts';
import { Id } from './values.ts';

/** Asked for at most that often while Procore does not say. */
const turnsBetween = 100;

/** The user behind the service account, from `GET /me`. It does not change while the process runs. */
export function createOwnUser(makeCall: MakeCall): Procore['ownUser'] {
  let known: ProcoreUserId | undefined;
  let turns = 0;

  async function learn(): Promise<void> {
    const read = await readOne(makeCall, { method: 'GET', path: '/rest/v1.0/me' }, z.object({ id: Id }));
    if (read.ok) known = procoreUserId(read.value.id);
  }

  return () => {
    // nobody waits for it: a webhook must be answered within five seconds
    if (known === undefined && turns++ % turnsBetween === 0) void learn();
    return Promise.resolve(known);
  };
}
