import type { Turns } from '../../src/ports/turns.ts';

/**
 * The turns of Node's event loop. What waits for one `setImmediate` goes on in the same round, before any timer: the
 * second one is a whole round later.
 */
export const systemTurns: Turns = { next: () => new Promise((resolve) => setImmediate(() => setImmediate(resolve))) };
