import type { ProcoreFailure, ProcoreSubcontract, ProcoreVendor, Project } from '../ports/procore.ts';
import type {
  JobTotal,
  Previewed,
  SageCostCode,
  SageJob,
  SageProfile,
  SageReadFailure,
  SageRecord,
  SageVendor,
} from '../ports/sage.ts';
import type { OperationKey } from '../shared/ids.ts';
import type { JsonObject } from '../shared/json.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { displayText } from '../shared/text.ts';
import type { Site } from '../transfers/flow.ts';

/** What both systems say about the surroundings of a subcontract. */
export interface SubcontractBooks {
  readonly project: Project;
  readonly vendor: ProcoreVendor | undefined;
  readonly profile: SageProfile;
  /** `undefined` when the link leads nowhere. */
  readonly sageJob: SageJob | undefined;
  readonly sageVendor: SageVendor | undefined;
  readonly costCodes: ReadonlyMap<string, SageCostCode>;
  readonly costTypes: ReadonlySet<number>;
  readonly totals: readonly JobTotal[];
  /** Records in Sage that stand under the number already, void ones aside. */
  readonly sameNumber: readonly SageRecord[];
}

/** The Procore side of it; a vendor that cannot be read is one that is not there. */
export async function readProcoreSide(
  site: Site,
  subcontract: ProcoreSubcontract,
  project: Project,
): Promise<Result<{ readonly project: Project; readonly vendor: ProcoreVendor | undefined }, ProcoreFailure>> {
  if (subcontract.vendor === undefined) return ok({ project, vendor: undefined });
  const vendor = await site.procore.vendor(subcontract.vendor.id);
  if (vendor.ok) return ok({ project, vendor: vendor.value });
  return vendor.failure.kind === 'not_found' ? ok({ project, vendor: undefined }) : vendor;
}

/** The Sage side of it: everything is asked before anybody sees a button. */
export async function readSageSide(
  site: Site,
  subcontract: ProcoreSubcontract,
  sides: { readonly project: Project; readonly vendor: ProcoreVendor | undefined },
): Promise<Result<SubcontractBooks, SageReadFailure>> {
  const { sage } = site;
  const profile = await sage.profile();
  if (!profile.ok) return profile;
  const codes = await sage.costCodes();
  if (!codes.ok) return codes;
  const types = await sage.costTypes();
  if (!types.ok) return types;
  const job = sides.project.originId === undefined ? ok(undefined) : await sage.job(sides.project.originId);
  if (!job.ok) return job;
  const vendor = sides.vendor?.originId === undefined ? ok(undefined) : await sage.vendor(sides.vendor.originId);
  if (!vendor.ok) return vendor;
  const totals = job.value === undefined ? ok([]) : await sage.jobTotals(job.value.number);
  if (!totals.ok) return totals;
  const number = displayText(subcontract.number);
  const sameNumber = number === '' ? ok([]) : await sage.findByNumber('subcontracts', number);
  if (!sameNumber.ok) return sameNumber;
  return ok({
    ...sides,
    profile: profile.value,
    sageJob: job.value,
    sageVendor: vendor.value,
    costCodes: new Map(codes.value.map((code) => [code.code, code])),
    costTypes: new Set(types.value.map(({ type }) => type)),
    totals: totals.value,
    sameNumber: sameNumber.value.filter((record) => !record.voided),
  });
}

/** What Sage itself would say to the document. */
export async function previewed(
  site: Site,
  operationKey: OperationKey,
  document: JsonObject,
): Promise<Result<Previewed, SageReadFailure>> {
  const preview = await site.sage.preview({ kind: 'subcontracts', operationKey, document });
  return preview.ok ? preview : fail(preview.failure);
}
