import type { ProcoreFailure, ProcoreCommitment, ProcoreVendor, Project } from '../ports/procore.ts';
import type { SageProfile, SageReadFailure, SageRecord } from '../ports/sage.ts';
import type { JobTotal, SageCostCode, SageJob, SageVendor } from '../ports/sage-directory.ts';
import type { SageKind } from '../ports/sage-kinds.ts';
import { ok, type Result } from '../shared/result.ts';
import { displayText } from '../shared/text.ts';
import type { Site } from '../transfers/flow.ts';

/** What both systems say about the surroundings of a commitment. */
export interface CommitmentBooks {
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
  commitment: Pick<ProcoreCommitment, 'vendor'>,
  project: Project,
): Promise<Result<{ readonly project: Project; readonly vendor: ProcoreVendor | undefined }, ProcoreFailure>> {
  if (commitment.vendor === undefined) return ok({ project, vendor: undefined });
  const vendor = await site.procore.vendor(commitment.vendor.id);
  if (vendor.ok) return ok({ project, vendor: vendor.value });
  return vendor.failure.kind === 'not_found' ? ok({ project, vendor: undefined }) : vendor;
}

/** The Sage side of it: everything is asked before anybody sees a button. */
export async function readSageSide(
  site: Site,
  asked: { readonly collection: SageKind; readonly number: string },
  sides: { readonly project: Project; readonly vendor: ProcoreVendor | undefined },
): Promise<Result<CommitmentBooks, SageReadFailure>> {
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
  const number = displayText(asked.number);
  const sameNumber = number === '' ? ok([]) : await sage.findByNumber(asked.collection, number);
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
