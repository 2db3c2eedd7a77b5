import type { Commit, DumpLine, Enqueue, Entry, Row, Store } from '../../../src/ports/store.ts';
import { companyId, transferId } from '../../../src/shared/ids.ts';
import type { Instant } from '../../../src/shared/dates.ts';

/**
 * Marks every open transfer of a restored store with `restoredAt`, and has it worked on and its cards painted: what
 * was decided and written since the backup is not known here, so the truth must be looked for before anything is
 * written. Answers how many there are.
 */
export async function markRestored(store: Store, now: Instant): Promise<number> {
  const jobs = new Map<string, Enqueue>();
  const open: Extract<DumpLine, { readonly type: 'row' }>[] = [];
  for await (const line of store.exportAll()) {
    if (line.type === 'job') jobs.set(`${line.job.queue} ${line.job.key}`, line.job);
    if (line.type === 'row' && line.indexes['transfers.open'] !== undefined) open.push(line);
  }
  for (const { row, indexes } of open) {
    const known = jobs.get(`transfer ${row.id}`);
    const marked = await store.commit(markOf(row, indexes, known, now));
    if (!marked.ok) throw new Error(`an open transfer could not be marked: ${marked.failure.kind}`);
  }
  return open.length;
}

function markOf(
  row: Row,
  indexes: NonNullable<Commit['put']>[number]['indexes'],
  known: Enqueue | undefined,
  now: Instant,
): Commit {
  const { value } = row;
  // the engine expects a transfer at the revision that it carries
  const revision = Number(value['revision'] ?? row.rev) + 1;
  const company = String(value['company']);
  const work: Enqueue = {
    queue: 'transfer',
    key: row.id,
    lane: `sage/${String(value['sageCompany'])}`,
    ...known,
    runAt: now,
  };
  return {
    expect: [{ collection: 'transfers', id: row.id, rev: row.rev }],
    put: [
      { collection: 'transfers', id: row.id, value: { ...value, revision, restoredAt: now }, indexes: indexes ?? {} },
    ],
    entries: [restoredEntry(row, company, now)],
    enqueue: [work, { queue: 'paint', key: row.id, runAt: now, payload: { transfer: row.id } }],
  };
}

function restoredEntry({ id, value }: Row, company: string, now: Instant): Entry {
  return {
    at: now,
    company: companyId(company),
    transfer: transferId(id),
    kind: String(value['kind']),
    record: String(value['record']),
    round: Number(value['round']),
    from: String(value['state']),
    to: String(value['state']),
    detail: { restored: true },
  };
}
