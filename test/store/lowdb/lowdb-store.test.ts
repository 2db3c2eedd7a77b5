import { describe, expect, it } from 'vitest';
import { lowdbStore } from '../../../adapters/store/lowdb/lowdb-store.ts';
import { describeStore } from '../../conformance/store-port.ts';
import { handClock } from '../hand-clock.ts';
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
});
