import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Store } from '../../../src/ports/store.ts';
import { chainFault } from '../../../src/shared/chain.ts';
import { allPages, entry, put } from '../../conformance/store-port/opened.ts';
import { openStore, storesClosedAfterEach } from './open-store.ts';
import { type OwnServer, ownServer } from './own-server.ts';
import { describeWithPostgres, freshDatabase } from './server.ts';

const { company } = entry();

describeWithPostgres('A PostgreSQL server stops and crashes under load', () => {
  const open = storesClosedAfterEach();
  let server: OwnServer;
  beforeAll(async () => {
    server = await ownServer();
  }, 60_000);
  afterAll(async () => {
    await server.remove();
  }, 60_000);

  it.each(['fast', 'immediate'] as const)(
    'loses no acknowledged commit and answers unavailable while it is away (%s)',
    async (how) => {
      const url = await freshDatabase(server.url);
      const stores = [await open(url), await open(url)];
      const load = startLoad(stores);
      try {
        await load.reached(60);
        await server.halt(how);
        await load.someoneRefused();
        await server.start();
        await load.reached(120);
      } finally {
        await load.stop();
      }

      // what is read now was on disk: the reader has never seen the server before
      const after = await openStore(url);
      const entries = await allPages((cursor) =>
        after.history(cursor === undefined ? { company } : { company, cursor }),
      );
      const recorded = entries.map(({ entry: { record } }) => record);
      await after.close();
      expect(chainFault(entries)).toBeUndefined();
      expect(new Set(recorded).size).toBe(recorded.length);
      expect([...recorded].sort()).toEqual([...load.acknowledged].sort());
      expect(load.refused.filter((record) => recorded.includes(record))).toEqual([]);
    },
  );
});

interface Load {
  /** Resolves when so many commits were acknowledged. */
  reached(commits: number): Promise<void>;
  /** Resolves when a writer was told that its commit was not recorded. */
  someoneRefused(): Promise<void>;
  stop(): Promise<void>;
  readonly acknowledged: readonly string[];
  readonly refused: readonly string[];
}

/** Several writers on each store that commit without end, each record under a name of its own. */
function startLoad(stores: readonly Store[]): Load {
  const acknowledged: string[] = [];
  const refused: string[] = [];
  let stopping = false;
  let waiting: { readonly until: () => boolean; readonly wake: () => void }[] = [];

  const told = (): void => {
    for (const { wake } of waiting.filter(({ until }) => until())) wake();
    waiting = waiting.filter(({ until }) => !until());
  };
  const waitUntil = (until: () => boolean): Promise<void> =>
    new Promise((wake) => {
      waiting.push({ until, wake });
      told();
    });
  const writer = async (store: Store, name: string): Promise<void> => {
    for (let n = 0; !stopping; n += 1) {
      const record = `${name}/${n}`;
      const answer = await store.commit({ ...put(record, {}), entries: [entry({ record })] });
      if (answer.ok) acknowledged.push(record);
      else {
        expect(answer.failure.kind).toBe('unavailable');
        refused.push(record);
      }
      told();
    }
  };
  const names = stores.flatMap((store, s) => [1, 2, 3].map((w) => ({ store, name: `${s}-${w}` })));
  const writers = Promise.all(names.map(({ store, name }) => writer(store, name)));

  return {
    reached: (commits) => waitUntil(() => acknowledged.length >= commits),
    someoneRefused: () => waitUntil(() => refused.length > 0),
    async stop() {
      stopping = true;
      await writers;
    },
    acknowledged,
    refused,
  };
}
