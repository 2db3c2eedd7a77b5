import type { Turns } from '../../src/ports/turns.ts';

/** The turns of Node's event loop. */
export const systemTurns: Turns = { next: () => new Promise((resolve) => setImmediate(resolve)) };
