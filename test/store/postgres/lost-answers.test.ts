import { afterEach, expect, it, vi } from 'vitest';
import { OutcomeUnknown } from '../../../adapters/store/postgres/outcome.ts';
import type { Commit, Store } from '../../../src/ports/store.ts';
import { entry, put } from '../../conformance/store-port/opened.ts';
import { cuttingProxy, type CuttingProxy } from './cutting-proxy.ts';
import { storesClosedAfterEach } from './open-store.ts';
import { describeWithPostgres, freshDatabase, runSql } from './server.ts';

const { company } = entry();
const decision: Commit = { ...put('t1', { state: 'approved' }), unique: [{ key: 'press' }], entries: [entry()] };
const notRecorded = { ok: false, failure: { kind: 'unavailable' } };

describeWithPostgres('A PostgreSQL connection is cut while a commit is under way', () => {
  const open = storesClosedAfterEach();
  const proxies: CuttingProxy[] = [];
  afterEach(async () => {
    for (const proxy of proxies.splice(0)) await proxy.close();
  });

  /** A store behind the wire, and another that sees what the server has. */
  async function openBoth(settleMs = 30_000): Promise<{
    readonly url: string;
    readonly proxy: CuttingProxy;
    readonly cut: Store;
    readonly witness: Store;
  }> {
    const url = await freshDatabase();
    const proxy = await cuttingProxy(url);
    proxies.push(proxy);
    return { url, proxy, cut: await open(proxy.url, { settleMs }), witness: await open(url) };
  }

  it('answers unavailable when COMMIT never arrived, and a second try is recorded once', async () => {
    const { proxy, cut, witness } = await openBoth();
    void proxy.cutNext('before');

    const first = await cut.commit(decision);
    const left = await witness.get('transfers', 't1');
    const second = await cut.commit(decision);

    expect(first).toEqual(notRecorded);
    expect(left).toBeUndefined();
    expect(second.ok).toBe(true);
    expect((await witness.history({ company })).items).toHaveLength(1);
  });

  it('answers ok when only the answer was lost', async () => {
    const { proxy, cut, witness } = await openBoth();
    void proxy.cutNext('after');

    const answer = await cut.commit(decision);

    expect(answer.ok).toBe(true);
    expect((await witness.get('transfers', 't1'))?.rev).toBe(1);
    expect((await witness.history({ company })).items).toHaveLength(1);
  });

  it('waits for a transaction whose COMMIT arrives late instead of calling it not recorded', async () => {
    const { url, proxy, cut, witness } = await openBoth();
    const wasCut = proxy.cutNext('held');

    const answer = cut.commit(decision);
    await wasCut;
    await vi.waitFor(async () => expect(await sessionsThatWait(url)).toBe(1), { timeout: 5_000 });
    expect(await witness.get('transfers', 't1')).toBeUndefined();
    proxy.letGo();

    expect((await answer).ok).toBe(true);
    expect((await witness.history({ company })).items).toHaveLength(1);
  });

  it('bars the commit for ever once it has said that nothing was recorded', async () => {
    const { url, proxy, cut, witness } = await openBoth();
    const wasCut = proxy.cutNext('held');

    const answer = cut.commit(decision);
    await wasCut;
    await vi.waitFor(async () => expect(await sessionsThatWait(url)).toBe(1), { timeout: 5_000 });
    await endLostTransaction(url);
    const told = await answer;
    proxy.letGo();

    expect(told).toEqual(notRecorded);
    expect((await cut.commit(decision)).ok).toBe(true);
    expect((await witness.history({ company })).items).toHaveLength(1);
  });

  it('says neither yes nor no when the server cannot be asked', async () => {
    const { proxy, cut, witness } = await openBoth(300);
    const wasCut = proxy.cutNext('after');

    const answer = cut.commit(decision).catch((error: unknown) => error);
    await wasCut;
    proxy.block(true);

    expect(await answer).toBeInstanceOf(OutcomeUnknown);
    proxy.block(false);
    expect(await cut.get('transfers', 't1')).toEqual(await witness.get('transfers', 't1'));
  });

  it('is not writable while the server is away, and is again when it is back', async () => {
    const { proxy, cut } = await openBoth();
    await cut.commit({ enqueue: [{ queue: 'look', key: 'a', runAt: entry().at }] });
    const before = await cut.health();
    proxy.block(true);

    const away = await cut.health();
    const commit = await cut.commit(decision);
    await expect(cut.get('transfers', 't1')).rejects.toThrow();
    proxy.block(false);

    expect(before).toMatchObject({ writable: true, backlog: { look: 1 } });
    expect(away).toMatchObject({ writable: false, backlog: { look: 1 } });
    expect(commit).toEqual(notRecorded);
    expect((await cut.health()).writable).toBe(true);
    expect((await cut.commit(decision)).ok).toBe(true);
  });
});

/** How many sessions wait for another transaction to end: the one that asks for the outcome. */
async function sessionsThatWait(url: string): Promise<number> {
  const sessions = await runSql(
    url,
    `select from pg_stat_activity
      where application_name = current_schema() and wait_event = 'transactionid' and query like '%c.recorded%'`,
  );
  return sessions.length;
}

async function endLostTransaction(url: string): Promise<void> {
  await runSql(
    url,
    `select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = current_schema() and state = 'idle in transaction'`,
  );
}
