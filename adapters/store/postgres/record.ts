import type { ClientBase } from 'pg';
import type { CommitFailure } from '../../../src/ports/store.ts';
import { finish, lockHeads, placed } from './chains.ts';
import type { Changes } from './changes.ts';
import { endLeases, enqueue, lockJobs } from './job-changes.ts';
import { takeKeys } from './key-changes.ts';
import { lockRowsSql, putRows, readRows } from './row-changes.ts';
import { givenText } from './storable-text.ts';

/**
 * Does everything of a commit in a transaction that it begins and that the caller ends; answers why it must be rolled
 * back. Locks are taken in one order by all commits: rows, unique keys, jobs, index keys, and the chains at the end.
 */
export async function record(
  client: ClientBase,
  changes: Changes,
  { id, now }: { readonly id: string; readonly now: number },
): Promise<CommitFailure | undefined> {
  await client.query(['begin isolation level read committed', ...lockRowsSql(changes.rows)].join('; '));
  // a new statement sees what the commits have left that were waited for
  const { asExpected, fresh } = await readRows(client, changes.rows);
  if (!asExpected) return { kind: 'conflict' };
  const taken = await takeKeys(client, changes.keys, now);
  const leases = await lockJobs(client, changes);
  if (leases === undefined) return { kind: 'conflict' };
  if (taken !== undefined) return { kind: 'duplicate', key: givenText(taken) };

  await endLeases(client, leases);
  await enqueue(client, changes.jobs);
  await putRows(client, changes.rows, fresh);
  const heads = await lockHeads(client, changes.entries);
  await finish(client, { id, now, ...placed(changes.entries, heads) });
  return undefined;
}
