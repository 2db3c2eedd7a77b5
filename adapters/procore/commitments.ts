import type { z } from 'zod';
import type { Changed, ProcoreFailure, ProcorePurchaseOrder, ProcoreSubcontract } from '../../src/ports/procore.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Instant } from '../../src/shared/dates.ts';
import { recordId, type ProjectId } from '../../src/shared/ids.ts';
import { fail, ok, type Result } from '../../src/shared/result.ts';
import type { MakeCall } from './calls.ts';
import { changedRange } from './changed-range.ts';
import { idList, type RecordReader } from './readers.ts';
import { readAll, readOne } from './reading.ts';
import {
  ChangedListWire,
  PurchaseOrderWire,
  purchaseOrderFrom,
  SubcontractWire,
  subcontractFrom,
  WholePurchaseOrdersWire,
  WholeSubcontractsWire,
} from './schema.ts';

/** What Procore calls a kind of commitment in its paths and bodies. */
export const commitmentWords = {
  subcontract: { path: '/rest/v1.0/work_order_contracts', wrapper: 'work_order_contract' },
  purchase_order: { path: '/rest/v1.0/purchase_order_contracts', wrapper: 'purchase_order_contract' },
} as const;
export type CommitmentKind = keyof typeof commitmentWords;

/** The answer of a show call, and what is read from it. */
interface Shape<W extends Shown, T> {
  readonly kind: CommitmentKind;
  readonly wire: z.ZodType<W>;
  readonly wholes: z.ZodArray<z.ZodType<W | undefined>>;
  from(wire: W, project: ProjectId): T;
}

interface Shown {
  readonly id: string;
  readonly deleted_at?: unknown;
  readonly vendor?: { readonly id: string } | null | undefined;
}

export function subcontractReader(makeCall: MakeCall): RecordReader<ProcoreSubcontract> {
  return commitmentReader(makeCall, {
    kind: 'subcontract',
    wire: SubcontractWire,
    wholes: WholeSubcontractsWire,
    from: subcontractFrom,
  });
}

export function purchaseOrderReader(makeCall: MakeCall): RecordReader<ProcorePurchaseOrder> {
  return commitmentReader(makeCall, {
    kind: 'purchase_order',
    wire: PurchaseOrderWire,
    wholes: WholePurchaseOrdersWire,
    from: purchaseOrderFrom,
  });
}

function commitmentReader<W extends Shown, T>(makeCall: MakeCall, shape: Shape<W, T>): RecordReader<T> {
  const { path } = commitmentWords[shape.kind];

  function standing(wire: W, project: ProjectId): Result<T, ProcoreFailure> {
    return wire.deleted_at == null ? ok(shape.from(wire, project)) : fail({ kind: 'not_found' });
  }

  return {
    async one(project, id) {
      const show = { method: 'GET', path: `${path}/${encodeURIComponent(id)}` } as const;
      const read = await readOne(makeCall, { ...show, query: [['project_id', project]] }, shape.wire);
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
      const read = await readAll(makeCall, { method: 'GET', path, query }, shape.wholes);
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

export function commitmentsChangedSince(
  kind: CommitmentKind,
  makeCall: MakeCall,
  paged: readonly [string, string],
  clock: Clock,
): (project: ProjectId, since: Instant | undefined) => Promise<Result<readonly Changed[], ProcoreFailure>> {
  const { path } = commitmentWords[kind];
  return (project, since) => {
    const changed = since === undefined ? [] : [['filters[updated_at]', changedRange(since, clock.now())] as const];
    const query = [['project_id', project], ...changed, ['filters[include_deleted]', 'with'], paged] as const;
    return readAll(makeCall, { method: 'GET', path, query }, ChangedListWire);
  };
}
