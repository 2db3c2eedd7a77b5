import { happen } from './happen.ts';
import { sheetsOf, type History } from './history.ts';
import type { Plant } from './plants.ts';
import { playOf, type Play } from './play.ts';

/** A history to its end: then all trouble is over, and everybody approves what is there until nothing is left to do. */
export async function playOut(drawn: History, plant?: Plant): Promise<Play> {
  const play = await playOf(sheetsOf(drawn), plant);
  for (const one of drawn.events) await happen(play, one);
  const { sage, procore, chat, clock } = play.world;
  sage.down = undefined;
  sage.troubles.length = 0;
  sage.settle();
  procore.trouble = undefined;
  chat.down = undefined;
  for (let turn = 0, painted = -1; turn < 12 && painted !== chat.painted.length; turn += 1) {
    painted = chat.painted.length;
    await play.bot().poll();
    clock.advance(20 * 60_000);
    await play.bot().work();
    await play.approveAll();
    await play.bot().work();
  }
  return play;
}
