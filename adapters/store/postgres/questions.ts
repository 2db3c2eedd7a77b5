import type { Pool, QueryConfig, QueryResultRow } from 'pg';
import type { Collection, Entry, Find, History, LedgerEntry, Page, Row } from '../../../src/ports/store.ts';
import type { JsonObject } from '../../../src/shared/json.ts';
import { limitOf, pageOf, positionAfter } from '../state/page.ts';
import { givenText, storableText } from './storable-text.ts';
import { troubleOf } from './trouble.ts';

interface StoredRow {
  readonly sequence: string;
  readonly collection: Collection;
  readonly id: string;
  readonly rev: number;
  readonly value: string;
}

export async function getRow(pool: Pool, collection: Collection, id: string): Promise<Row | undefined> {
  const [row] = await ask<StoredRow>(pool, {
    name: 'get',
    text: 'select sequence, collection, id, rev, value from stored_rows where collection = $1 and id = $2',
    values: [collection, storableText(id)],
  });
  return row === undefined ? undefined : rowOf(row);
}

export async function findRows(pool: Pool, query: Find): Promise<Page<Row>> {
  const newest = query.order === 'newest';
  const rows = await ask<StoredRow>(pool, {
    name: newest ? 'find-newest' : 'find-oldest',
    text: `select sequence, collection, id, rev, value
             from row_keys join stored_rows on sequence = row_sequence
            where index_name = $1 and key = $2 and row_sequence ${newest ? '<' : '>'} $3
            order by row_sequence ${newest ? 'desc' : 'asc'}
            limit $4`,
    values: [
      query.index,
      storableText(query.key),
      positionAfter(query) ?? (newest ? Number.MAX_SAFE_INTEGER : 0),
      limitOf(query) + 1,
    ],
  });
  const page = pageOf(rows, query, ({ sequence }) => Number(sequence));
  return { ...page, items: page.items.map(rowOf) };
}

/** Entries are numbered with PostgreSQL's `integer`. */
const largestInteger = 2 ** 31 - 1;

export async function entriesOf(pool: Pool, query: History): Promise<Page<LedgerEntry>> {
  const { company, transfer } = query;
  const newest = query.order === 'newest';
  const entries = await ask<{ n: number; prevHash: string; hash: string; text: string }>(pool, {
    name: `${transfer === undefined ? 'history' : 'history-of-transfer'}${newest ? '-newest' : ''}`,
    text: `select n, prev_hash as "prevHash", hash, text from ledger_entries
            where company = $1 and n ${newest ? '<' : '>'} $2 ${transfer === undefined ? '' : 'and transfer = $4'}
            order by n ${newest ? 'desc' : 'asc'} limit $3`,
    values: [
      storableText(company),
      positionAfter(query) ?? (newest ? largestInteger : 0),
      limitOf(query) + 1,
      ...(transfer === undefined ? [] : [storableText(transfer)]),
    ],
  });
  const page = pageOf(entries, query, ({ n }) => n);
  return { ...page, items: page.items.map((entry) => ({ ...entry, entry: JSON.parse(entry.text) as Entry })) };
}

function rowOf({ collection, id, rev, value }: StoredRow): Row {
  return { collection, id: givenText(id), rev, value: JSON.parse(value) as JsonObject };
}

/** Asks once more when the connection was lost: a question changes nothing, and the next connection may be fresh. */
export async function ask<T extends QueryResultRow>(pool: Pool, question: QueryConfig): Promise<readonly T[]> {
  try {
    return (await pool.query<T>(question)).rows;
  } catch (error) {
    if (troubleOf(error) === 'bug') throw error;
    return (await pool.query<T>(question)).rows;
  }
}
