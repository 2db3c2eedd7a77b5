import { Client } from 'pg';
import { expect, it, vi } from 'vitest';
import type { Enqueue, Job, Page, Row, Store } from '../../../src/ports/store.ts';
import { chainFault } from '../../../src/shared/chain.ts';
import { companyId } from '../../../src/shared/ids.ts';
import { allPages, claimOf, entry, job, put } from '../../conformance/store-port/opened.ts';
import { storesClosedAfterEach } from './open-store.ts';
import { describeWithPostgres, freshDatabase, runSql } from './server.ts';

const { company } = entry();

describeWithPostgres('Several instances share one PostgreSQL database', () => {
  const open = storesClosedAfterEach();
  const openTwo = async (): Promise<readonly [Store, Store]> => {
    const url = await freshDatabase();
    return Promise.all([open(url), open(url)]);
  };

  it('does each of 500 jobs once, and never two of one lane at the same time', async () => {
    const [a, b] = await openTwo();
    await a.commit({ enqueue: Array.from({ length: 500 }, (_, n) => laneJob(n)) });
    const running = new Set<string>();
    const done: string[] = [];

    const workers = [a, b, a, b, a, b, a, b].map((store) =>
      work(store, async (claimed) => {
        const lane = laneOf(claimed.key);
        expect(running.has(lane)).toBe(false);
        running.add(lane);
        const recorded = await store.commit({ ...put(claimed.key, {}), entries: [entry({ record: claimed.key })] });
        running.delete(lane);
        done.push(claimed.key);
        return recorded.ok && (await store.commit({ done: [claimed] })).ok;
      }),
    );
    await Promise.all(workers);

    expect(done).toHaveLength(500);
    expect(new Set(done).size).toBe(500);
    expect((await a.health()).backlog.transfer).toBe(0);
    const entries = await allPages((cursor) => b.history(cursor === undefined ? { company } : { company, cursor }));
    expect(entries).toHaveLength(500);
    expect(chainFault(entries)).toBeUndefined();
  });

  it('gives the next job when another instance is just taking the first, and waits for nobody', async () => {
    const url = await freshDatabase();
    const store = await open(url, { patience: { connectMs: 10_000, statementMs: 3_000 } });
    await store.commit({ enqueue: [job('first'), job('second')] });
    const other = new Client({ connectionString: url });
    await other.connect();
    try {
      await other.query(`begin; select from jobs where key = 'first' for update`);

      expect((await store.claim(claimOf))?.key).toBe('second');
    } finally {
      await other.end();
    }
  });

  it('keeps one chain whole while two instances write to it, and counts every revision', async () => {
    const [a, b] = await openTwo();

    const answers = await Promise.all(
      Array.from({ length: 200 }, async (_, n) => {
        const store = n % 2 === 0 ? a : b;
        return store.commit({
          ...put('t1', { n }),
          entries: [entry({ round: n }), entry({ company: companyId('9') })],
        });
      }),
    );

    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect((await a.get('transfers', 't1'))?.rev).toBe(200);
    for (const each of [company, companyId('9')]) {
      const { items } = await b.history({ company: each, limit: 500 });
      expect(items).toHaveLength(200);
      expect(chainFault(items)).toBeUndefined();
    }
  });

  it('makes nobody wait for ever when commits name the same rows, keys and jobs in opposite orders', async () => {
    const [a, b] = await openTwo();
    const ids = ['t1', 't2', 't3'];

    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, n) => {
        const order = n % 2 === 0 ? ids : [...ids].reverse();
        return (n % 2 === 0 ? a : b).commit({
          put: order.map((id) => ({ collection: 'transfers', id, value: { n }, indexes: { 'transfers.open': id } })),
          unique: order.map((id) => ({ key: `${id}/${n}` })),
          enqueue: order.map((id) => job(id)),
          entries: order.map((id) => entry({ company: companyId(id) })),
        });
      }),
    );

    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect((await a.get('transfers', 't2'))?.rev).toBe(60);
  });

  it('lets one of two commits win that each expect the row to be absent which the other puts', async () => {
    const [a, b] = await openTwo();

    for (let n = 0; n < 30; n += 1) {
      const [x, y] = [`x${n}`, `y${n}`];
      const both = await Promise.all([
        a.commit({ expect: [{ collection: 'transfers', id: x, rev: 0 }], ...put(y, {}) }),
        b.commit({ expect: [{ collection: 'transfers', id: y, rev: 0 }], ...put(x, {}) }),
      ]);
      expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    }
  });

  it('passes no row by while others put rows under the key that is read page by page', async () => {
    const [a, b] = await openTwo();
    const query = { index: 'transfers.record', key: 'r1', limit: 5 } as const;
    await a.commit(put('first', {}, 'r1'));
    const seen: string[] = [];
    const writing = { on: true };

    const writers = Promise.all(
      [a, b, a, b].map(async (store, w) => {
        for (let n = 0; n < 40; n += 1) await store.commit(put(`${w}/${n}`, {}, 'r1'));
      }),
    ).then(() => (writing.on = false));
    let cursor: string | undefined;
    do {
      const page: Page<Row> = await b.find(cursor === undefined ? query : { ...query, cursor });
      if (page.cursor === undefined) continue;
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.cursor;
    } while (writing.on);
    await writers;
    const pageAt = (at: string | undefined) => b.find(at === undefined ? query : { ...query, cursor: at });
    const rest = await allPages((at) => pageAt(at ?? cursor));
    const all = await allPages(pageAt);

    expect(all).toHaveLength(161);
    expect([...seen, ...rest.map(({ id }) => id)]).toEqual(all.map(({ id }) => id));
  });

  it('hears of work of another instance, also after its listening was cut off', async () => {
    const url = await freshDatabase();
    const [a, b] = [await open(url), await open(url)];
    const heard = vi.fn();
    const hearAfter = async (act: () => Promise<unknown>): Promise<void> => {
      heard.mockClear();
      await act();
      await vi.waitFor(() => expect(heard).toHaveBeenCalled(), { timeout: soonerThanThePollMs });
    };

    await hearAfter(() => Promise.resolve(a.onWork(heard)));
    await hearAfter(() => b.commit({ enqueue: [job('t1')] }));
    // listening again calls back: what was said meanwhile was missed
    await hearAfter(() => cutOffListening(url));
    await hearAfter(() => b.commit({ enqueue: [job('t2')] }));
  });
});

const soonerThanThePollMs = 3_000;

async function cutOffListening(url: string): Promise<void> {
  const ended = await runSql(
    url,
    `select pg_terminate_backend(pid) from pg_stat_activity
      where query = (select 'listen "countersign_' || oid || '"' from pg_namespace where nspname = current_schema())`,
  );
  expect(ended).toHaveLength(2);
}

const lanes = 12;

function laneOf(key: string): string {
  const lane = Number(key.slice(1)) % lanes;
  // some jobs have no lane: each is one for itself
  return lane === 0 ? key : `books ${lane}`;
}

function laneJob(n: number): Enqueue {
  const key = `j${n}`;
  return job(key, { rank: n % 3, ...(laneOf(key) === key ? {} : { lane: laneOf(key) }) });
}

/** Claims and does jobs until there are none; waits for a hint when all that are left are being worked on. */
async function work(store: Store, act: (job: Job) => Promise<boolean>): Promise<void> {
  for (;;) {
    const hint = nextHint(store);
    const claimed = await store.claim(claimOf);
    if (claimed !== undefined) expect(await act(claimed)).toBe(true);
    else if ((await store.health()).backlog.transfer === 0) return hint.stop();
    else await hint.given;
    hint.stop();
  }
}

function nextHint(store: Store): { readonly given: Promise<void>; readonly stop: () => void } {
  let give: () => void = () => undefined;
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, stop: store.onWork(() => give()) };
}
