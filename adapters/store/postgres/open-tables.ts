import type { Client } from 'pg';
import { fail, ok, type Result } from '../../../src/shared/result.ts';
import { type ConnectionOptions, createClient } from './connections.ts';
import { migrate, readMigrations } from './migrate.ts';
import type { OpenFailure } from './open-failure.ts';
import { unsuitableSetting } from './suitable.ts';
import { reasonOf } from './trouble.ts';

export interface Tables {
  /** The channel of LISTEN: channels belong to a database, tables to one of its schemas. */
  readonly channel: string;
}

/** Connects once, looks whether the server can be trusted with the books, and makes the tables what they must be. */
export async function openTables(options: ConnectionOptions, now: number): Promise<Result<Tables, OpenFailure>> {
  let client: Client | undefined;
  try {
    client = createClient(options);
    await client.connect();
  } catch (error) {
    await client?.end().catch(() => undefined);
    return fail({ kind: 'unreachable', reason: reasonOf(error) });
  }
  try {
    const unsuitable = await unsuitableSetting(client);
    if (unsuitable !== undefined) return fail(unsuitable);
    const migrated = await migrate(client, await readMigrations(), now);
    return migrated.ok ? ok({ channel: await channelOf(client) }) : migrated;
  } catch (error) {
    return fail({ kind: 'not_migrated', reason: reasonOf(error) });
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function channelOf(client: Client): Promise<string> {
  const { rows } = await client.query<{ schema: string }>(
    'select oid::text as schema from pg_namespace where nspname = current_schema()',
  );
  return `countersign_${rows[0]?.schema ?? ''}`;
}
