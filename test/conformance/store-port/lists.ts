import { expect, it } from 'vitest';
import { chainFault, genesisHash } from '../../../src/shared/chain.ts';
import { canonicalJson } from '../../../src/shared/fingerprint.ts';
import { companyId, transferId } from '../../../src/shared/ids.ts';
import type { Json } from '../../../src/shared/json.ts';
import { allPages, entry, type Open, put } from './opened.ts';

const record = { index: 'transfers.record', key: 'r1' } as const;

export function finding(open: Open): void {
  it('finds rows under one key only, in the order in which they were first put', async () => {
    const { a, b } = await open();
    for (const id of ['c', 'a', 'b']) await a.commit(put(id, { n: 1 }, 'r1'));
    await a.commit(put('x', { n: 1 }, 'r2'));
    await a.commit(put('c', { n: 2 }, 'r1'));

    const oldest = await b.find(record);
    const newest = await b.find({ ...record, order: 'newest' });

    expect(oldest.items.map(({ id, rev }) => `${id}${rev}`)).toEqual(['c2', 'a1', 'b1']);
    expect(newest.items.map(({ id }) => id)).toEqual(['b', 'a', 'c']);
    expect(oldest.cursor).toBeUndefined();
  });

  it('takes a row out of an index when a later put does not name it', async () => {
    const { a } = await open();
    await a.commit(put('t1', {}, 'r1'));
    await a.commit(put('t2', {}, 'r1'));
    await a.commit(put('t1', {}, 'r2'));
    await a.commit(put('t2', {}));

    expect((await a.find(record)).items).toEqual([]);
    expect((await a.find({ ...record, key: 'r2' })).items.map(({ id }) => id)).toEqual(['t1']);
  });

  it('puts a row that comes back to an index where its first put places it', async () => {
    const { a } = await open();
    for (const id of ['t1', 't2', 't3']) await a.commit(put(id, {}, 'r1'));
    await a.commit(put('t1', {}));
    await a.commit(put('t1', {}, 'r1'));

    expect((await a.find(record)).items.map(({ id }) => id)).toEqual(['t1', 't2', 't3']);
  });

  it('gives each row once over all pages, while others are put', async () => {
    const { a, b } = await open();
    for (let n = 1; n <= 5; n += 1) await a.commit(put(`t${n}`, {}, 'r1'));

    for (const order of ['oldest', 'newest'] as const) {
      let pages = 0;
      const seen = await allPages(async (cursor) => {
        pages += 1;
        const page = await a.find({ ...record, order, limit: 2, ...(cursor === undefined ? {} : { cursor }) });
        await b.commit(put(`${order}${pages}`, {}, 'r1'));
        return pages > 9 ? { items: page.items } : page;
      });
      const first = seen.map(({ id }) => id).filter((id) => /^t\d$/.test(id));
      expect(first).toEqual(order === 'oldest' ? ['t1', 't2', 't3', 't4', 't5'] : ['t5', 't4', 't3', 't2', 't1']);
    }
  });

  it('goes on after a row that left the index between two pages', async () => {
    const { a } = await open();
    for (let n = 1; n <= 4; n += 1) await a.commit(put(`t${n}`, {}, 'r1'));

    const { cursor = '' } = await a.find({ ...record, limit: 2 });
    await a.commit(put('t2', {}));
    const rest = await a.find({ ...record, limit: 2, cursor });

    expect(rest.items.map(({ id }) => id)).toEqual(['t3', 't4']);
    expect(rest.cursor).toBeUndefined();
  });

  it('gives a hundred rows at most unless told', async () => {
    const { a } = await open();
    const rows = Array.from({ length: 101 }, (_, n) => put(`t${n}`, {}, 'r1').put ?? []);
    await a.commit({ put: rows.flat() });

    const page = await a.find(record);

    expect(page.items).toHaveLength(100);
    expect(page.cursor).toBeDefined();
  });

  it('gives copies of what it finds', async () => {
    const { a } = await open();
    await a.commit({
      put: [{ collection: 'transfers', id: 't1', value: { seats: [1] }, indexes: { [record.index]: 'r1' } }],
    });

    ((await a.find(record)).items[0]?.value['seats'] as number[]).push(2);

    expect((await a.find(record)).items[0]?.value).toEqual({ seats: [1] });
  });
}

export function ledger(open: Open): void {
  it('links the entries of each company into a chain of its own', async () => {
    const { a, b } = await open();
    const other = companyId('9');
    await a.commit({ entries: [entry({ round: 1 }), entry({ company: other }), entry({ round: 2 })] });
    await b.commit({ entries: [entry({ round: 3 })] });

    const { items } = await a.history({ company: entry().company });
    const others = await a.history({ company: other });

    expect(items.map(({ n, entry: { round } }) => [n, round])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
    expect(items[0]?.prevHash).toBe(genesisHash);
    expect(chainFault(items)).toBeUndefined();
    expect(chainFault(others.items)).toBeUndefined();
    expect(others.items.map(({ n }) => n)).toEqual([1]);
  });

  it('stores the canonical text of an entry and answers it byte for byte', async () => {
    const { a } = await open();
    const told = entry({ person: 'ann', fingerprint: 'f', detail: { z: 'é\u0301 🏗️', a: [1, { b: null }] } });
    await a.commit({ entries: [told] });

    const [stored] = (await a.history({ company: told.company })).items;

    expect(stored?.text).toBe(canonicalJson(told as unknown as Json));
    expect(stored?.entry).toEqual(told);
  });

  it('answers the entries of one record alone, and those of a company over pages, from either end', async () => {
    const { a } = await open();
    const { company } = entry();
    for (let n = 1; n <= 5; n += 1)
      await a.commit({ entries: [entry({ transfer: transferId(`t${n % 2}`), round: n })] });

    const one = await allPages((cursor) =>
      a.history({ company, transfer: transferId('t1'), limit: 2, ...(cursor === undefined ? {} : { cursor }) }),
    );
    const all = await allPages((cursor) =>
      a.history({ company, limit: 2, ...(cursor === undefined ? {} : { cursor }) }),
    );
    const back = await allPages((cursor) =>
      a.history({ company, order: 'newest', limit: 2, ...(cursor === undefined ? {} : { cursor }) }),
    );
    const oneBack = await allPages((cursor) =>
      a.history({
        ...{ company, transfer: transferId('t1'), order: 'newest', limit: 2 },
        ...(cursor === undefined ? {} : { cursor }),
      }),
    );
    const elsewhere = await a.history({ company: companyId('9'), transfer: transferId('t1') });

    expect(one.map(({ n }) => n)).toEqual([1, 3, 5]);
    expect(all.map(({ n }) => n)).toEqual([1, 2, 3, 4, 5]);
    expect(back.map(({ n }) => n)).toEqual([5, 4, 3, 2, 1]);
    expect(oneBack.map(({ n }) => n)).toEqual([5, 3, 1]);
    expect(elsewhere).toEqual({ items: [] });
  });
}
