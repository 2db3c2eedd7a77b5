import type { ClientBase } from 'pg';
import type { Collection, DumpLine, Enqueue, Queue } from '../../../src/ports/store.ts';
import type { ChainedEntry } from '../../../src/shared/chain.ts';
import { type Instant, instant } from '../../../src/shared/dates.ts';
import { companyId } from '../../../src/shared/ids.ts';
import type { Json, JsonObject } from '../../../src/shared/json.ts';
import type { IndexKeys } from '../state/rows.ts';
import { givenText } from './storable-text.ts';

const batch = 500;

/** Everything as it stands at one moment, read piece by piece while others go on committing. */
export async function* dumpFrom(client: ClientBase, now: number): AsyncGenerator<DumpLine> {
  await client.query('begin isolation level repeatable read, read only');
  // who reads the dump may write it slowly
  await client.query("set local idle_in_transaction_session_timeout = '15min'");
  yield* everything(client, now);
  await client.query('commit');
}

/** Everything, in a transaction that sees one moment. */
export async function* everything(client: ClientBase, now: number): AsyncGenerator<DumpLine> {
  yield* entries(client);
  yield* rows(client);
  yield* uniqueKeys(client, now);
  yield* jobs(client);
}

async function* entries(client: ClientBase): AsyncGenerator<DumpLine> {
  const { rows: heads } = await client.query<{ company: string }>(
    'select company from chain_heads where n > 0 order by sequence',
  );
  for (const { company } of heads) {
    for await (const { n, prevHash, hash, text } of entriesIn(client, company)) {
      yield { type: 'entry', company: companyId(givenText(company)), entry: { n, prevHash, hash, text } };
    }
  }
}

/** The chain of a company, by its name as it is stored. */
export function entriesIn(client: ClientBase, company: string): AsyncGenerator<ChainedEntry & { place: number }> {
  return batches(
    client,
    `select n as place, n, prev_hash as "prevHash", hash, text from ledger_entries
      where company = $3 and n > $1 order by n limit $2`,
    company,
  );
}

interface DumpedRow {
  readonly place: string;
  readonly collection: Collection;
  readonly id: string;
  readonly rev: number;
  readonly value: string;
  readonly indexes: IndexKeys | null;
}

async function* rows(client: ClientBase): AsyncGenerator<DumpLine> {
  const found = batches<DumpedRow>(
    client,
    `select sequence as place, collection, id, rev, value,
            (select json_object_agg(index_name, key order by index_name) from row_keys where row_sequence = sequence)
              as indexes
       from stored_rows where sequence > $1 order by sequence limit $2`,
  );
  for await (const { collection, id, rev, value, indexes } of found) {
    const keys = Object.entries(indexes ?? {}).map(([index, key]) => [index, givenText(key)] as const);
    const row = { collection, id: givenText(id), rev, value: JSON.parse(value) as JsonObject };
    yield { type: 'row', row, indexes: Object.fromEntries(keys) };
  }
}

async function* uniqueKeys(client: ClientBase, now: number): AsyncGenerator<DumpLine> {
  const found = batches<{ readonly place: string; readonly key: string; readonly until: Instant | null }>(
    client,
    `select sequence as place, key, until from unique_keys
      where sequence > $1 and (until is null or until > $3) order by sequence limit $2`,
    now,
  );
  for await (const { key, until } of found) {
    yield { type: 'unique', key: givenText(key), ...(until === null ? {} : { until }) };
  }
}

interface DumpedJob {
  readonly place: string;
  readonly queue: Queue;
  readonly key: string;
  readonly lane: string | null;
  readonly rank: number | null;
  readonly runAt: number;
  readonly payload: string | null;
}

async function* jobs(client: ClientBase): AsyncGenerator<DumpLine> {
  const found = batches<DumpedJob>(
    client,
    `select sequence as place, queue, key, lane, rank, run_at as "runAt", payload
       from jobs where sequence > $1 order by sequence limit $2`,
  );
  for await (const { queue, key, lane, rank, runAt, payload } of found) {
    const job: Enqueue = {
      queue,
      key: givenText(key),
      runAt: instant(runAt),
      ...(lane === null ? {} : { lane: givenText(lane) }),
      ...(rank === null ? {} : { rank }),
      ...(payload === null ? {} : { payload: JSON.parse(payload) as Json }),
    };
    yield { type: 'job', job };
  }
}

/** Walks a list by its place; the third parameter is the statement's own. */
async function* batches<T extends { readonly place: string | number }>(
  client: ClientBase,
  text: string,
  parameter?: string | number,
): AsyncGenerator<T> {
  let after: string | number = 0;
  for (;;) {
    const values: readonly (string | number)[] = parameter === undefined ? [after, batch] : [after, batch, parameter];
    const found: readonly T[] = (await client.query<T>(text, [...values])).rows;
    yield* found;
    const last = found.at(-1);
    if (last === undefined || found.length < batch) return;
    after = last.place;
  }
}
