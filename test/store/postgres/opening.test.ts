import { expect, it } from 'vitest';
import { readMigrations } from '../../../adapters/store/postgres/migrate.ts';
import { openFailureText } from '../../../adapters/store/postgres/open-failure.ts';
import { postgresStore } from '../../../adapters/store/postgres/postgres-store.ts';
import { put } from '../../conformance/store-port/opened.ts';
import { hostClock, silentLog, storesClosedAfterEach } from './open-store.ts';
import { describeWithPostgres, freshDatabase, runSql } from './server.ts';

describeWithPostgres('A PostgreSQL database is opened', () => {
  const open = storesClosedAfterEach();
  const failureOf = async (url: string): Promise<unknown> => {
    const opened = await postgresStore({ url, clock: hostClock, log: silentLog });
    return opened.ok ? 'opened' : opened.failure;
  };

  it('lets several processes make the tables at the same time', async () => {
    const url = await freshDatabase();

    const stores = await Promise.all([open(url), open(url), open(url), open(url)]);

    expect((await stores[0].commit(put('t1', {}))).ok).toBe(true);
    expect(await stores[3].get('transfers', 't1')).toBeDefined();
    const applied = await runSql(url, 'select name from migrations order by name');
    expect(applied.map(({ name }) => name)).toEqual((await readMigrations()).map(({ name }) => name));
  });

  it('keeps what was stored when it is opened again', async () => {
    const url = await freshDatabase();
    const first = await open(url);
    await first.commit(put('t1', { state: 'approved' }));
    await first.close();

    const second = await open(url);

    expect((await second.get('transfers', 't1'))?.value).toEqual({ state: 'approved' });
  });

  it('refuses tables that a newer version has changed', async () => {
    const url = await freshDatabase();
    await (await open(url)).close();
    await runSql(url, `insert into migrations (name, checksum, at) values ('0999-later.sql', 'x', 0)`);

    expect(await failureOf(url)).toEqual({ kind: 'newer_format', name: '0999-later.sql' });
  });

  it('refuses tables that another text of a migration has made', async () => {
    const url = await freshDatabase();
    await (await open(url)).close();
    await runSql(url, `update migrations set checksum = 'x'`);

    expect(await failureOf(url)).toMatchObject({ kind: 'changed_migration', name: '0001-tables.sql' });
  });

  it('leaves nothing behind in a schema that holds something else', async () => {
    const url = await freshDatabase();
    await runSql(url, 'create table jobs (of_somebody_else text)');

    const failure = await failureOf(url);

    expect(failure).toEqual({ kind: 'not_migrated', reason: 'SQLSTATE 42P07' });
    const tables = await runSql(url, 'select from pg_tables where schemaname = current_schema()');
    expect(tables).toHaveLength(1);
  });

  it('refuses a database that cannot hold every text', async () => {
    const url = await freshDatabase();
    const name = `ascii_${String(process.pid)}`;
    await runSql(url, `create database ${name} encoding 'SQL_ASCII' locale 'C' template template0`);
    const ascii = new URL(url);
    ascii.pathname = name;

    const failure = await failureOf(ascii.href);

    await runSql(url, `drop database ${name}`);
    expect(failure).toEqual({ kind: 'unsuitable', setting: 'server_encoding', value: 'SQL_ASCII', needed: 'UTF8' });
  });

  it('refuses a session that does not wait for its commits to be on disk', async () => {
    const careless = new URL(await freshDatabase());
    const options = `${careless.searchParams.get('options') ?? ''} -c synchronous_commit=off`;
    careless.searchParams.set('options', options);

    expect(await failureOf(careless.href)).toMatchObject({ kind: 'unsuitable', setting: 'synchronous_commit' });
  });

  it.each(['postgresql://ann:secret@127.0.0.1:1/none', 'postgresql://ann:secret@127.0.0.1:notaport/none'])(
    'says that the server cannot be reached without telling the password (%s)',
    async (url) => {
      const opened = await postgresStore({ url, clock: hostClock, log: silentLog });

      expect(opened.ok).toBe(false);
      if (opened.ok) return;
      expect(opened.failure.kind).toBe('unreachable');
      expect(openFailureText(opened.failure)).not.toContain('secret');
    },
  );
});
