import { Pool } from 'pg';
import { expect, it } from 'vitest';
import { sweep } from '../../../adapters/store/postgres/sweep.ts';
import { instant } from '../../../src/shared/dates.ts';
import { entry, put } from '../../conformance/store-port/opened.ts';
import { handClock } from '../hand-clock.ts';
import { storesClosedAfterEach } from './open-store.ts';
import { describeWithPostgres, freshDatabase, runSql } from './server.ts';

const hour = 3_600_000;

describeWithPostgres('A PostgreSQL server refuses or forgets', () => {
  const open = storesClosedAfterEach();

  it('answers unavailable on a server that takes no writes, and questions all the same', async () => {
    const url = await freshDatabase();
    const writer = await open(url);
    await writer.commit(put('t1', { state: 'awaiting' }));
    const standby = new URL(url);
    const options = `${standby.searchParams.get('options') ?? ''} -c default_transaction_read_only=on`;
    standby.searchParams.set('options', options);
    const reader = await open(standby.href);

    const refused = await reader.commit({ ...put('t1', { state: 'approved' }), entries: [entry()] });

    expect(refused).toEqual({ ok: false, failure: { kind: 'unavailable' } });
    expect((await reader.get('transfers', 't1'))?.value).toEqual({ state: 'awaiting' });
    expect((await reader.health()).writable).toBe(false);
    expect((await writer.health()).writable).toBe(true);
  });

  it('throws away expired keys and the ids of old commits, and nothing that is still asked for', async () => {
    const url = await freshDatabase();
    const clock = handClock();
    const store = await open(url, { clock });
    const keys = [{ key: 'for ever' }, { key: 'short', until: instant(clock.now() + hour) }];
    await store.commit({ unique: [...keys, { key: 'long', until: instant(clock.now() + 100 * hour) }] });
    clock.advance(30 * hour);
    await store.commit(put('t1', {}));
    const pool = new Pool({ connectionString: url });

    await sweep(pool, clock.now());

    await pool.end();
    const left = await runSql(url, 'select key from unique_keys order by key');
    expect(left.map(({ key }) => key)).toEqual(['for ever', 'long']);
    expect(await runSql(url, 'select from commits')).toHaveLength(1);
  });

  it('shows an error of the statements as an error, not as a server that is away', async () => {
    const url = await freshDatabase();
    const store = await open(url);
    await runSql(url, 'drop table row_keys');

    await expect(store.commit(put('t1', {}))).rejects.toThrow();

    expect(await store.get('transfers', 't1')).toBeUndefined();
  });
});
