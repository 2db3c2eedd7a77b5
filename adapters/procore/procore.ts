import { z } from 'zod';
import type { Clock } from '../../src/ports/clock.ts';
import type { Procore, ProcoreFailure, ProcoreSubcontract, StampedKind } from '../../src/ports/procore.ts';
import type { ProcoreRequisition } from '../../src/ports/requisition.ts';
import { createBounded } from '../../src/shared/bounded.ts';
import type { Instant } from '../../src/shared/dates.ts';
import type { ProjectId, RecordId } from '../../src/shared/ids.ts';
import type { Kind } from '../../src/shared/kinds.ts';
import { ok, type Result } from '../../src/shared/result.ts';
import { createRecall } from '../system/recall.ts';
import { createCalls, type MakeCall, type OnAnswer } from './calls.ts';
import { changedRange } from './changed-range.ts';
import { changeOrderCalls } from './change-orders.ts';
import {
  commitmentsChangedSince,
  commitmentWords,
  purchaseOrderReader,
  subcontractReader,
  type CommitmentKind,
} from './commitments.ts';
import { changeOrderLink, commitmentLink, invoiceLink } from './deep-link.ts';
import { projectReader, vendorReader } from './directory.ts';
import { discardedReader } from './discarded.ts';
import { exactInteger } from './exact-json.ts';
import { createRateGate, type RateMemory } from './rate-gate.ts';
import { createOwnUser } from './own-user.ts';
import { readAhead, recordKey, vendorKey, type ReadAheadDeps } from './read-ahead.ts';
import type { RecordReader } from './readers.ts';
import { readAll } from './reading.ts';
import { requisitionCalls } from './requisitions.ts';
import { ProjectWire } from './schema.ts';
import { stampCommitment } from './stamp.ts';
import { createTokenSource, type Credentials } from './token.ts';

export interface ProcoreOptions extends Credentials {
  /** Digits. Goes with every call as `Procore-Company-Id`. */
  readonly companyId: string;
  /** Such as `https://api.procore.com`. */
  readonly apiUrl: string;
  /** Where people open records, such as `https://app.procore.com`. */
  readonly webUrl: string;
  readonly clock: Clock;
  /** A call that has no answer after that long is given up. */
  readonly callDeadlineMs: number;
  /** Up to that long a call waits for the rate limit by itself; 11,000 unless told: the short window in full seconds. */
  readonly longestRateWaitMs?: number;
  /** Where it stands, for the next process, until when the rate limit is used up. */
  readonly rateMemory?: RateMemory;
  readonly onAnswer?: OnAnswer;
  /** Items asked for on a page; 1,000 unless told. Procore advises at most 2,000. */
  readonly perPage?: number;
}

/** Records are polled, so what was read last holds until a poll or an event says otherwise; a day, to be sure. */
const oldestRecordMs = 24 * 3_600_000;
/** What records name changes without a word. */
const oldestMs = 10 * 60_000;
/** Records and their lines together. */
const heaviest = 50_000;
const mostAround = 10_000;

/** Procore's REST API with a service account (client credentials). One instance per company: it keeps the rate limit. */
export function httpProcore(options: ProcoreOptions): Procore {
  const { clock, companyId, callDeadlineMs, rateMemory } = options;
  const withoutSlash = (url: string): string => url.replace(/\/+$/, '');
  const webUrl = withoutSlash(options.webUrl);
  const credentials = { ...options, loginUrl: withoutSlash(options.loginUrl) };
  const memory = rateMemory === undefined ? {} : { memory: rateMemory };
  const makeCall = createCalls({
    apiUrl: withoutSlash(options.apiUrl),
    companyId,
    tokens: createTokenSource(credentials, clock, callDeadlineMs),
    gate: createRateGate({ clock, longestWaitMs: options.longestRateWaitMs ?? 11_000, ...memory }),
    clock,
    callDeadlineMs,
    onAnswer: options.onAnswer,
    agents: options.outgoing?.agents(options.apiUrl),
  });
  // what nobody waits for leaves the last calls of a window to what comes before a write
  const makeCallLater: MakeCall = (call) => makeCall({ ...call, urgency: 'later' });
  const isAnswer = ({ kind }: ProcoreFailure): boolean => kind === 'not_found';
  const records = createRecall({ clock, oldestMs: oldestRecordMs, heaviest, weightOf, isAnswer });
  const around = createRecall({ clock, oldestMs, heaviest: mostAround, isAnswer });
  const paged = ['per_page', String(options.perPage ?? 1_000)] as const;
  const range = (since: number): string => changedRange(since, clock.now());
  const fresh = readersOf(makeCall, { companyId, paged, range });
  const unhurried = readersOf(makeCallLater, { companyId, paged, range });
  const ownUser = createOwnUser(makeCallLater);
  const ahead: ReadAheadDeps = { clock, records, around, vendorOf: createBounded(heaviest), ...unhurried };

  const view = (moment: Instant | undefined, recordsAsOf = moment): Procore => {
    const { readers, requisitions, vendors, project } = moment === undefined ? fresh : unhurried;
    const asOf = moment ?? (Infinity as Instant);
    const record =
      <T>(kind: Kind, reader: RecordReader<T>) =>
      (of: ProjectId, id: RecordId): Promise<Result<T, ProcoreFailure>> =>
        records.through(recordKey(kind, of, id), recordsAsOf ?? (Infinity as Instant), () => reader.one(of, id));
    return {
      companyId,
      asOf: view,
      readAhead: (wanted) => readAhead(ahead, wanted),
      ownUser,
      discardedEvents: discardedReader(makeCallLater, companyId),
      projects: () => projects(),
      project: (id) => around.through(`project ${id}`, asOf, () => project(id)),
      vendor: (id) => around.through(vendorKey(id), asOf, () => vendors.one(id)),
      subcontractsChangedSince: commitmentsChangedSince('subcontract', makeCallLater, paged, clock),
      purchaseOrdersChangedSince: commitmentsChangedSince('purchase_order', makeCallLater, paged, clock),
      purchaseOrder: record('purchase_order', readers.purchase_order),
      changeOrdersChangedSince: unhurried.changeOrders.changedSince,
      changeOrder: record('change_order', readers.change_order),
      subcontract: record('subcontract', readers.subcontract),
      // its figures go on from the requisition before, and change with that one while its own time stands still
      requisition: (of, id) => records.through(recordKey('invoice', of, id), asOf, () => readers.invoice.one(of, id)),
      requisitionsChangedSince: unhurried.requisitions.requisitionsChangedSince,
      requisitionsOf: (of, commitment) =>
        around.through(`invoices of ${of} ${commitment}`, asOf, () => requisitions.requisitionsOf(of, commitment)),
      requisitionEdits: requisitions.requisitionEdits,
      stamp: (stamp) => stamps[stamp.kind](stamp),
      reopen: (kind, of, id) => reopens[kind](of, id),
      link: (kind, of, id) =>
        commitmentLink(webUrl, companyId, kind === 'purchase_order' ? kind : 'subcontract', of, id),
      changeOrderLink: ({ project: of, commitment, id }) => changeOrderLink(webUrl, of, commitment, id),
      invoiceLink: (of, commitment, id, onOrder) => invoiceLink(webUrl, of, commitment, id, onOrder),
    };
  };
  const stamps: { readonly [K in StampedKind]: Procore['stamp'] } = {
    subcontract: (stamp) => stampCommitment('subcontract', makeCall, fresh.readers.subcontract.one, stamp),
    purchase_order: (stamp) => stampCommitment('purchase_order', makeCall, fresh.readers.purchase_order.one, stamp),
    change_order: fresh.changeOrders.stamp,
    invoice: fresh.requisitions.stamp,
  };
  const reopens: { readonly [K in StampedKind]: (of: ProjectId, id: RecordId) => ReturnType<Procore['reopen']> } = {
    subcontract: (of, id) => reopenCommitment('subcontract', of, id),
    purchase_order: (of, id) => reopenCommitment('purchase_order', of, id),
    change_order: (of, id) => fresh.changeOrders.setStatus(of, id, 'draft'),
    invoice: (of, id) => fresh.requisitions.setStatus(of, id, 'under_review'),
  };
  return view(undefined);

  function projects(): ReturnType<Procore['projects']> {
    const query = [['company_id', companyId], ['filters[by_status]', 'Active'], paged] as const;
    return readAll(makeCallLater, { method: 'GET', path: '/rest/v1.0/projects', query }, z.array(ProjectWire));
  }

  async function reopenCommitment(kind: CommitmentKind, of: ProjectId, id: RecordId): ReturnType<Procore['reopen']> {
    const { path, wrapper } = commitmentWords[kind];
    const body = { project_id: exactInteger(of), [wrapper]: { status: 'Draft' } };
    const answer = await makeCall({ method: 'PATCH', path: `${path}/${encodeURIComponent(id)}`, body });
    return answer.ok ? ok() : answer;
  }
}

interface ReaderOptions {
  readonly companyId: string;
  readonly paged: readonly [string, string];
  readonly range: (since: number) => string;
}

/** The one place that knows how each kind is read. */
function readersOf(makeCall: MakeCall, { companyId, paged, range }: ReaderOptions) {
  const requisitions = requisitionCalls(makeCall, paged, range);
  const subcontract = subcontractReader(makeCall);
  const order = purchaseOrderReader(makeCall);
  const commitments = { subcontract: subcontract.one, purchase_order: order.one };
  const changeOrders = changeOrderCalls({ makeCall, companyId, range, commitments });
  return {
    readers: {
      subcontract,
      purchase_order: order,
      change_order: changeOrders.reader,
      invoice: requisitions.reader,
    },
    changeOrders,
    requisitions,
    vendors: vendorReader(makeCall, companyId),
    project: projectReader(makeCall, companyId),
  };
}

/** Lines are what takes the room. */
function weightOf(value: unknown): number {
  const { lines, items } = value as Partial<ProcoreSubcontract & ProcoreRequisition>;
  return 1 + (lines?.length ?? 0) + (items?.length ?? 0);
}
