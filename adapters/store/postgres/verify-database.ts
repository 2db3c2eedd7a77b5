import type { ClientBase } from 'pg';
import type { ChainedEntry } from '../../../src/shared/chain.ts';
import { companyId } from '../../../src/shared/ids.ts';
import { fail, ok, type Result } from '../../../src/shared/result.ts';
import type { Head, OnEntries, Verified } from '../ledger/verify-ledger.ts';
import { chainFaultText, faultOfNext } from '../state/ledger.ts';
import { readingDatabase, type ReadingFailure } from './reading.ts';
import { entriesIn } from './export.ts';
import { givenText } from './storable-text.ts';

export interface BrokenChain {
  readonly kind: 'broken';
  readonly company: string;
  /** The first entry that does not hold. */
  readonly n: number;
  readonly says: string;
}

/** Walks every chain in the database from its start to the end that the database names. */
export async function verifyDatabase(
  url: string,
  onEntries: OnEntries = () => undefined,
): Promise<Result<Verified, BrokenChain | ReadingFailure>> {
  const read = await readingDatabase(url, (client) => walk(client, onEntries));
  return read.ok ? read.value : read;
}

async function walk(client: ClientBase, onEntries: OnEntries): Promise<Result<Verified, BrokenChain>> {
  const heads = new Map<string, Head>();
  let lines = 0;
  for (const stored of await companiesIn(client)) {
    const company = givenText(stored.company);
    for await (const entry of entriesIn(client, stored.company)) {
      const fault = faultOfNext(companyId(company), entry, heads.get(company));
      if (fault !== undefined) return fail({ kind: 'broken', company, n: fault.n, says: chainFaultText[fault.kind] });
      heads.set(company, { n: entry.n, hash: entry.hash });
      lines += 1;
      await onEntries([{ company, ...chainedOnly(entry) }]);
    }
    const n = heads.get(company)?.n ?? 0;
    const says = 'the chain does not end where the database says that it does';
    if (n < stored.n) return fail({ kind: 'broken', company, n: n + 1, says });
    if (n > stored.n || (n > 0 && heads.get(company)?.hash !== stored.hash))
      return fail({ kind: 'broken', company, n, says });
  }
  return ok({ heads, lines, torn: 0 });
}

interface StoredHead {
  readonly company: string;
  readonly n: number;
  readonly hash: string;
}

/** Also of companies whose head is missing: their entries would not be seen. */
async function companiesIn(client: ClientBase): Promise<readonly StoredHead[]> {
  const { rows } = await client.query<StoredHead>(
    `select company, coalesce(heads.n, 0) as n, coalesce(heads.hash, '') as hash
       from (select distinct company from ledger_entries) entries full join chain_heads heads using (company)
      order by heads.sequence, company`,
  );
  return rows;
}

function chainedOnly({ n, prevHash, hash, text }: ChainedEntry): ChainedEntry {
  return { n, prevHash, hash, text };
}
