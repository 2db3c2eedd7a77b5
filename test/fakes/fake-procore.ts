import type { Clock } from '../../src/ports/clock.ts';
import type { ProcoreChangeOrder } from '../../src/ports/change-order.ts';
import type {
  Changed,
  Procore,
  ProcoreFailure,
  ProcorePurchaseOrder,
  ProcoreSubcontract,
  ProcoreVendor,
  Project,
} from '../../src/ports/procore.ts';
import type { ProcoreRequisition } from '../../src/ports/requisition.ts';
import { procoreUserId, type RecordId } from '../../src/shared/ids.ts';
import { fail, ok, type Failed, type Result } from '../../src/shared/result.ts';
import { procoreVendor, project } from '../builders.ts';

/** A Procore company in memory, and what its users do there. */
export interface FakeProcore {
  readonly procore: Procore;
  /** Every call is answered with this as long as it is set. */
  trouble: ProcoreFailure | undefined;
  project: Project;
  readonly vendors: Map<string, ProcoreVendor>;
  readonly purchaseOrders: Map<string, ProcorePurchaseOrder>;
  readonly changeOrders: Map<string, ProcoreChangeOrder>;
  readonly requisitions: Map<string, ProcoreRequisition>;
  put(subcontract: ProcoreSubcontract): void;
  record(id: RecordId): ProcoreSubcontract | undefined;
  /** Changes a record now, as a user's save does. */
  edit(id: RecordId, changes: Partial<ProcoreSubcontract>): void;
  remove(id: RecordId): void;
  /** Takes a record away without a trace. */
  lose(id: RecordId): void;
  /** What a stamp is answered with, once, instead of being made. */
  refuseStamp: ProcoreFailure | undefined;
  readonly reopened: RecordId[];
  /** How often each call was made. */
  readonly calls: Map<string, number>;
}

interface Marked {
  readonly originId: string | undefined;
  readonly packageId?: RecordId | undefined;
}

function changedIn(
  records: ReadonlyMap<string, Changed & { readonly project: string }>,
  of: string,
  since: number,
): readonly Changed[] {
  return [...records.values()]
    .filter((one) => one.project === of && one.updatedAt >= since)
    .map(({ id, updatedAt }) => ({ id, updatedAt }));
}

export function fakeProcore(clock: Clock): FakeProcore {
  const records = new Map<string, { readonly record: ProcoreSubcontract; readonly deleted: boolean }>();
  const calls = new Map<string, number>();

  function keep(record: ProcoreSubcontract, deleted = false): void {
    records.set(record.id, { record, deleted });
  }
  function standing(id: RecordId): ProcoreSubcontract | undefined {
    const kept = records.get(id);
    return kept?.deleted === false ? kept.record : undefined;
  }
  async function called(name: string): Promise<Failed<ProcoreFailure> | undefined> {
    calls.set(name, (calls.get(name) ?? 0) + 1);
    await Promise.resolve();
    return fake.trouble === undefined ? undefined : fail(fake.trouble);
  }
  const found = <T>(value: T | undefined): Result<T, ProcoreFailure> =>
    value === undefined ? fail({ kind: 'not_found' }) : ok(value);

  const fake: FakeProcore = {
    trouble: undefined,
    refuseStamp: undefined,
    project: project(),
    vendors: new Map([['3001', procoreVendor()]]),
    purchaseOrders: new Map(),
    changeOrders: new Map(),
    requisitions: new Map(),
    reopened: [],
    calls,
    put: (subcontract) => keep(subcontract),
    record: standing,
    edit(id, changes) {
      const record = standing(id);
      if (record !== undefined) keep({ ...record, ...changes, updatedAt: clock.now() });
    },
    lose: (id) => void records.delete(id),
    remove(id) {
      const record = standing(id);
      if (record !== undefined) keep({ ...record, updatedAt: clock.now() }, true);
    },
    procore: {
      companyId: '9001',
      asOf: () => fake.procore,
      discardedEvents: async () => ok([]),
      readAhead: () => Promise.resolve(),
      ownUser: async () => procoreUserId('599'),
      async projects() {
        return (await called('projects')) ?? ok([fake.project]);
      },
      async project(id) {
        return (await called('project')) ?? found(id === fake.project.id ? fake.project : undefined);
      },
      async vendor(id) {
        return (await called('vendor')) ?? found(fake.vendors.get(id));
      },
      async subcontractsChangedSince(of, since = 0 as never) {
        const changed = [...records.values()]
          .map(({ record }) => record)
          .filter((record) => record.project === of && record.updatedAt >= since);
        return (await called('changed')) ?? ok(changed.map(({ id, updatedAt }) => ({ id, updatedAt })));
      },
      async subcontract(_project, id) {
        return (await called('subcontract')) ?? found(standing(id));
      },
      async purchaseOrdersChangedSince(of, since = 0 as never) {
        return (await called('changed')) ?? ok(changedIn(fake.purchaseOrders, of, since));
      },
      async purchaseOrder(_project, id) {
        return (await called('purchaseOrder')) ?? found(fake.purchaseOrders.get(id));
      },
      async changeOrdersChangedSince(of, since = 0 as never) {
        return (await called('changed')) ?? ok(changedIn(fake.changeOrders, of, since));
      },
      async changeOrder(_project, id) {
        return (await called('changeOrder')) ?? found(fake.changeOrders.get(id));
      },
      async requisitionsChangedSince(of, since = 0 as never) {
        const changed = [...fake.requisitions.values()].filter((one) => one.project === of && one.updatedAt >= since);
        return (await called('changed')) ?? ok(changed.map(({ id, updatedAt }) => ({ id, updatedAt })));
      },
      async requisition(_project, id) {
        return (await called('requisition')) ?? found(fake.requisitions.get(id));
      },
      async requisitionsOf(_project, commitment) {
        const all = [...fake.requisitions.values()].filter((one) => one.commitment === commitment);
        return (await called('requisitions')) ?? ok(all);
      },
      async requisitionEdits() {
        return (await called('edits')) ?? ok([]);
      },
      async stamp({ kind, record: id, originId, ended = [] }) {
        const failed = await called('stamp');
        if (failed !== undefined) return failed;
        const others = {
          purchase_order: fake.purchaseOrders,
          change_order: fake.changeOrders,
          invoice: fake.requisitions,
        };
        const records = kind === 'subcontract' ? undefined : (others[kind] as Map<string, Marked>);
        const record: Marked | undefined = records === undefined ? standing(id) : records.get(id);
        if (record === undefined) return fail({ kind: 'not_found' });
        if (record.packageId === undefined && kind === 'change_order') return fail({ kind: 'no_place' });
        if (record.originId !== undefined && record.originId !== originId && !ended.includes(record.originId))
          return fail({ kind: 'foreign', originId: record.originId });
        const refusal = fake.refuseStamp;
        fake.refuseStamp = undefined;
        if (refusal !== undefined) return fail(refusal);
        if (records === undefined) fake.edit(id, { originId });
        else records.set(id, { ...record, originId });
        return ok();
      },
      async reopen(_kind, _project, id) {
        const failed = await called('reopen');
        if (failed !== undefined) return failed;
        fake.reopened.push(id);
        fake.edit(id, { status: 'Draft' });
        for (const others of [fake.purchaseOrders, fake.changeOrders, fake.requisitions] as Map<string, object>[]) {
          const record = others.get(id);
          if (record !== undefined) others.set(id, { ...record, status: 'draft', updatedAt: clock.now() });
        }
        return ok();
      },
      link: (_kind, of, id) => `https://procore.test/${of}/${id}`,
      changeOrderLink: ({ project: of, id }) => `https://procore.test/${of}/changes/${id}`,
      invoiceLink: (of, commitment, id) => `https://procore.test/${of}/${commitment}/${id}`,
    },
  };
  return fake;
}
