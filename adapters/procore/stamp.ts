import type { Procore, ProcoreFailure, Stamp, StampFailure } from '../../src/ports/procore.ts';
import { fail, ok, type Result } from '../../src/shared/result.ts';
import type { MakeCall } from './calls.ts';
import { exactInteger } from './exact-json.ts';
import { messagesIn } from './failures.ts';
import { readOne } from './reading.ts';
import { SyncAnswer } from './schema.ts';

/**
 * Writes the Sage key into `origin_id`: read, write, read back. `sync` with the id and the same value is the one write
 * of Procore's that may be repeated without harm, and it answers 200 even when it refused.
 */
export async function stampSubcontract(
  makeCall: MakeCall,
  read: Procore['subcontract'],
  stamp: Stamp,
): Promise<Result<undefined, StampFailure>> {
  const before = await standing(read, stamp);
  if (!before.ok || before.value === 'ours') return before.ok ? ok() : before;

  const written = await write(makeCall, stamp);
  if (!written.ok) return written;

  const after = await standing(read, stamp);
  if (!after.ok) return after;
  return after.value === 'ours' ? ok() : fail({ kind: 'refused', messages: ['Procore did not keep the value.'] });
}

async function standing(read: Procore['subcontract'], stamp: Stamp): Promise<Result<'ours' | 'empty', StampFailure>> {
  const record = await read(stamp.project, stamp.record);
  if (!record.ok) return record;
  const { originId } = record.value;
  if (originId === undefined) return ok('empty');
  return originId === stamp.originId ? ok('ours') : fail({ kind: 'foreign', originId });
}

async function write(makeCall: MakeCall, stamp: Stamp): Promise<Result<undefined, ProcoreFailure>> {
  const answer = await readOne(
    makeCall,
    {
      method: 'PATCH',
      path: '/rest/v1.0/work_order_contracts/sync',
      body: {
        project_id: exactInteger(stamp.project),
        updates: [{ id: exactInteger(stamp.record), origin_id: stamp.originId }],
      },
    },
    SyncAnswer,
  );
  if (!answer.ok) return answer;
  const reasons = answer.value.errors.map(({ errors }) => errors);
  return reasons.length === 0 ? ok() : fail({ kind: 'refused', messages: messagesIn(reasons) });
}
