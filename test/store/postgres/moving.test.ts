import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { lowdbStore } from '../../../adapters/store/lowdb/lowdb-store.ts';
import { openFailureText } from '../../../adapters/store/lowdb/open-failure.ts';
import { createMemoryBacking } from '../../../adapters/store/memory/memory-backing.ts';
import { memoryStore } from '../../../adapters/store/memory/memory-store.ts';
import type { DumpLine, Store } from '../../../src/ports/store.ts';
import { instant } from '../../../src/shared/dates.ts';
import { canonicalJson } from '../../../src/shared/fingerprint.ts';
import { companyId, transferId } from '../../../src/shared/ids.ts';
import type { Json } from '../../../src/shared/json.ts';
import { claimOf, entry, job, put } from '../../conformance/store-port/opened.ts';
import { handClock } from '../hand-clock.ts';
import { openStore, silentLog, storesClosedAfterEach } from './open-store.ts';
import { describeWithPostgres, freshDatabase } from './server.ts';

describeWithPostgres('A company moves between stores', () => {
  const open = storesClosedAfterEach();
  const folders: string[] = [];
  const embedded: Store[] = [];
  const clock = handClock();
  const memory = (): Store => memoryStore({ backing: createMemoryBacking(), clock });
  const lowdb = async (): Promise<Store> => {
    const folder = await mkdtemp(join(tmpdir(), 'countersign-moving-'));
    folders.push(folder);
    const onFatal = (error: Error): void => expect(error).toBeUndefined();
    const opened = await lowdbStore({ folder, clock, log: silentLog, onFatal });
    if (!opened.ok) throw new Error(openFailureText(opened.failure, folder));
    embedded.push(opened.value);
    return opened.value;
  };
  afterEach(async () => {
    for (const store of embedded.splice(0)) await store.close();
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
  });

  it.each(['memory', 'lowdb'] as const)('comes back from PostgreSQL byte for byte (%s)', async (kind) => {
    const start = kind === 'memory' ? memory() : await lowdb();
    const back = kind === 'memory' ? memory() : await lowdb();
    const postgres = await open(await freshDatabase(), { clock });
    await fill(start, clock.now());

    expect(await postgres.importAll(start.exportAll())).toEqual({ ok: true, value: undefined });
    expect(await back.importAll(postgres.exportAll())).toEqual({ ok: true, value: undefined });

    expect(await dumped(postgres)).toEqual(await dumped(start));
    expect(await dumped(back)).toEqual(await dumped(start));
  });

  it('goes on in PostgreSQL where it stopped', async () => {
    const start = memory();
    const postgres = await open(await freshDatabase(), { clock });
    await fill(start, clock.now());
    await postgres.importAll(start.exportAll());

    for (const store of [start, postgres]) {
      await store.commit({ ...put('t9', {}, 'r1'), entries: [entry({ to: 'synced' })], enqueue: [job('last')] });
    }

    expect(await dumped(postgres)).toEqual(await dumped(start));
    expect(await claimedKeys(postgres)).toEqual(await claimedKeys(start));
  });

  it('shows one moment while others go on committing', async () => {
    const url = await freshDatabase();
    const [reader, writer] = [await open(url, { clock }), await open(url, { clock })];
    await fill(reader, clock.now());
    const before = await dumped(reader);

    const lines: DumpLine[] = [];
    for await (const line of reader.exportAll()) {
      if (lines.length % 100 === 0) await writer.commit({ ...put(`late ${lines.length}`, {}), entries: [entry()] });
      lines.push(line);
    }

    expect(lines.map(bytesOf)).toEqual(before);
  });

  it('can be left in the middle, and closes the store meanwhile', async () => {
    const url = await freshDatabase();
    const store = await openStore(url, { clock });
    await fill(store, clock.now());

    for await (const line of store.exportAll()) if (line.type === 'entry') break;
    const forgotten = store.exportAll()[Symbol.asyncIterator]();
    await forgotten.next();
    await store.close();

    const next = await open(url, { clock });
    expect((await next.commit(put('t1', {}))).ok).toBe(true);
  });

  it('lets nobody write while a company is moved in', async () => {
    const url = await freshDatabase();
    const [mover, other] = [await open(url, { clock }), await open(url, { clock })];
    const start = memory();
    await fill(start, clock.now());
    let late: Promise<unknown> = Promise.resolve();

    const moved = await mover.importAll(
      (async function* () {
        for await (const line of start.exportAll()) {
          if (line.type === 'entry' && line.entry.n === 1) late = other.commit({ entries: [entry()] });
          yield line;
        }
      })(),
    );

    expect(moved.ok).toBe(true);
    expect(await late).toEqual({ ok: true, value: undefined });
    const { items } = await other.history({ company: entry().company, limit: 1_000 });
    expect(items.map(({ n }) => n)).toEqual(items.map((_, at) => at + 1));
  });
});

/** More than one batch of everything. */
async function fill(store: Store, now: number): Promise<void> {
  for (let n = 0; n < 12; n += 1) {
    const ids = Array.from({ length: 100 }, (_, i) => `${n}/${i}`);
    await store.commit({
      put: ids.map((id) => ({
        collection: 'transfers',
        id,
        value: { z: `é\u0301 \0 ${id}`, a: [n, { none: null }], 中文: '🏗️' },
        indexes: { 'transfers.record': `r${n % 3}`, 'transfers.open': '4401\\' },
      })),
      entries: ids.map((id) => entry({ record: id, company: companyId(`44${n % 2}`), transfer: transferId(id) })),
      unique: ids.map((id, i) => ({ key: id, ...(i % 2 === 0 ? {} : { until: instant(now + 1_000 + i) }) })),
      enqueue: ids.map((id, i) => ({
        queue: i % 2 === 0 ? 'look' : 'transfer',
        key: id,
        runAt: instant(now - i),
        ...(i % 3 === 0 ? {} : { lane: `books ${i % 5}`, rank: i % 4, payload: { id } }),
        ...(i % 7 === 0 ? { payload: null } : {}),
      })),
    });
  }
  await store.commit({ ...put('0/0', { again: 1 }, 'r1'), entries: [entry({ detail: { text: 'ünï \\ " 🏗️' } })] });
}

async function dumped(store: Store): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const line of store.exportAll()) lines.push(bytesOf(line));
  return lines;
}

/** An entry's text and a row's value to the byte; the order of the properties around them says nothing. */
function bytesOf(line: DumpLine): string {
  const values = line.type === 'row' ? JSON.stringify(line.row.value) : '';
  return `${canonicalJson(line as unknown as Json)} ${values}`;
}

async function claimedKeys(store: Store): Promise<readonly string[]> {
  const keys: string[] = [];
  for (let n = 0; n < 50; n += 1) keys.push((await store.claim(claimOf))?.key ?? 'none');
  return keys;
}
