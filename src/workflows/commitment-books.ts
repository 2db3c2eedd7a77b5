import type { ProcoreFailure, ProcoreCommitment, ProcoreVendor, Project } from '../ports/procore.ts';
import type { SageProfile, SageReadFailure, SageRecord } from '../ports/sage.ts';
import type { JobTotal, SageCostCode, SageJob, SageVendor } from '../ports/sage-directory.ts';
import type { SageKind } from '../ports/sage-kinds.ts';
import { ok, together, type Result } from '../shared/result.ts';
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
  const number = displayText(asked.number);
  const { originId: jobKey } = sides.project;
  const vendorKey = sides.vendor?.originId;
  const read = await together([
    sage.profile(),
    sage.costCodes(),
    sage.costTypes(),
    jobKey === undefined ? ok(undefined) : jobWithTotals(sage, jobKey),
    vendorKey === undefined ? ok(undefined) : sage.vendor(vendorKey),
    number === '' ? ok([]) : sage.findByNumber(asked.collection, number),
  ]);
  if (!read.ok) return read;
  const [profile, codes, types, job, vendor, sameNumber] = read.value;
  return ok({
    ...sides,
    profile,
    sageJob: job?.job,
    sageVendor: vendor,
    costCodes: new Map(codes.map((code) => [code.code, code])),
    costTypes: new Set(types.map(({ type }) => type)),
    totals: job?.totals ?? [],
    sameNumber: sameNumber.filter((record) => !record.voided),
  });
}

async function jobWithTotals(
  sage: Site['sage'],
  key: string,
): Promise<Result<Pick<CommitmentBooks, 'totals'> & { readonly job: SageJob | undefined }, SageReadFailure>> {
  const job = await sage.job(key);
  if (!job.ok) return job;
  const totals = job.value === undefined ? ok([]) : await sage.jobTotals(job.value.number);
  return totals.ok ? ok({ job: job.value, totals: totals.value }) : totals;
}
