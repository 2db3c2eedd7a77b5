import type { ClientBase } from 'pg';
import type { RowChange } from './changes.ts';
import { storableText } from './storable-text.ts';

/** Advisory locks of two numbers: what they are about, and one of a fixed number of places. */
const lockSpaces = { row: 7_301, indexKey: 7_302 } as const;
/** Few enough that the server's lock table never fills, enough that strangers seldom wait for each other. */
const places = 1_024;

/**
 * What makes commits wait which touch the same rows. Rows that do not exist can be locked too, which no
 * row lock does: a commit may expect that there is none.
 */
export function lockRowsSql(rows: readonly RowChange[]): readonly string[] {
  const locked = placesOf(rows.map(({ collection, id }) => `${collection} ${id}`));
  if (locked.length === 0) return [];
  return [`select pg_advisory_xact_lock(${lockSpaces.row}, place) from unnest(array[${locked.join(',')}]) place`];
}

/** Whether every row stands at the revision that is expected of it. Answers the rows that are new. */
export async function readRows(
  client: ClientBase,
  rows: readonly RowChange[],
): Promise<{ readonly asExpected: boolean; readonly fresh: readonly RowChange[] }> {
  if (rows.length === 0) return { asExpected: true, fresh: [] };
  const { rows: found } = await client.query<{ place: number; rev: number }>({
    name: 'read-rows',
    text: `select wanted.place::integer as place, rev
             from unnest($1::text[], $2::text[]) with ordinality wanted (collection, id, place)
             join stored_rows using (collection, id)`,
    values: [rows.map(({ collection }) => collection), rows.map(({ id }) => id)],
  });
  const revs = new Map(found.map(({ place, rev }) => [place - 1, rev]));
  return {
    asExpected: rows.every(({ expected }, place) => expected.every((rev) => rev === (revs.get(place) ?? 0))),
    fresh: rows.filter((_, place) => !revs.has(place)),
  };
}

/**
 * Puts the rows, and makes whoever puts a new row under the same key of an index wait for this commit: so the order of
 * `sequence` is the order in which rows of one key become visible, and a reader's cursor never passes one by.
 */
export async function putRows(
  client: ClientBase,
  rows: readonly RowChange[],
  fresh: readonly RowChange[],
): Promise<void> {
  const put = rows.filter(({ puts }) => puts > 0);
  if (put.length === 0) return;
  const newKeys = fresh.filter(({ puts }) => puts > 0).flatMap(keysOf);
  const keys = put.flatMap(keysOf);
  await client.query({
    name: 'put-rows',
    text: `with locked as materialized (
             select pg_advisory_xact_lock(${lockSpaces.indexKey}, place) from unnest($9::integer[]) place
           ), put as (
             insert into stored_rows as r (collection, id, rev, value)
             select collection, id, puts, value
               from unnest($1::text[], $2::text[], $3::integer[], $4::text[])
                    with ordinality given (collection, id, puts, value, place)
              where (select count(*) from locked) >= 0
              order by place
             on conflict (collection, id) do update set rev = r.rev + excluded.rev, value = excluded.value
             returning sequence, collection, id
           ), wanted as (
             select index_name, key, sequence
               from unnest($5::text[], $6::text[], $7::text[], $8::text[]) given (collection, id, index_name, key)
               join put using (collection, id)
           ), gone as (
             delete from row_keys k using put
              where k.row_sequence = put.sequence
                and (k.index_name, k.key) not in (select index_name, key from wanted w where w.sequence = put.sequence)
           )
           insert into row_keys (index_name, key, row_sequence)
           select index_name, key, sequence from wanted
           on conflict do nothing`,
    values: [
      put.map(({ collection }) => collection),
      put.map(({ id }) => id),
      put.map(({ puts }) => puts),
      put.map(({ value }) => value),
      keys.map(({ collection }) => collection),
      keys.map(({ id }) => id),
      keys.map(({ index }) => index),
      keys.map(({ key }) => key),
      placesOf(newKeys.map(({ index, key }) => `${index} ${key}`)),
    ],
  });
}

function keysOf({ collection, id, indexes }: RowChange): readonly RowKey[] {
  return Object.entries(indexes).map(([index, key]) => ({ collection, id, index, key: storableText(key) }));
}

interface RowKey {
  readonly collection: string;
  readonly id: string;
  readonly index: string;
  readonly key: string;
}

/** Always in the same order, so that no two commits wait for each other. */
function placesOf(names: readonly string[]): readonly number[] {
  return [...new Set(names.map(placeOf))].sort((a, b) => a - b);
}

/** The same in every process that shares the database, whichever its version. */
function placeOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i += 1) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % places;
}
