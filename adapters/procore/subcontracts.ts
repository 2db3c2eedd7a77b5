import { z } from 'zod';
import type { Changed, ProcoreFailure, ProcoreSubcontract } from '../../src/ports/procore.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Instant } from '../../src/shared/dates.ts';
import { recordId, type ProjectId } from '../../src/shared/ids.ts';
import { fail, ok, type Result } from '../../src/shared/result.ts';
import type { MakeCall } from './calls.ts';
import { changedRange } from './changed-range.ts';
import { idList, type RecordReader } from './readers.ts';
import { readAll, readOne } from './reading.ts';
import { ChangedWire, SubcontractWire, subcontractFrom } from './schema.ts';
import { Id } from './values.ts';

const path = '/rest/v1.0/work_order_contracts';

/** A contract in a list is taken for whole only when it says all that the show call says. */
const WholeWire = SubcontractWire.extend({ created_by_id: Id.nullable() });
/** What a list leaves out of a contract is no fault of the list: that one is read by itself. */
const MaybeWhole = z.unknown().transform((item) => WholeWire.safeParse(item).data);

export function subcontractReader(makeCall: MakeCall): RecordReader<ProcoreSubcontract> {
  return {
    async one(project, id) {
      const show = { method: 'GET', path: `${path}/${encodeURIComponent(id)}` } as const;
      const read = await readOne(makeCall, { ...show, query: [['project_id', project]] }, SubcontractWire);
      return read.ok ? standing(read.value, project) : read;
    },
    async several(project, ids) {
      const query = [
        ['project_id', project],
        ['view', 'extended'],
        ['filters[id]', idList(ids)],
        ['filters[include_deleted]', 'with'],
        ['per_page', String(ids.length)],
      ] as const;
      const read = await readAll(makeCall, { method: 'GET', path, query }, z.array(MaybeWhole));
      if (!read.ok) return read;
      const whole = read.value.filter((wire) => wire !== undefined);
      return ok(
        whole.map((wire) => {
          const vendor = wire.vendor == null ? undefined : recordId(wire.vendor.id);
          return { id: recordId(wire.id), answer: standing(wire, project), vendor };
        }),
      );
    },
  };
}

export function subcontractsChangedSince(
  makeCall: MakeCall,
  paged: readonly [string, string],
  clock: Clock,
): (project: ProjectId, since: Instant | undefined) => Promise<Result<readonly Changed[], ProcoreFailure>> {
  return (project, since) => {
    const changed = since === undefined ? [] : [['filters[updated_at]', changedRange(since, clock.now())] as const];
    const query = [['project_id', project], ...changed, ['filters[include_deleted]', 'with'], paged] as const;
    return readAll(makeCall, { method: 'GET', path, query }, z.array(ChangedWire));
  };
}

function standing(
  wire: z.output<typeof SubcontractWire>,
  project: ProjectId,
): Result<ProcoreSubcontract, ProcoreFailure> {
  return wire.deleted_at == null ? ok(subcontractFrom(wire, project)) : fail({ kind: 'not_found' });
}
