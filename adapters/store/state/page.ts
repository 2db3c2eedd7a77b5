import type { Page } from '../../../src/ports/store.ts';

const usualLimit = 100;

/** How much of a list is asked for, and from where. A cursor is the position of the last item that was given. */
export interface PageRequest {
  readonly limit?: number;
  readonly cursor?: string;
}

/** The position after which the page begins. Throws on a cursor that no page of ours ever carried. */
export function positionAfter(request: PageRequest): number | undefined {
  if (request.cursor === undefined) return undefined;
  if (!/^\d{1,15}$/.test(request.cursor)) throw new Error('not a cursor of this store');
  return Number(request.cursor);
}

/** How many items the page may hold. */
export function limitOf(request: PageRequest): number {
  const limit = request.limit ?? usualLimit;
  if (!Number.isSafeInteger(limit) || limit < 1) throw new Error('a page holds at least one item');
  return limit;
}

/** Takes one page from what follows the cursor. */
export function pageOf<T>(following: Iterable<T>, request: PageRequest, position: (item: T) => number): Page<T> {
  const limit = limitOf(request);
  const items: T[] = [];
  let last: T | undefined;
  for (const item of following) {
    if (items.length === limit && last !== undefined) return { items, cursor: String(position(last)) };
    items.push(item);
    last = item;
  }
  return { items };
}

/** Where in a sorted list that part ends whose items come before the wanted one. */
export function placeIn<T>(sorted: readonly T[], comesBefore: (item: T) => boolean): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (comesBefore(sorted[middle] as T)) from = middle + 1;
    else to = middle;
  }
  return from;
}
