import { randomUUID } from 'node:crypto';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Client } from 'pg';
import { chainFault } from '../../src/shared/chain.ts';
import { postgresStore } from '../../adapters/store/postgres/postgres-store.ts';
import { systemClock } from '../../adapters/system/system-clock.ts';
import { pinoLog } from '../../adapters/system/pino-log.ts';

/** A store that the whole bot runs on, as its environment names it. */
export interface StoreUnderTest {
  readonly name: string;
  /** Why it cannot be tried here. */
  readonly missing?: string;
  open(folder: string): Promise<KeptStore>;
}

export interface KeptStore {
  readonly env: NodeJS.ProcessEnv;
  /** `whole` when every company's chain verifies, while no bot runs. */
  verify(): Promise<string>;
  close(): Promise<void>;
}

const server = process.env['COUNTERSIGN_TEST_POSTGRES_URL'];

export const stores: readonly StoreUnderTest[] = [
  {
    name: 'lowdb',
    open: (folder) =>
      Promise.resolve({
        env: {},
        verify: async () => {
          const child = spawn(process.execPath, ['dist/adapters/main.js', 'audit', 'verify'], {
            env: { PATH: process.env['PATH'], DATA_DIR: folder },
            stdio: 'ignore',
          });
          const [code] = (await once(child, 'exit')) as [number | null];
          return code === 0 ? 'whole' : `ended with ${code}`;
        },
        close: () => Promise.resolve(),
      }),
  },
  {
    name: 'PostgreSQL',
    ...(server === undefined ? { missing: 'COUNTERSIGN_TEST_POSTGRES_URL names no server (.ci/postgres start)' } : {}),
    async open() {
      const name = `crash_${randomUUID().replaceAll('-', '')}`;
      await onServer(`create database ${name}`);
      const url = new URL(server ?? '');
      url.pathname = `/${name}`;
      return {
        env: { DATABASE_URL: url.href },
        verify: () => verifyDatabase(url.href),
        close: () => onServer(`drop database ${name} with (force)`),
      };
    },
  },
];

async function onServer(statement: string): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

async function verifyDatabase(url: string): Promise<string> {
  const store = await postgresStore({ url, clock: systemClock(new AbortController().signal), log: pinoLog('silent') });
  if (!store.ok) return store.failure.kind;
  const entries = [];
  for await (const line of store.value.exportAll()) if (line.type === 'entry') entries.push(line.entry);
  await store.value.close();
  return entries.length > 0 && chainFault(entries) === undefined ? 'whole' : 'broken';
}
