import type { Client } from 'pg';
import { fail, ok, type Result } from '../../../src/shared/result.ts';
import { createClient, type ConnectionOptions } from './connections.ts';
import { readMigrations } from './migrate.ts';
import type { OpenFailure } from './open-failure.ts';
import { unsuitableSetting } from './suitable.ts';
import { reasonOf } from './trouble.ts';

/** Looks whether the database can be used, and changes nothing in it: how many steps its tables are behind. */
export async function lookAtTables(options: ConnectionOptions): Promise<Result<number, OpenFailure>> {
  let client: Client | undefined;
  try {
    client = createClient(options);
    await client.connect();
    const unsuitable = await unsuitableSetting(client);
    if (unsuitable !== undefined) return fail(unsuitable);
    const known = await readMigrations();
    const applied = await appliedNames(client);
    const newer = applied.find((name) => !known.some((migration) => migration.name === name));
    if (newer !== undefined) return fail({ kind: 'newer_format', name: newer });
    return ok(known.length - applied.length);
  } catch (error) {
    return fail({ kind: 'unreachable', reason: reasonOf(error) });
  } finally {
    await client?.end().catch(() => undefined);
  }
}

async function appliedNames(client: Client): Promise<readonly string[]> {
  const { rows: there } = await client.query<{ found: boolean }>(
    "select to_regclass('migrations') is not null as found",
  );
  if (there[0]?.found !== true) return [];
  return (await client.query<{ name: string }>('select name from migrations')).rows.map(({ name }) => name);
}
