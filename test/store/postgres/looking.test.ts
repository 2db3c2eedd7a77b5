import { expect, it } from 'vitest';
import { lookAtTables } from '../../../adapters/store/postgres/look-at-tables.ts';
import { readMigrations } from '../../../adapters/store/postgres/migrate.ts';
import { storesClosedAfterEach } from './open-store.ts';
import { describeWithPostgres, freshDatabase, runSql } from './server.ts';

describeWithPostgres('A PostgreSQL database is looked at', () => {
  const open = storesClosedAfterEach();

  it('tells how many steps its tables are behind, and makes none of them', async () => {
    const url = await freshDatabase();
    const before = await lookAtTables({ url });
    const tables = await runSql(url, "select 1 from pg_tables where schemaname = 'public'");
    await (await open(url)).close();

    expect(before).toEqual({ ok: true, value: (await readMigrations()).length });
    expect(tables).toEqual([]);
    expect(await lookAtTables({ url })).toEqual({ ok: true, value: 0 });
  });

  it('says that a newer version was there, and that nobody answers', async () => {
    const url = await freshDatabase();
    await (await open(url)).close();
    await runSql(url, "insert into migrations (name, checksum, at) values ('0999-later.sql', 'x', 0)");

    expect(await lookAtTables({ url })).toMatchObject({ failure: { kind: 'newer_format' } });
    expect(await lookAtTables({ url: 'postgres://127.0.0.1:9/nowhere' })).toMatchObject({
      failure: { kind: 'unreachable' },
    });
  });
});
