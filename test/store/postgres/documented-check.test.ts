import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { companyId } from '../../../src/shared/ids.ts';
import { entry } from '../../conformance/store-port/opened.ts';
import { storesClosedAfterEach } from './open-store.ts';
import { describeWithPostgres, freshDatabase, runSql } from './server.ts';

/** The statement that docs/postgresql.md gives to whoever wants to check the chains without the bot. */
async function documentedCheck(): Promise<string> {
  const text = await readFile(new URL('../../../docs/postgresql.md', import.meta.url), 'utf8');
  const blocks = [...text.matchAll(/```sql\n([^`]*)```/g)].map(([, sql = '']) => sql);
  return blocks.find((sql) => sql.includes('ledger_entries')) ?? '';
}

describeWithPostgres('The documented check of the chains in PostgreSQL', () => {
  const open = storesClosedAfterEach();

  it('finds nothing in a whole ledger, and the first entry that was changed', async () => {
    const url = await freshDatabase();
    const store = await open(url);
    for (const company of ['4401', '9']) {
      for (let round = 1; round <= 3; round += 1) {
        await store.commit({ entries: [entry({ company: companyId(company), round, detail: { text: 'Müller 🏗️' } })] });
      }
    }
    const check = await documentedCheck();

    const whole = await runSql(url, check);
    await runSql(
      url,
      `update ledger_entries set text = replace(text, 'Müller', 'Miller') where company = '9' and n = 2`,
    );
    const changed = await runSql(url, check);
    await runSql(url, `delete from ledger_entries where company = '9' and n = 2`);
    const missing = await runSql(url, check);

    expect(whole).toEqual([]);
    expect(changed).toEqual([{ company: '9', n: 2 }]);
    expect(missing).toEqual([{ company: '9', n: 3 }]);
  });
});
