import { describe, expect, it } from 'vitest';
import { lowdbStore } from '../../../adapters/store/lowdb/lowdb-store.ts';
import type { DumpLine, Store } from '../../../src/ports/store.ts';
import { describeStore } from '../../conformance/store-port.ts';
import { handClock } from '../hand-clock.ts';
import { numbered, present } from '../ledger/numbered-commits.ts';
import { dump } from './dump.ts';
import { listeningLog, openStore } from './open-store.ts';
import { temporaryFolders } from './temporary-folder.ts';

const newFolder = temporaryFolders();

describeStore('lowdb', async () => {
  const folder = await newFolder();
  const clock = handClock();
  const store = await openStore({ folder, clock });
  return { a: store, b: store, clock, reopen: () => openStore({ folder, clock }) };
});

describe('store (lowdb)', () => {
  it('refuses the second handle', async () => {
    const folder = await newFolder();
    const first = await openStore({ folder });

    const second = await lowdbStore({
      folder,
      clock: handClock(),
      log: listeningLog([]),
      onFatal: () => undefined,
    });
    await first.close();
    const third = await openStore({ folder });

    expect(second).toEqual({ ok: false, failure: { kind: 'locked', pid: process.pid } });
    await third.close();
  });

  it('has after a restart what was imported, and nothing of an import that broke off', async () => {
    const source = await openStore({ folder: await newFolder() });
    for (let n = 1; n <= 200; n += 1) await source.commit(numbered(n, 'x'.repeat(400)));
    const folder = await newFolder();
    const store = await openStore({ folder });

    await expect(store.importAll(brokenOff(source, 150))).rejects.toThrow('broke off');
    const nothing = await dump(store);
    await store.importAll(source.exportAll());
    await store.commit(numbered(201));
    await store.close();
    const again = await openStore({ folder });

    expect(nothing).toEqual([]);
    expect(await present(again)).toEqual(Array.from({ length: 201 }, (_, i) => i + 1));
    expect((await dump(again)).filter(isLedgerLine).slice(0, 200)).toEqual((await dump(source)).filter(isLedgerLine));
    await source.close();
    await again.close();
  });
});

async function* brokenOff(source: Store, after: number): AsyncIterable<DumpLine> {
  let count = 0;
  for await (const line of source.exportAll()) {
    if (count === after) throw new Error('broke off');
    count += 1;
    yield line;
  }
}

function isLedgerLine({ type }: DumpLine): boolean {
  return type === 'entry';
}
