import { expect, it } from 'vitest';
import { verifyDatabase } from '../../../adapters/store/postgres/verify-database.ts';
import { companyId } from '../../../src/shared/ids.ts';
import { entry } from '../../conformance/store-port/opened.ts';
import { storesClosedAfterEach } from './open-store.ts';
import { describeWithPostgres, freshDatabase, runSql } from './server.ts';

describeWithPostgres('The ledger in a PostgreSQL database', () => {
  const open = storesClosedAfterEach();

  /** Two companies with three entries each. */
  async function filled(): Promise<string> {
    const url = await freshDatabase();
    const store = await open(url);
    for (const company of ['4401', 'a\\b'])
      for (let round = 1; round <= 3; round += 1)
        await store.commit({ entries: [entry({ company: companyId(company), round, detail: { text: 'Müller 🏗️' } })] });
    return url;
  }

  it('is whole when every chain is, and gives its entries in their order', async () => {
    const url = await filled();
    const seen: string[] = [];

    const verified = await verifyDatabase(url, (entries) => {
      seen.push(...entries.map(({ company, n }) => `${company} ${n}`));
    });

    expect(verified).toMatchObject({ ok: true, value: { lines: 6, torn: 0 } });
    expect(verified.ok && [...verified.value.heads].map(([company, { n }]) => [company, n])).toEqual([
      ['4401', 3],
      ['a\\b', 3],
    ]);
    expect(seen).toEqual(['4401 1', '4401 2', '4401 3', 'a\\b 1', 'a\\b 2', 'a\\b 3']);
  });

  const damages = {
    'a changed text': [`update ledger_entries set text = replace(text, 'Müller', 'Miller') where n = 2`, 2],
    'an entry that is gone': [`delete from ledger_entries where n = 2`, 2],
    'a cut end': [`delete from ledger_entries where n = 3`, 3],
    'a head that was put back': [`update chain_heads set n = 2`, 3],
    'a head that is gone': [`delete from chain_heads`, 3],
    'the hash of another end': [`update chain_heads set hash = repeat('0', 64)`, 3],
    'entries of another company': [`update ledger_entries set company = 'x' where company = '4401'`, 1],
  } as const;

  it.each(Object.entries(damages))('is broken by %s, and the entry is named', async (_name, [damage, n]) => {
    const url = await filled();
    await runSql(url, damage);

    expect(await verifyDatabase(url)).toMatchObject({ ok: false, failure: { kind: 'broken', n } });
  });

  it('is not read, and no table is made, where the bot never was or a newer version is', async () => {
    const empty = await freshDatabase();
    const url = await filled();
    await runSql(url, `insert into migrations values ('9999-later.sql', 'x', 0)`);

    expect(await verifyDatabase(empty)).toMatchObject({ failure: { kind: 'no_tables' } });
    expect(await verifyDatabase(url)).toMatchObject({ failure: { kind: 'newer_format' } });
    const tables = await runSql(empty, `select tablename from pg_tables where schemaname = current_schema()`);
    expect(tables).toEqual([]);
  });
});
