import type { Collection, Find, Page, Row } from '../../../src/ports/store.ts';
import type { JsonObject } from '../../../src/shared/json.ts';
import type { LineReader } from '../ledger/ledger-files.ts';
import type { RowPut } from '../ledger/line.ts';
import { pageOf, placeIn, positionAfter } from '../state/page.ts';
import type { ColdSpot } from './cold-rows.ts';
import type { LiveState } from './live-state.ts';
import { rowOf, type LiveRow } from './live-row.ts';

export interface RowReader {
  readonly state: LiveState;
  readonly files: LineReader;
}

/** A row as it is now; only what is durable is seen. */
export async function readRow(
  { state, files }: RowReader,
  collection: Collection,
  id: string,
): Promise<Row | undefined> {
  const hot = state.hot.get(collection, id);
  if (hot !== undefined) return rowOf(hot);
  const spot = state.cold.get(collection, id);
  if (spot === undefined) return undefined;
  const text = state.recent.text(spot);
  if (text !== undefined) return rowOf({ collection, id, rev: spot.rev, text });
  return rowOfPut(await readPut(files, spot));
}

export async function findRows(reader: RowReader, query: Find): Promise<Page<Row>> {
  const page = pageOf(following(reader.state, query), query, ({ sequence }) => sequence);
  const puts = await Promise.all(page.items.map((found) => readFound(reader.files, found)));
  return { ...page, items: puts.map(rowOfPut) };
}

/** A row of which it is known where it is: here, or in a line of the ledger. */
export type Found = LiveRow | ColdSpot;

export async function readFound(files: LineReader, found: Found): Promise<RowPut> {
  if (!isLive(found)) return readPut(files, found);
  const { collection, id, rev, sequence, indexes, text } = found;
  return { collection, id, rev, sequence, indexes, value: JSON.parse(text) as JsonObject };
}

function isLive(found: Found): found is LiveRow {
  return 'text' in found;
}

/** The put of a row that stands in the ledger alone: no other put has its place among the rows and its revision. */
async function readPut(files: LineReader, { place, sequence, rev }: ColdSpot): Promise<RowPut> {
  const { batch } = await files.line(place);
  const put = batch.put?.find((one) => one.sequence === sequence && one.rev === rev);
  if (put === undefined) throw new Error('the index of the store does not fit its ledger');
  return put;
}

function rowOfPut({ collection, id, rev, value }: RowPut): Row {
  return { collection, id, rev, value };
}

/** Rows in memory and rows in the ledger as one list, by when they were first put. */
function* following({ hot, cold }: LiveState, query: Find): Iterable<Found> {
  const lists: readonly (readonly Found[])[] = [hot.list(query.index, query.key), cold.list(query.index, query.key)];
  const step = query.order === 'newest' ? -1 : 1;
  const after = positionAfter(query) ?? -step * Infinity;
  const isLeft = ({ sequence }: Found): boolean => (step === 1 ? sequence <= after : sequence < after);
  const at = lists.map((list) => placeIn(list, isLeft) - (step === 1 ? 0 : 1));
  for (;;) {
    const [inMemory, inLedger] = lists.map((list, i) => list[at[i] ?? -1]);
    const next = nearer(inMemory, inLedger, step);
    if (next === undefined) return;
    yield next;
    const from = next === inMemory ? 0 : 1;
    at[from] = (at[from] ?? 0) + step;
  }
}

function nearer(one: Found | undefined, other: Found | undefined, step: number): Found | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return step * (one.sequence - other.sequence) < 0 ? one : other;
}
