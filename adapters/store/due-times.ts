import type { Commit } from '../../src/ports/store.ts';

/** When what the commit changes asks for a look: a lease that ends frees its lane now. */
export function dueTimes({ enqueue = [], done = [] }: Commit, now: number): readonly number[] {
  return [
    ...(done.length > 0 ? [now] : []),
    ...done.flatMap(({ again }) => (again === undefined ? [] : [again])),
    ...enqueue.map(({ runAt }) => runAt),
  ];
}
