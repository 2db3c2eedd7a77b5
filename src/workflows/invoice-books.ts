import type { ProcoreCommitment, ProcoreFailure, ProcoreVendor, Project } from '../ports/procore.ts';
import type { ListedRequisition, ProcoreRequisition } from '../ports/requisition.ts';
import type { SageProfile, SageReadFailure, SageRecord } from '../ports/sage.ts';
import type {
  SageAccount,
  SageCostCode,
  SageCostType,
  SageJob,
  SagePeriod,
  SageVendor,
} from '../ports/sage-directory.ts';
import type { RecordId } from '../shared/ids.ts';
import { cents, type Cents } from '../shared/money.ts';
import { ok, together, type Result } from '../shared/result.ts';
import type { Built, Known, Site, Standing } from '../transfers/flow.ts';
import { periodName } from './invoice-inputs.ts';
import { sageInvoice, type SageInvoice } from './invoice-number.ts';
import { sageLinesOf, type SageLine } from './line-places.ts';

/** What Procore says about the surroundings of an invoice. */
export interface InvoiceGround {
  readonly project: Project;
  /** The subcontract or the purchase order that is billed; `undefined` when it is gone. */
  readonly contract: ProcoreCommitment | undefined;
  readonly vendor: ProcoreVendor | undefined;
  readonly previous: ProcoreRequisition | undefined;
  /** Earlier requisitions of the commitment that bill something and are not in Sage. */
  readonly waiting: readonly ListedRequisition[];
  /** What the bot knows of the commitment, and of what builds on it. */
  readonly standing: Standing;
  readonly built: readonly Built[];
}

/** What both systems say about the surroundings of an invoice. */
export interface InvoiceBooks extends InvoiceGround {
  readonly profile: SageProfile;
  readonly sageJob: SageJob | undefined;
  readonly sageVendor: SageVendor | undefined;
  /** The commitment as it stands in Sage; `undefined` when the link leads nowhere. */
  readonly subcontract: SageRecord | undefined;
  /** Its lines; `undefined` where it is not there, or the bridge does not say what was changed and billed. */
  readonly sageLines: readonly SageLine[] | undefined;
  readonly costCodes: ReadonlyMap<string, SageCostCode>;
  readonly costTypes: ReadonlyMap<number, SageCostType>;
  readonly accounts: ReadonlyMap<string, SageAccount>;
  /** Every invoice of the vendor. */
  readonly invoices: readonly SageInvoice[];
  /** The open one that it goes to: the one that was chosen, or else the one Sage posts to by itself. */
  readonly period: SagePeriod | undefined;
  readonly periodNow: SagePeriod | undefined;
  readonly openPeriods: readonly SagePeriod[];
}

export async function readGround(
  site: Site,
  requisition: ProcoreRequisition,
  project: Project,
  known: Pick<Known, 'standing' | 'builtOn'>,
): Promise<Result<InvoiceGround, ProcoreFailure>> {
  const { procore } = site;
  const commitment = { kind: 'subcontract', record: requisition.commitment } as const;
  const standing = await known.standing(commitment);
  const built = await known.builtOn(commitment);
  const nothing = { project, contract: undefined, vendor: undefined, previous: undefined, waiting: [] };
  if (isOrder(requisition)) {
    // nothing of it is posted, so that it is read only to be named
    const order = await orNothing(procore.purchaseOrder(requisition.project, requisition.commitment));
    return order.ok ? ok({ ...nothing, contract: order.value, standing, built }) : order;
  }

  const contract = await orNothing(procore.subcontract(requisition.project, requisition.commitment));
  if (!contract.ok) return contract;
  const company = contract.value?.vendor?.id;
  const vendor = company === undefined ? ok(undefined) : await orNothing(procore.vendor(company));
  if (!vendor.ok) return vendor;
  const { previous: before } = requisition;
  const previous = before === undefined ? ok(undefined) : await procore.requisition(requisition.project, before);
  if (!previous.ok) return previous;
  const waiting = await waitingBefore(site, requisition, built);
  if (!waiting.ok) return waiting;
  return ok({
    ...{ project, contract: contract.value, vendor: vendor.value, previous: previous.value },
    ...{ waiting: waiting.value, standing, built },
  });
}

export function isOrder(requisition: Pick<ProcoreRequisition, 'commitmentType'>): boolean {
  return requisition.commitmentType === 'PurchaseOrderContract';
}

/** Those before this one that should be in Sage and are not; one that bills nothing has nothing to bring there. */
async function waitingBefore(
  { procore }: Site,
  { project, commitment, number }: ProcoreRequisition,
  built: readonly Built[],
): Promise<Result<readonly ListedRequisition[], ProcoreFailure>> {
  const listed = await procore.requisitionsOf(project, commitment);
  if (!listed.ok) return listed;
  const inSage = new Set<RecordId>(built.filter(({ receipt }) => receipt !== undefined).map(({ record }) => record));
  const waiting: ListedRequisition[] = [];
  for (const one of listed.value) {
    if (one.number >= number || one.originId !== undefined || inSage.has(one.id)) continue;
    const read = await procore.requisition(project, one.id);
    if (!read.ok) return read;
    if (billsSomething(read.value)) waiting.push(one);
  }
  return ok(waiting.sort((a, b) => a.number - b.number));
}

function billsSomething({ items }: ProcoreRequisition): boolean {
  return items.some(({ toDate, before }) => toDate === undefined || before === undefined || toDate !== before);
}

async function orNothing<T>(
  reading: Promise<Result<T, ProcoreFailure>>,
): Promise<Result<T | undefined, ProcoreFailure>> {
  const read = await reading;
  return read.ok || read.failure.kind !== 'not_found' ? read : ok(undefined);
}

/** The Sage side of it: everything is asked before anybody sees a button. */
export async function readBooks(
  site: Site,
  ground: InvoiceGround,
  chosen: string | undefined,
): Promise<Result<InvoiceBooks, SageReadFailure>> {
  const { sage } = site;
  const jobKey = ground.project.originId;
  const vendorKey = ground.vendor?.originId;
  const read = await together([
    sage.profile(),
    sage.costCodes(),
    sage.costTypes(),
    sage.accounts(),
    sage.periods(),
    jobKey === undefined ? ok(undefined) : jobWithCommitments(sage, jobKey),
    vendorKey === undefined ? ok(undefined) : vendorWithInvoices(sage, vendorKey),
  ]);
  if (!read.ok) return read;
  const [profile, costCodes, costTypes, accounts, periods, job, vendor] = read.value;
  const key = commitmentKey(ground);
  const periodNow = periods.find(({ current }) => current);
  const goesTo = chosen === undefined ? periodNow : periods.find((one) => periodName(one) === chosen);
  const subcontract = key === undefined ? undefined : job?.commitments.find((record) => record.key === key);
  await site.turns.next();
  return ok({
    ...ground,
    profile,
    sageJob: job?.job,
    sageVendor: vendor?.vendor,
    subcontract,
    sageLines: subcontract === undefined ? undefined : sageLinesOf(subcontract),
    costCodes: new Map(costCodes.map((code) => [code.code, code])),
    costTypes: new Map(costTypes.map((type) => [type.type, type])),
    accounts: new Map(accounts.map((account) => [account.number, account])),
    invoices: (vendor?.invoices ?? []).map(sageInvoice),
    period: goesTo?.open === true ? goesTo : undefined,
    periodNow,
    openPeriods: periods.filter(({ open }) => open),
  });
}

interface JobWithCommitments {
  readonly job: SageJob | undefined;
  readonly commitments: readonly SageRecord[];
}

async function jobWithCommitments(
  sage: Site['sage'],
  key: string,
): Promise<Result<JobWithCommitments, SageReadFailure>> {
  const job = await sage.job(key);
  if (!job.ok) return job;
  const commitments = job.value === undefined ? ok([]) : await sage.findByJob('subcontracts', job.value.number);
  return commitments.ok ? ok({ job: job.value, commitments: commitments.value }) : commitments;
}

interface VendorWithInvoices {
  readonly vendor: SageVendor | undefined;
  readonly invoices: readonly SageRecord[];
}

async function vendorWithInvoices(
  sage: Site['sage'],
  key: string,
): Promise<Result<VendorWithInvoices, SageReadFailure>> {
  const vendor = await sage.vendor(key);
  if (!vendor.ok) return vendor;
  const invoices =
    vendor.value === undefined ? ok([]) : await sage.findByVendor('payable-invoices', vendor.value.number);
  return invoices.ok ? ok({ vendor: vendor.value, invoices: invoices.value }) : invoices;
}

/** The key of the commitment in Sage: what the bot wrote, or what Procore says where the bot knows nothing of it. */
export function commitmentKey({
  standing,
  contract,
}: Pick<InvoiceGround, 'standing' | 'contract'>): string | undefined {
  if (standing.receipt !== undefined) return standing.receipt.key;
  const underWay = standing.state !== undefined && !restingStates.has(standing.state);
  return underWay ? undefined : contract?.originId;
}

const restingStates: ReadonlySet<string> = new Set([
  'withdrawn',
  'unlinked',
  'done_by_hand',
  'sent_back',
  'superseded',
]);

/** What Sage holds back on the commitment, as the bridge says; `undefined` where it does not. */
export function retainageHeld(subcontract: SageRecord | undefined): Cents | undefined {
  const held = subcontract?.fields['retainageHeldCents'];
  return typeof held === 'number' && Number.isSafeInteger(held) ? cents(held) : undefined;
}
