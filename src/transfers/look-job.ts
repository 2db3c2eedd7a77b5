import type { Enqueue } from '../ports/store.ts';
import type { Instant } from '../shared/dates.ts';
import type { CompanyId } from '../shared/ids.ts';
import type { Kind } from '../shared/kinds.ts';
import type { RecordRef } from './flow.ts';
import { memoryKey } from './keys.ts';

/** Has the worker look at one record; asking twice is looking once. */
export function lookJob(company: CompanyId, kind: Kind, ref: RecordRef, runAt: Instant): Enqueue {
  const payload = { company, kind, project: ref.project, record: ref.record, askedAt: runAt };
  return { queue: 'look', key: memoryKey(company, kind, ref.record), runAt, payload };
}
