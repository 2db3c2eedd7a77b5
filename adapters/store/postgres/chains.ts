import type { ClientBase } from 'pg';
import { type ChainedEntry, chained } from '../../../src/shared/chain.ts';
import type { NewEntry } from './changes.ts';

export interface ChainHead {
  readonly company: string;
  readonly n: number;
  readonly hash: string;
}

/** An entry with the columns by which it is found. */
export interface PlacedEntry extends ChainedEntry {
  readonly company: string;
  readonly transfer: string;
}

/**
 * Where the chains of the entries' companies end. From here to the end of the transaction the other commits of these
 * companies wait: only what needs the heads may follow.
 */
export async function lockHeads(client: ClientBase, entries: readonly NewEntry[]): Promise<readonly ChainHead[]> {
  const companies = [...new Set(entries.map(({ company }) => company))].sort();
  if (companies.length === 0) return [];
  const heads = await selectHeads(client, companies);
  if (heads.length === companies.length) return heads;
  await beginChains(client, companies);
  return selectHeads(client, companies);
}

export interface Appended {
  readonly entries: readonly PlacedEntry[];
  readonly heads: readonly ChainHead[];
}

/** Links the entries to the chains that end at the heads; answers where they end then. */
export function placed(entries: readonly NewEntry[], heads: readonly ChainHead[]): Appended {
  const ends = new Map(heads.map((head) => [head.company, head]));
  const linked = entries.map(({ company, transfer, text }): PlacedEntry => {
    const end = ends.get(company);
    const entry = { ...chained(end === undefined || end.n === 0 ? undefined : end, text), company, transfer };
    ends.set(company, entry);
    return entry;
  });
  return { entries: linked, heads: [...ends.values()] };
}

/** Stores the entries and the new ends of their chains, and the id by which the commit can be asked for. */
export async function finish(
  client: ClientBase,
  { id, now, entries, heads }: Appended & { readonly id: string; readonly now: number },
): Promise<void> {
  await client.query({
    name: 'finish',
    text: `with committed as (
             insert into commits (id, recorded, at) values ($10, true, $11)
           ), ${insertEntriesSql}`,
    values: [...entryColumns({ entries, heads }), id, now],
  });
}

/** Stores entries as they are, and where the chains of their companies end now. */
export async function insertEntries(client: ClientBase, appended: Appended): Promise<void> {
  await client.query(`with ${insertEntriesSql}`, entryColumns(appended));
}

const insertEntriesSql = `moved as (
    update chain_heads set n = given.n, hash = given.hash
      from unnest($7::text[], $8::integer[], $9::text[]) given (company, n, hash)
     where chain_heads.company = given.company
  )
  insert into ledger_entries (company, n, prev_hash, hash, text, transfer)
  select * from unnest($1::text[], $2::integer[], $3::text[], $4::text[], $5::text[], $6::text[])`;

function entryColumns({ entries, heads }: Appended): unknown[] {
  return [
    entries.map(({ company }) => company),
    entries.map(({ n }) => n),
    entries.map(({ prevHash }) => prevHash),
    entries.map(({ hash }) => hash),
    entries.map(({ text }) => text),
    entries.map(({ transfer }) => transfer),
    heads.map(({ company }) => company),
    heads.map(({ n }) => n),
    heads.map(({ hash }) => hash),
  ];
}

/** Makes a head row for each company that has none, in the order given. */
export async function beginChains(client: ClientBase, companies: readonly string[]): Promise<void> {
  await client.query(
    `insert into chain_heads (company, n, hash)
     select company, 0, '' from unnest($1::text[]) with ordinality given (company, place) order by place
     on conflict (company) do nothing`,
    [companies],
  );
}

async function selectHeads(client: ClientBase, companies: readonly string[]): Promise<ChainHead[]> {
  const { rows } = await client.query<ChainHead>({
    name: 'lock-heads',
    text: 'select company, n, hash from chain_heads where company = any($1) order by company for update',
    values: [companies],
  });
  return rows;
}
