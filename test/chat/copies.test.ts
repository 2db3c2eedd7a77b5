import { describe, expect, it } from 'vitest';
import { createMemoryBacking } from '../../adapters/store/memory/memory-backing.ts';
import { memoryStore } from '../../adapters/store/memory/memory-store.ts';
import { copyAt, copyPut, type Copy } from '../../src/chat/copies.ts';
import type { Store } from '../../src/ports/store.ts';
import { transferId } from '../../src/shared/ids.ts';
import { turningClock } from '../fakes/turning-clock.ts';

const copy: Copy = {
  ...{
    id: 't1-slack-C1',
    transfer: transferId('t1'),
    platform: 'slack',
    workspace: 'T1',
    channel: 'C1',
    message: '1.0',
  },
  ...{ shown: 1, posting: 1, stale: false },
};
const place = { platform: 'slack', workspace: 'T1', channel: 'C1', message: '1.0' } as const;

async function storeWith(...copies: readonly Copy[]): Promise<Store> {
  const store = memoryStore({ backing: createMemoryBacking(), clock: turningClock() });
  await store.commit({ put: copies.map((one) => copyPut(one)) });
  return store;
}

describe('a copy', () => {
  it('is found where it stands, and not in another workspace that names channel and message alike', async () => {
    const store = await storeWith(copy);

    expect((await copyAt(store, place))?.copy).toEqual(copy);
    expect(await copyAt(store, { ...place, workspace: 'T2' })).toBeUndefined();
    expect(await copyAt(store, { ...place, platform: 'teams' })).toBeUndefined();
  });

  it('is told apart from one that stands in another workspace under the same names', async () => {
    const other = { ...copy, id: 't2-slack-C1', transfer: transferId('t2'), workspace: 'T2' };
    const store = await storeWith(copy, other);

    expect((await copyAt(store, { ...place, workspace: 'T2' }))?.copy).toEqual(other);
    expect((await copyAt(store, place))?.copy).toEqual(copy);
  });

  it('is found that an earlier version stored without its workspace', async () => {
    const { workspace: _unknown, ...old } = copy;
    const store = await storeWith(old);

    expect((await copyAt(store, place))?.copy).toEqual(old);
  });
});
