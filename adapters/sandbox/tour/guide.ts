import { isDeepStrictEqual } from 'node:util';
import type { CardPayload } from './card-payload.ts';
import { cardOf, type Message, type SandboxClient, type World } from './sandbox-client.ts';

/** A step of the tour did not show what it promises. */
export class TourFailed extends Error {}

/** Tells what happens, and checks each thing it tells. */
export interface Guide {
  scene(title: string): void;
  /** Says what somebody does. */
  does(text: string): void;
  /** Says what is seen, after checking that it is so. */
  sees(text: string, actual: unknown, expected: unknown): void;
  /** Waits until the card of that record is in that state; fails with what it was in instead. */
  card(
    number: string,
    state: string,
    round?: number,
  ): Promise<{ readonly message: Message; readonly card: CardPayload }>;
  /** Waits until the world is so. */
  until<T>(what: string, look: (world: World) => T | undefined): Promise<T>;
  /** A line of something that is shown, such as a table. */
  shows(line: string): void;
  /** An approval was written into Sage. */
  wrote(): void;
  readonly checks: () => number;
  readonly writes: () => number;
}

const patienceMs = 15_000;
const everyMs = 50;

export function createGuide(sandbox: SandboxClient, print: (line: string) => void): Guide {
  let checks = 0;
  let writes = 0;

  const until: Guide['until'] = async (what, look) => {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const found = look(await sandbox.world());
      if (found !== undefined) return found;
      if (Date.now() > deadline) throw new TourFailed(`waited ${patienceMs / 1000} s in vain for: ${what}`);
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  };

  return {
    scene: (title) => print(`\n${title}`),
    does: (text) => print(`  → ${text}`),
    sees(text, actual, expected) {
      if (!isDeepStrictEqual(actual, expected)) {
        throw new TourFailed(`${text}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
      }
      checks += 1;
      print(`  ✓ ${text}`);
    },
    card: (number, state, round) =>
      until(`the card of ${number} to be ${state}`, (world) => {
        const found = cardOf(world, number);
        return found?.card.state === state && (round === undefined || found.card.round === round) ? found : undefined;
      }),
    until,
    shows: (line) => print(`    ${line}`),
    wrote: () => void (writes += 1),
    checks: () => checks,
    writes: () => writes,
  };
}
