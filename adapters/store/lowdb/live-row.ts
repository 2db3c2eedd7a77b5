import type { Collection, Row } from '../../../src/ports/store.ts';
import type { JsonObject } from '../../../src/shared/json.ts';
import type { Place } from '../ledger/read-tail.ts';
import type { IndexKeys } from '../state/rows.ts';

/** A row as this store knows it. Never changed in place. */
export interface LiveRow {
  readonly collection: Collection;
  readonly id: string;
  readonly rev: number;
  /** Place among all rows by when each was first put. */
  readonly sequence: number;
  readonly indexes: IndexKeys;
  /** The value as JSON: small in memory, and every reader gets a copy of his own. */
  readonly text: string;
  /** The line of the ledger that holds it. */
  readonly place: Place;
}

/**
 * What stays in memory: open transfers, which the bot comes back to until they end, and the few watermarks. All else is
 * read from the ledger when it is asked for: what has ended may be looked at again, but not often.
 */
export function isHot({ collection, indexes }: Pick<LiveRow, 'collection' | 'indexes'>): boolean {
  return indexes['transfers.open'] !== undefined || collection === 'watermarks';
}

export function rowOf({ collection, id, rev, text }: Pick<LiveRow, 'collection' | 'id' | 'rev' | 'text'>): Row {
  return { collection, id, rev, value: JSON.parse(text) as JsonObject };
}
