import { AsyncLocalStorage } from 'node:async_hooks';
import type { About } from '../../src/ports/about.ts';

const scope = new AsyncLocalStorage<string>();

/** Keeps the transfer for everything that is awaited in between, whoever else works meanwhile. */
export const about: About = (transfer, act) => (transfer === undefined ? act() : scope.run(transfer, act));

/** The transfer that is being worked on here, if any. */
export function transferAtHand(): string | undefined {
  return scope.getStore();
}
