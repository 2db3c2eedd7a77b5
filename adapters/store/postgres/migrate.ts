import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type { ClientBase } from 'pg';
import { fail, ok, type Result } from '../../../src/shared/result.ts';

/** One step of the tables' format. The number at the start of its name is the version that it leads to. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
}

export type MigrationFailure =
  /** A newer version of the bot has been here; this one does not know what it changed. */
  | { readonly kind: 'newer_format'; readonly name: string }
  /** The tables were made by another text than the one that this version has under the name. */
  | { readonly kind: 'changed_migration'; readonly name: string };

const folder = new URL('./migrations/', import.meta.url);

export async function readMigrations(): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-.*\.sql$/.test(name)).sort();
  return Promise.all(names.map(async (name) => ({ name, sql: await readFile(new URL(name, folder), 'utf8') })));
}

/** Brings the tables to the newest format, in one transaction; processes that start together do it one by one. */
export async function migrate(
  client: ClientBase,
  migrations: readonly Migration[],
  now: number,
): Promise<Result<undefined, MigrationFailure>> {
  await client.query("begin; select pg_advisory_xact_lock(hashtextextended('countersign migrations', 7304))");
  const outcome = await applyMissing(client, migrations, now);
  await client.query(outcome.ok ? 'commit' : 'rollback');
  return outcome;
}

async function applyMissing(
  client: ClientBase,
  migrations: readonly Migration[],
  now: number,
): Promise<Result<undefined, MigrationFailure>> {
  const applied = (await appliedMigrations(client)) ?? (await beginMigrations(client));
  const fault = faultOfApplied(applied, migrations);
  if (fault !== undefined) return fail(fault);
  for (const migration of migrations.slice(applied.length)) {
    await client.query(migration.sql);
    await client.query('insert into migrations (name, checksum, at) values ($1, $2, $3)', [
      migration.name,
      checksumOf(migration),
      now,
    ]);
  }
  return ok();
}

interface Applied {
  readonly name: string;
  readonly checksum: string;
}

/** Why these tables are not of a format that is known here. */
export function faultOfApplied(
  applied: readonly Applied[],
  migrations: readonly Migration[],
): MigrationFailure | undefined {
  for (const [place, { name, checksum }] of applied.entries()) {
    const known = migrations[place];
    if (known?.name !== name) return { kind: 'newer_format', name };
    if (checksumOf(known) !== checksum) return { kind: 'changed_migration', name };
  }
  return undefined;
}

/** In their order; `undefined` where the bot never was. */
export async function appliedMigrations(client: ClientBase): Promise<readonly Applied[] | undefined> {
  const { rows: there } = await client.query<{ found: boolean }>(
    "select to_regclass('migrations') is not null as found",
  );
  // asked first: whoever may not create tables can still use those that are there
  if (there[0]?.found !== true) return undefined;
  const { rows } = await client.query<Applied>('select name, checksum from migrations order by name');
  return rows;
}

async function beginMigrations(client: ClientBase): Promise<readonly Applied[]> {
  await client.query(
    'create table migrations (name text primary key, checksum text not null, at double precision not null)',
  );
  return [];
}

/** The same on every system, whatever it does to the ends of lines. */
function checksumOf({ sql }: Migration): string {
  return createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex');
}
