import { z } from 'zod';
import type { Procore, ProcoreFailure, Stamp, StampFailure } from '../../src/ports/procore.ts';
import { fail, ok, type Result } from '../../src/shared/result.ts';
import type { ProcoreRequisition } from '../../src/ports/requisition.ts';
import { recordId, type ProjectId, type RecordId } from '../../src/shared/ids.ts';
import type { MakeCall } from './calls.ts';
import { exactInteger } from './exact-json.ts';
import { idList, type RecordReader } from './readers.ts';
import { readAll, readOne } from './reading.ts';
import {
  HistoryWire,
  ListedRequisitionsWire,
  RequisitionWire,
  requisitionFrom,
  WholeRequisitionsWire,
} from './requisition-schema.ts';
import { ChangedListWire } from './schema.ts';

const requisitions = '/rest/v1.1/requisitions';

type Reads = Pick<Procore, 'requisitionsChangedSince' | 'requisitionsOf' | 'requisition' | 'requisitionEdits'>;

export interface RequisitionCalls extends Reads {
  readonly reader: RecordReader<ProcoreRequisition>;
  /** Sets `origin_id`: read, write, read back. The same value written twice is no harm. */
  stamp(stamp: Stamp): Promise<Result<undefined, StampFailure>>;
  setStatus(project: ProjectId, id: RecordId, status: string): Promise<Result<undefined, ProcoreFailure>>;
}

/** Subcontractor invoices. `changedRange` is the list filter for a moment. */
export function requisitionCalls(
  makeCall: MakeCall,
  paged: readonly [string, string],
  changedRange: (since: number) => string,
): RequisitionCalls {
  const requisition: Procore['requisition'] = async (project, id) => {
    const path = `${requisitions}/${encodeURIComponent(id)}`;
    const query = [['project_id', project] as const, ['view', 'extended'] as const];
    const read = await readOne(makeCall, { method: 'GET', path, query }, RequisitionWire);
    return read.ok ? ok(requisitionFrom(read.value, project)) : read;
  };

  async function patch(
    project: ProjectId,
    id: RecordId,
    commitment: RecordId,
    fields: { readonly [field: string]: string },
  ) {
    const path = `${requisitions}/${encodeURIComponent(id)}`;
    const body = {
      project_id: exactInteger(project),
      commitment_id: exactInteger(commitment),
      requisition: fields,
    };
    const answer = await makeCall({ method: 'PATCH', path, body });
    return answer.ok ? ok() : answer;
  }

  async function standing({ project, record, originId, ended = [] }: Stamp) {
    const read = await requisition(project, record);
    if (!read.ok) return read;
    const { originId: found, commitment } = read.value;
    if (found !== undefined && found !== originId && !ended.includes(found))
      return fail({ kind: 'foreign', originId: found } as const);
    return ok({ stamped: found === originId, commitment });
  }

  return {
    requisition,
    reader: {
      one: requisition,
      async several(project, ids) {
        const query = [
          ['project_id', project],
          ['view', 'extended'],
          ['filters[id]', idList(ids)],
          ['per_page', String(ids.length)],
        ] as const;
        const read = await readAll(makeCall, { method: 'GET', path: requisitions, query }, WholeRequisitionsWire);
        if (!read.ok) return read;
        const whole = read.value.filter((wire) => wire !== undefined);
        return ok(
          whole.map((wire) => ({
            id: recordId(wire.id),
            answer: ok(requisitionFrom(wire, project)),
            vendor: undefined,
          })),
        );
      },
    },

    requisitionsChangedSince(project, since) {
      const changed = since === undefined ? [] : [['filters[updated_at]', changedRange(since)] as const];
      const query = [['project_id', project] as const, ...changed, paged];
      return readAll(makeCall, { method: 'GET', path: requisitions, query }, ChangedListWire);
    },

    requisitionsOf(project, commitment) {
      const query = [['project_id', project] as const, ['filters[commitment_id]', commitment] as const, paged];
      return readAll(makeCall, { method: 'GET', path: requisitions, query }, ListedRequisitionsWire);
    },

    async requisitionEdits(project, id) {
      const path = `/rest/v1.0/requisitions/${encodeURIComponent(id)}/change_histories`;
      const call = { method: 'GET', path, query: [['project_id', project] as const] } as const;
      const read = await readOne(makeCall, call, z.array(HistoryWire));
      return read.ok ? ok(read.value.flat().sort((a, b) => a.at - b.at)) : read;
    },

    async stamp(stamp) {
      const before = await standing(stamp);
      if (!before.ok || before.value.stamped) return before.ok ? ok() : before;
      const { project, record, originId } = stamp;
      const written = await patch(project, record, before.value.commitment, { origin_id: originId });
      if (!written.ok) return written;
      const after = await standing(stamp);
      if (!after.ok) return after;
      return after.value.stamped ? ok() : fail({ kind: 'refused', messages: ['Procore did not keep the value.'] });
    },

    async setStatus(project, id, status) {
      const read = await requisition(project, id);
      return read.ok ? patch(project, id, read.value.commitment, { status }) : read;
    },
  };
}
