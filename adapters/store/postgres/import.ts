import type { ClientBase } from 'pg';
import type { DumpLine, Entry, ImportFailure } from '../../../src/ports/store.ts';
import type { CompanyId } from '../../../src/shared/ids.ts';
import { fail, ok, type Result } from '../../../src/shared/result.ts';
import { faultOfNext } from '../state/ledger.ts';
import { beginChains, type ChainHead, insertEntries, type PlacedEntry } from './chains.ts';
import { storableJob } from './changes.ts';
import { enqueue } from './job-changes.ts';
import { restoreRows, restoreUniqueKeys } from './restore.ts';
import { storableText } from './storable-text.ts';

type LineOf<Type extends DumpLine['type']> = Extract<DumpLine, { readonly type: Type }>;

const batch = 500;

/** Fills an empty database in one transaction; nobody else can write while it runs. Ends in a commit or a rollback. */
export async function importInto(
  client: ClientBase,
  lines: AsyncIterable<DumpLine>,
  now: number,
): Promise<Result<undefined, ImportFailure>> {
  await client.query('begin isolation level read committed');
  await client.query("set local statement_timeout = 0; set local idle_in_transaction_session_timeout = '15min'");
  await client.query(
    'lock table stored_rows, row_keys, unique_keys, ledger_entries, chain_heads, jobs in share row exclusive mode',
  );
  const outcome = (await isEmpty(client, now)) ? await restoreAll(client, lines) : fail({ kind: 'not_empty' as const });
  await client.query(outcome.ok ? 'commit' : 'rollback');
  return outcome;
}

async function isEmpty(client: ClientBase, now: number): Promise<boolean> {
  const { rows } = await client.query<{ empty: boolean }>(
    `select not (exists (select from stored_rows) or exists (select from ledger_entries) or exists (select from jobs)
             or exists (select from unique_keys where until is null or until > $1)) as empty`,
    [now],
  );
  return rows[0]?.empty === true;
}

async function restoreAll(
  client: ClientBase,
  lines: AsyncIterable<DumpLine>,
): Promise<Result<undefined, ImportFailure>> {
  // keys that have expired, and chains that were begun and rolled back into nothing
  await client.query('delete from unique_keys; delete from chain_heads');
  const heads = new Map<CompanyId, ChainHead>();
  for await (const some of batchesOf(lines)) {
    const broken = await restore(client, some, heads);
    if (broken !== undefined) return fail(broken);
  }
  return ok();
}

async function restore(
  client: ClientBase,
  lines: readonly DumpLine[],
  heads: Map<CompanyId, ChainHead>,
): Promise<ImportFailure | undefined> {
  const entries: PlacedEntry[] = [];
  const begun: string[] = [];
  for (const { company, entry } of ofType(lines, 'entry')) {
    const fault = faultOfNext(company, entry, heads.get(company));
    if (fault !== undefined) return { kind: 'broken_chain', company, n: fault.n };
    const stored = storableText(company);
    if (!heads.has(company)) begun.push(stored);
    heads.set(company, { company: stored, n: entry.n, hash: entry.hash });
    entries.push({ ...entry, company: stored, transfer: transferOf(entry.text) });
  }
  if (begun.length > 0) await beginChains(client, begun);
  if (entries.length > 0) await insertEntries(client, { entries, heads: [...heads.values()] });
  await restoreRows(client, ofType(lines, 'row'));
  await restoreUniqueKeys(client, ofType(lines, 'unique'));
  await enqueue(
    client,
    ofType(lines, 'job').map(({ job }) => storableJob(job)),
  );
  return undefined;
}

function transferOf(text: string): string {
  return storableText((JSON.parse(text) as Entry).transfer);
}

function ofType<Type extends DumpLine['type']>(lines: readonly DumpLine[], type: Type): readonly LineOf<Type>[] {
  return lines.filter((line): line is LineOf<Type> => line.type === type);
}

async function* batchesOf(lines: AsyncIterable<DumpLine>): AsyncGenerator<readonly DumpLine[]> {
  let some: DumpLine[] = [];
  for await (const line of lines) {
    some.push(line);
    if (some.length < batch) continue;
    yield some;
    some = [];
  }
  yield some;
}
