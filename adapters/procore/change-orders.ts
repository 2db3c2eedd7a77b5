import { z } from 'zod';
import type { ProcoreChangeLine, ProcoreChangeOrder } from '../../src/ports/change-order.ts';
import type { Changed, ProcoreFailure, Stamp, StampFailure } from '../../src/ports/procore.ts';
import type { CalendarDate, Instant } from '../../src/shared/dates.ts';
import { procoreUserId, recordId, type ProjectId, type RecordId } from '../../src/shared/ids.ts';
import { fail, ok, type Result } from '../../src/shared/result.ts';
import type { MakeCall } from './calls.ts';
import { ChangeLinesWire, ChangeOrderWire, PackageWire } from './change-order-schema.ts';
import { exactInteger } from './exact-json.ts';
import type { RecordReader } from './readers.ts';
import { readAll, readOne } from './reading.ts';
import { ChangedListWire } from './schema.ts';

type Read<T> = Promise<Result<T, ProcoreFailure>>;
type CommitmentReaders = {
  readonly [K in 'subcontract' | 'purchase_order']: (project: ProjectId, id: RecordId) => Read<unknown>;
};

export interface ChangeOrderCalls {
  readonly reader: RecordReader<ProcoreChangeOrder>;
  changedSince(project: ProjectId, since: Instant | undefined): Read<readonly Changed[]>;
  /** The mark goes on the package, the one part of a change order that has a place for it. */
  stamp(stamp: Stamp): Promise<Result<undefined, StampFailure>>;
  setStatus(project: ProjectId, id: RecordId, status: string): Read<undefined>;
}

interface ChangeOrderDeps {
  readonly makeCall: MakeCall;
  readonly companyId: string;
  readonly range: (since: number) => string;
  /** A change order names its commitment, and not which of the two kinds that is. */
  readonly commitments: CommitmentReaders;
}

/** Most that v2.0 answers on a page. */
const perPage = 100;

/** Change orders of commitments: v1.0 for the head, v2.0 for the lines, the package for the mark. */
export function changeOrderCalls({ makeCall, companyId, range, commitments }: ChangeOrderDeps): ChangeOrderCalls {
  const pathOf = (project: ProjectId): string =>
    `/rest/v1.0/projects/${encodeURIComponent(project)}/commitment_change_orders`;

  async function one(project: ProjectId, id: RecordId): Read<ProcoreChangeOrder> {
    const path = `${pathOf(project)}/${encodeURIComponent(id)}`;
    const head = await readOne(makeCall, { method: 'GET', path }, ChangeOrderWire);
    if (!head.ok) return head;
    const wire = head.value;
    const kind = await kindOf(project, recordId(wire.contract_id));
    if (!kind.ok) return kind;
    const lines = await linesOf(project, id);
    if (!lines.ok) return lines;
    const packageId = wire.legacy_package_id == null ? undefined : recordId(wire.legacy_package_id);
    const kept = packageId === undefined ? ok(undefined) : await packageOf(project, packageId);
    if (!kept.ok && kept.failure.kind !== 'not_found') return kept;
    const approvedAt = wire.reviewed_at ?? wire.created_at;
    return ok({
      id: recordId(wire.id),
      project,
      number: wire.number ?? '',
      title: wire.title ?? '',
      status: wire.status,
      // an answer that does not say so is not taken as leave to show amounts
      private: wire.private ?? true,
      commitment: { kind: kind.value, record: recordId(wire.contract_id) },
      packageId: kept.ok ? packageId : undefined,
      total: wire.grand_total,
      reason: wire.change_order_change_reason,
      originId: kept.ok ? kept.value?.origin_id : undefined,
      date: new Date(approvedAt).toISOString().slice(0, 10) as CalendarDate,
      createdBy: wire.created_by == null ? undefined : procoreUserId(wire.created_by.id),
      createdAt: wire.created_at,
      updatedAt: wire.updated_at,
      lines: lines.value,
    });
  }

  async function kindOf(project: ProjectId, contract: RecordId): Read<'subcontract' | 'purchase_order'> {
    const subcontract = await commitments.subcontract(project, contract);
    if (subcontract.ok) return ok('subcontract');
    if (subcontract.failure.kind !== 'not_found') return subcontract;
    const order = await commitments.purchase_order(project, contract);
    return order.ok ? ok('purchase_order') : order;
  }

  async function linesOf(project: ProjectId, id: RecordId): Read<readonly ProcoreChangeLine[]> {
    const [company, of, order] = [companyId, project, id].map(encodeURIComponent);
    const path = `/rest/v2.0/companies/${company}/projects/${of}/commitment_change_orders/${order}/line_items`;
    const lines: ProcoreChangeLine[] = [];
    for (let page = 1; ; page += 1) {
      const query = [['page', String(page)] as const, ['per_page', String(perPage)] as const];
      const read = await readOne(makeCall, { method: 'GET', path, query }, ChangeLinesWire);
      if (!read.ok) return read;
      lines.push(...read.value.data);
      if (read.value.data.length < perPage) return ok(lines);
    }
  }

  function packageOf(project: ProjectId, id: RecordId): Read<z.output<typeof PackageWire>> {
    const path = `/rest/v1.0/change_order_packages/${encodeURIComponent(id)}`;
    return readOne(makeCall, { method: 'GET', path, query: [['project_id', project]] }, PackageWire);
  }

  return {
    reader: { one },

    changedSince(project, since) {
      const query = since === undefined ? [] : [['filters[updated_at]', range(since)] as const];
      return readAll(makeCall, { method: 'GET', path: pathOf(project), query }, ChangedListWire);
    },

    async stamp({ project, record, originId, ended = [] }) {
      const order = await one(project, record);
      if (!order.ok) return order;
      const { packageId, commitment, originId: found } = order.value;
      if (packageId === undefined) return fail({ kind: 'no_place' });
      if (found === originId) return ok();
      if (found !== undefined && !ended.includes(found)) return fail({ kind: 'foreign', originId: found });
      const written = await makeCall({
        method: 'PATCH',
        path: `/rest/v1.0/change_order_packages/${encodeURIComponent(packageId)}`,
        body: {
          project_id: exactInteger(project),
          contract_id: exactInteger(commitment.record),
          change_order: { origin_id: originId },
        },
      });
      if (!written.ok) return written;
      const after = await packageOf(project, packageId);
      if (!after.ok) return after;
      return after.value.origin_id === originId
        ? ok()
        : fail({ kind: 'refused', messages: ['Procore did not keep the value.'] });
    },

    async setStatus(project, id, status) {
      const path = `${pathOf(project)}/${encodeURIComponent(id)}`;
      const answer = await makeCall({ method: 'PATCH', path, body: { change_order: { status } } });
      return answer.ok ? ok() : answer;
    },
  };
}
