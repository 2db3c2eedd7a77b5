import { stat } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { systemTurns } from '../../adapters/system/system-turns.ts';

it('lets timers that are due have their turn, too', async () => {
  let fired = 0;
  // what comes from a disk or the network is dealt with between the timers and those who wait for a turn
  await stat(import.meta.filename);
  setTimeout(() => (fired += 1), 1);
  for (const until = performance.now() + 5; performance.now() < until;);

  await systemTurns.next();

  expect(fired).toBe(1);
});
