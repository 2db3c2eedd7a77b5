import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ledgerOf } from '../fakes/reading.ts';
import { history, type History } from './history.ts';
import { holdsAlways, holdsAtRest } from './history-laws.ts';
import { happen } from './history-play.ts';
import { playOf, type Play } from './history-world.ts';

async function comeToRest(play: Play): Promise<void> {
  play.disk.full = false;
  play.sage.down = undefined;
  play.sage.troubles.length = 0;
  play.sage.before.clear();
  play.sage.journal.mute.clear();
  play.sage.settle();
  play.procore.trouble = undefined;
  play.chat.down = undefined;
  play.chat.troubles.length = 0;
  for (let turn = 0; turn < 4; turn += 1) {
    await play.bot().poll();
    play.clock.advance(20 * 60_000);
    await play.bot().work();
  }
}

async function playOut(drawn: History): Promise<Play> {
  const play = await playOf(drawn);
  for (const event of drawn.events) {
    await happen(play, event);
    await holdsAlways(play);
  }
  await comeToRest(play);
  return play;
}

it('F2, F3: writes what was approved exactly once, or leaves it in front of a person, whatever happens', async () => {
  let written = 0;
  const steps = new Set<string>();
  const law = fc.asyncProperty(history, async (drawn) => {
    const play = await playOut(drawn);

    await holdsAtRest(play);

    written += play.sage.books.creates.length;
    for (const { entry } of await ledgerOf(play.store)) steps.add(`${entry.from} ${entry.to}`);
  });

  // a failure names the seed and the path with which it is played again
  await fc.assert(law, { numRuns: Number(process.env['HISTORIES'] ?? 150) });

  expect(written, 'histories in which much is written').toBeGreaterThan(40);
  expect([...steps]).toEqual(
    expect.arrayContaining(['sending unconfirmed', 'unconfirmed posted', 'approved superseded']),
  );
}, 120_000);
