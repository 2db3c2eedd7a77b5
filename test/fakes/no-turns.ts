import type { Turns } from '../../src/ports/turns.ts';

/** Nobody else waits. */
export const noTurns: Turns = { next: () => Promise.resolve() };
