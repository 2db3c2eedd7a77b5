import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { monthFile, monthsIn } from '../../adapters/store/ledger/months.ts';
import { nodeDisk } from '../../adapters/store/disk/node-disk.ts';
import { countersign } from './bot-process.ts';

/** A store that the whole bot runs on, as its environment names it. */
export interface StoreUnderTest {
  readonly name: string;
  /** Why it cannot be tried here. */
  readonly missing?: string;
  open(folder: string): Promise<KeptStore>;
}

export interface KeptStore {
  readonly env: NodeJS.ProcessEnv;
  /** `whole` when `countersign audit verify` says so, else what it says. */
  verify(): Promise<string>;
  /** Every entry of the ledger as it is stored: number, hash before, hash and text. */
  entries(): Promise<readonly string[]>;
  close(): Promise<void>;
}

const server = process.env['COUNTERSIGN_TEST_POSTGRES_URL'];

const lowdb: StoreUnderTest = {
  name: 'lowdb',
  open: (folder) =>
    Promise.resolve({
      env: { DATA_DIR: folder },
      verify: () => verified({ DATA_DIR: folder }),
      async entries() {
        const months = await monthsIn(nodeDisk(), folder);
        const texts = await Promise.all(months.map((month) => readFile(monthFile(folder, month), 'utf8')));
        const lines = texts.flatMap((text) => text.split('\n').filter((line) => line !== ''));
        return lines.flatMap((line) => {
          const { batch } = JSON.parse(line) as { batch: { entries?: readonly StoredEntry[] } };
          return (batch.entries ?? []).map(entryLine);
        });
      },
      close: () => Promise.resolve(),
    }),
};

export const postgres: StoreUnderTest = {
  name: 'PostgreSQL',
  ...(server === undefined ? { missing: 'COUNTERSIGN_TEST_POSTGRES_URL names no server (.ci/postgres start)' } : {}),
  async open(folder) {
    const name = `flow_${randomUUID().replaceAll('-', '')}`;
    await onServer(server, `create database ${name}`);
    const url = new URL(server ?? '');
    url.pathname = `/${name}`;
    const env = { DATABASE_URL: url.href, DATA_DIR: join(folder, 'unused') };
    return {
      env,
      verify: () => verified(env),
      entries: async () => {
        const text = 'select n, prev_hash as "prevHash", hash, text from ledger_entries order by company, n';
        return (await onServer(url.href, text)).map((row) => entryLine(row as unknown as StoredEntry));
      },
      close: async () => void (await onServer(server, `drop database ${name} with (force)`)),
    };
  },
};

export const stores: readonly StoreUnderTest[] = [lowdb, postgres];

interface StoredEntry {
  readonly n: number;
  readonly prevHash: string;
  readonly hash: string;
  readonly text: string;
}

function entryLine({ n, prevHash, hash, text }: StoredEntry): string {
  return [n, prevHash, hash, text].join('\n');
}

async function onServer(url: string | undefined, statement: string): Promise<readonly object[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

async function verified(env: NodeJS.ProcessEnv): Promise<string> {
  const { code, errors } = await countersign(['audit', 'verify'], env);
  return code === 0 ? 'whole' : `ended with ${code}: ${errors}`;
}
