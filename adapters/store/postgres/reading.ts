import type { ClientBase } from 'pg';
import { fail, ok, unreachable, type Result } from '../../../src/shared/result.ts';
import { DiskError } from '../disk/disk.ts';
import { createClient } from './connections.ts';
import { appliedMigrations, faultOfApplied, readMigrations } from './migrate.ts';
import { reasonOf, troubleOf } from './trouble.ts';

/** Why a database cannot be read as it is. */
export type ReadingFailure =
  | { readonly kind: 'unreachable'; readonly reason: string }
  | { readonly kind: 'no_tables' }
  | { readonly kind: 'newer_format' }
  | { readonly kind: 'older_format' };

/** Lets something be read at one moment, while others go on committing. Makes no table and changes nothing. */
export async function readingDatabase<T>(
  url: string,
  read: (client: ClientBase) => Promise<T>,
): Promise<Result<T, ReadingFailure>> {
  const client = createClient({ url });
  try {
    await client.connect();
    await client.query('begin isolation level repeatable read, read only');
    // who reads may write it slowly
    await client.query("set local idle_in_transaction_session_timeout = '15min'");
    const unreadable = await unreadableFormat(client);
    if (unreadable !== undefined) return fail(unreadable);
    const answer = await read(client);
    await client.query('commit');
    return ok(answer);
  } catch (error) {
    // what is read may be on its way to a disk, which has troubles of its own
    if (error instanceof DiskError || troubleOf(error) === 'bug') throw error;
    return fail({ kind: 'unreachable', reason: reasonOf(error) });
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function unreadableFormat(client: ClientBase): Promise<ReadingFailure | undefined> {
  const applied = await appliedMigrations(client);
  if (applied === undefined || applied.length === 0) return { kind: 'no_tables' };
  const known = await readMigrations();
  if (faultOfApplied(applied, known) !== undefined) return { kind: 'newer_format' };
  return applied.length < known.length ? { kind: 'older_format' } : undefined;
}

/** What an operator reads, with the next step. */
export function readingFailureText(failure: ReadingFailure): string {
  switch (failure.kind) {
    case 'unreachable':
      return `The database of DATABASE_URL cannot be read (${failure.reason}). Check the address, the password and that the server runs.`;
    case 'no_tables':
      return 'The database of DATABASE_URL holds nothing of the bot. Check that it is the right one, and its search_path.';
    case 'newer_format':
      return 'The tables were made by another version than this one. Use that version to read them.';
    case 'older_format':
      return 'The tables are of an older version. Use that version to read them, or start the bot of this one, which brings them up to date.';
    default:
      return unreachable(failure);
  }
}
