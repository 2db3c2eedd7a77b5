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
 * Links the entries to the chains of their companies. From here to the end of the transaction the other commits of
 * these companies wait: it must be the last thing that a commit does.
 */
export async function appendEntries(client: ClientBase, entries: readonly NewEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const heads = await lockHeads(client, [...new Set(entries.map(({ company }) => company))].sort());
  const placed = entries.map(({ company, transfer, text }): PlacedEntry => {
    const entry = { ...chained(heads.get(company), text), company, transfer };
    heads.set(company, entry);
    return entry;
  });
  await insertEntries(client, placed, [...heads.values()]);
}

/** Stores entries as they are, and where the chains of their companies end now. */
export async function insertEntries(
  client: ClientBase,
  entries: readonly PlacedEntry[],
  heads: readonly ChainHead[],
): Promise<void> {
  await client.query({
    name: 'insert-entries',
    text: `with moved as (
             update chain_heads set n = given.n, hash = given.hash
               from unnest($7::text[], $8::integer[], $9::text[]) given (company, n, hash)
              where chain_heads.company = given.company
           )
           insert into ledger_entries (company, n, prev_hash, hash, text, transfer)
           select * from unnest($1::text[], $2::integer[], $3::text[], $4::text[], $5::text[], $6::text[])`,
    values: [
      entries.map(({ company }) => company),
      entries.map(({ n }) => n),
      entries.map(({ prevHash }) => prevHash),
      entries.map(({ hash }) => hash),
      entries.map(({ text }) => text),
      entries.map(({ transfer }) => transfer),
      heads.map(({ company }) => company),
      heads.map(({ n }) => n),
      heads.map(({ hash }) => hash),
    ],
  });
}

/** The heads by company, nothing for a company whose chain begins now: its head row is there, at 0. */
async function lockHeads(client: ClientBase, companies: readonly string[]): Promise<Map<string, ChainHead>> {
  const found = await selectHeads(client, companies);
  if (found.length < companies.length) {
    await beginChains(client, companies);
    found.splice(0, found.length, ...(await selectHeads(client, companies)));
  }
  return new Map(found.filter(({ n }) => n > 0).map((head) => [head.company, head]));
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
