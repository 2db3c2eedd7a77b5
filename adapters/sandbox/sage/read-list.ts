import type { ListQuery } from '../../sage/protocol/collections.ts';
import { sameNumber, whole } from './numbers.ts';

export interface Listing {
  readonly items: readonly object[];
  readonly cursor: string | null;
  readonly asOf: string;
}

/** One page of the records that the query asks for; `undefined` when the cursor is not one of ours. */
export function readList(
  records: readonly object[],
  query: ListQuery,
  pageSize: number,
  now: number,
): Listing | undefined {
  const start = query.cursor === undefined ? 0 : Number(/^after-(\d+)$/.exec(query.cursor)?.[1] ?? Number.NaN);
  if (Number.isNaN(start)) return undefined;
  const found = records.filter((record) => matches(new Map(Object.entries(record)), query));
  const end = start + pageSize;
  return {
    items: found.slice(start, end),
    cursor: end < found.length ? `after-${end}` : null,
    asOf: new Date(now).toISOString(),
  };
}

function matches(record: ReadonlyMap<string, unknown>, query: ListQuery): boolean {
  const text = (field: string): string | undefined => {
    const value = record.get(field);
    return typeof value === 'string' ? value : undefined;
  };
  const has = (
    wanted: string | undefined,
    value: string | undefined,
    same: (a: string, b: string) => boolean,
  ): boolean => wanted === undefined || (value !== undefined && same(value, wanted));
  return (
    has(query.number, text('number'), sameNumber) &&
    has(query.vendor, text('vendorNumber'), sameWhole) &&
    has(query.job, text('jobNumber') ?? text('job'), sameWhole) &&
    has(query.operationKey, text('operationKey'), (a, b) => a === b) &&
    has(query.changedSince, text('changedAt'), (changed, since) => Date.parse(changed) >= Date.parse(since))
  );
}

function sameWhole(a: string, b: string): boolean {
  return whole(a) === whole(b.trim());
}
