import type { ClientBase } from 'pg';
import type { DumpLine } from '../../../src/ports/store.ts';
import { storableText } from './storable-text.ts';

type RowLine = Extract<DumpLine, { readonly type: 'row' }>;
type UniqueLine = Extract<DumpLine, { readonly type: 'unique' }>;

/** Takes rows over with their revisions, in the order in which they come. */
export async function restoreRows(client: ClientBase, lines: readonly RowLine[]): Promise<void> {
  if (lines.length === 0) return;
  const keys = lines.flatMap(({ indexes }, place) =>
    Object.entries(indexes).map(([index, key]) => ({ place: place + 1, index, key: storableText(key) })),
  );
  await client.query(
    `with given as materialized (
       select * from unnest($1::text[], $2::text[], $3::integer[], $4::text[])
                     with ordinality given (collection, id, rev, value, place)
     ), put as (
       insert into stored_rows (collection, id, rev, value)
       select collection, id, rev, value from given order by place
       returning sequence, collection, id
     )
     insert into row_keys (index_name, key, row_sequence)
     select keys.index_name, keys.key, put.sequence
       from unnest($5::integer[], $6::text[], $7::text[]) keys (place, index_name, key)
       join given using (place)
       join put using (collection, id)`,
    [
      lines.map(({ row }) => row.collection),
      lines.map(({ row }) => storableText(row.id)),
      lines.map(({ row }) => row.rev),
      lines.map(({ row }) => JSON.stringify(row.value)),
      keys.map(({ place }) => place),
      keys.map(({ index }) => index),
      keys.map(({ key }) => key),
    ],
  );
}

export async function restoreUniqueKeys(client: ClientBase, lines: readonly UniqueLine[]): Promise<void> {
  if (lines.length === 0) return;
  await client.query(
    `insert into unique_keys (key, until)
     select key, until from unnest($1::text[], $2::double precision[]) with ordinality given (key, until, place)
      order by place`,
    [lines.map(({ key }) => storableText(key)), lines.map(({ until }) => until ?? null)],
  );
}
