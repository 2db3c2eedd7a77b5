import type { ProcoreCommitment, ProcoreFailure, Stamp, StampFailure } from '../../src/ports/procore.ts';
import type { ProjectId, RecordId } from '../../src/shared/ids.ts';
import { fail, ok, type Result } from '../../src/shared/result.ts';
import type { MakeCall } from './calls.ts';
import { commitmentWords, type CommitmentKind } from './commitments.ts';
import { exactInteger } from './exact-json.ts';
import { messagesIn } from './failures.ts';
import { readOne } from './reading.ts';
import { SyncAnswer } from './schema.ts';

type ReadMark = (
  project: ProjectId,
  id: RecordId,
) => Promise<Result<Pick<ProcoreCommitment, 'originId'>, ProcoreFailure>>;

/**
 * Writes the Sage key into `origin_id`: read, write, read back. The same value written twice is no harm; a `sync` answers
 * 200 even when it refused.
 */
export async function stampCommitment(
  kind: CommitmentKind,
  makeCall: MakeCall,
  read: ReadMark,
  stamp: Stamp,
): Promise<Result<undefined, StampFailure>> {
  const before = await standing(read, stamp);
  if (!before.ok || before.value === 'ours') return before.ok ? ok() : before;

  const written = await write(kind, makeCall, stamp);
  if (!written.ok) return written;

  const after = await standing(read, stamp);
  if (!after.ok) return after;
  return after.value === 'ours' ? ok() : fail({ kind: 'refused', messages: ['Procore did not keep the value.'] });
}

async function standing(read: ReadMark, stamp: Stamp): Promise<Result<'ours' | 'empty', StampFailure>> {
  const record = await read(stamp.project, stamp.record);
  if (!record.ok) return record;
  const { originId } = record.value;
  if (originId === undefined || (originId !== stamp.originId && stamp.ended?.includes(originId))) return ok('empty');
  return originId === stamp.originId ? ok('ours') : fail({ kind: 'foreign', originId });
}

/** The reference lists an id for the sync of subcontracts only; the update call of an order may be repeated as well. */
function write(kind: CommitmentKind, makeCall: MakeCall, stamp: Stamp): Promise<Result<undefined, ProcoreFailure>> {
  return kind === 'subcontract' ? sync(makeCall, stamp) : update(kind, makeCall, stamp);
}

async function update(
  kind: CommitmentKind,
  makeCall: MakeCall,
  stamp: Stamp,
): Promise<Result<undefined, ProcoreFailure>> {
  const { path, wrapper } = commitmentWords[kind];
  const answer = await makeCall({
    method: 'PATCH',
    path: `${path}/${encodeURIComponent(stamp.record)}`,
    body: { project_id: exactInteger(stamp.project), [wrapper]: { origin_id: stamp.originId } },
  });
  return answer.ok ? ok() : answer;
}

async function sync(makeCall: MakeCall, stamp: Stamp): Promise<Result<undefined, ProcoreFailure>> {
  const answer = await readOne(
    makeCall,
    {
      method: 'PATCH',
      path: `${commitmentWords.subcontract.path}/sync`,
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
