import { expect, it } from 'vitest';
import { canonicalJson } from '../../../src/shared/fingerprint.ts';
import { companyId, transferId } from '../../../src/shared/ids.ts';
import type { Json } from '../../../src/shared/json.ts';
import { claimOf, entry, job } from '../../conformance/store-port/opened.ts';
import { storesClosedAfterEach } from './open-store.ts';
import { describeWithPostgres, freshDatabase } from './server.ts';

const odd = "Zürich\0 \\0000 \ud83c half 🏗️ 中文 \u202e'; drop table jobs --";

describeWithPostgres('Texts of every kind go into PostgreSQL and back', () => {
  const open = storesClosedAfterEach();

  it('keeps U+0000 and broken surrogates in ids, index keys, unique keys, lanes and payloads', async () => {
    const store = await open(await freshDatabase());
    await store.commit({
      put: [{ collection: 'records', id: odd, value: { odd, [odd]: 1 }, indexes: { 'records.number': odd } }],
      unique: [{ key: odd }],
      enqueue: [job(odd, { lane: odd, payload: { odd } })],
    });

    const found = await store.find({ index: 'records.number', key: odd });
    const claimed = await store.claim(claimOf);
    const done = await store.commit({ done: claimed === undefined ? [] : [claimed] });

    expect(found.items).toEqual([await store.get('records', odd)]);
    expect(found.items[0]).toMatchObject({ id: odd, value: { odd, [odd]: 1 } });
    expect(await store.commit({ unique: [{ key: odd }] })).toMatchObject({ failure: { key: odd } });
    expect(await store.get('records', odd.replace('\0', '\\0000'))).toBeUndefined();
    expect(claimed).toMatchObject({ key: odd, payload: { odd } });
    expect(done.ok).toBe(true);
  });

  it('keeps the exact text of an entry, and finds it by odd companies and transfers', async () => {
    const store = await open(await freshDatabase());
    const whole = odd.replace('\ud83c', '');
    const told = entry({ company: companyId(whole), transfer: transferId(whole), detail: { whole } });
    await store.commit({ entries: [told] });

    const { items } = await store.history({ company: companyId(whole), transfer: transferId(whole) });

    expect(items.map(({ text }) => text)).toEqual([canonicalJson(told as unknown as Json)]);
    expect(items[0]?.entry).toEqual(told);
  });

  it('keeps a value of a megabyte', async () => {
    const store = await open(await freshDatabase());
    const value = { lines: 'Müller '.repeat(150_000) };

    expect((await store.commit({ put: [{ collection: 'documents', id: 'd1', value }] })).ok).toBe(true);

    expect((await store.get('documents', 'd1'))?.value).toEqual(value);
  });
});
