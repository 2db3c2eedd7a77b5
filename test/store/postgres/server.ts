import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, describe, expect, it } from 'vitest';

const url = process.env['COUNTERSIGN_TEST_POSTGRES_URL'] ?? '';
const required = process.env['COUNTERSIGN_REQUIRE_POSTGRES'] === '1';

/** Tests that need a PostgreSQL server. Without one they are skipped and say so, or fail where one is required. */
export function describeWithPostgres(name: string, tests: () => void): void {
  if (url !== '') {
    describe(name, { timeout: 120_000 }, () => {
      afterAll(dropSchemas, 120_000);
      tests();
    });
    return;
  }
  if (required) {
    it(`${name}: a server is there`, () => expect(url, 'COUNTERSIGN_TEST_POSTGRES_URL').not.toBe(''));
    return;
  }
  process.stderr.write(
    `SKIPPED: ${name}. It needs a PostgreSQL server: set COUNTERSIGN_TEST_POSTGRES_URL, for example to what "bash .ci/postgres start" prints.\n`,
  );
  describe.skip(name, tests);
}

const schemas: string[] = [];

/** The URL of an empty schema, which is to a store what a database of its own would be. */
export async function freshDatabase(server = url): Promise<string> {
  const schema = `countersign_test_${randomUUID().replaceAll('-', '')}`;
  await runSql(server, `create schema ${schema}`);
  if (server === url) schemas.push(schema);
  const address = new URL(server);
  address.searchParams.set('options', `-c search_path=${schema}`);
  // tells its sessions from those of other tests on the server
  address.searchParams.set('application_name', schema);
  return address.href;
}

/** What a person at the database could do. Answers the rows of the last statement. */
export async function runSql(
  server: string,
  sql: string,
  values: readonly unknown[] = [],
): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: server });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}

async function dropSchemas(): Promise<void> {
  // a few at a time: each drop locks every table of its schema
  for (const schema of schemas.splice(0)) await runSql(url, `drop schema ${schema} cascade`);
}
