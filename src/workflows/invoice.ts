import type { Project } from '../ports/procore.ts';
import type { ProcoreRequisition } from '../ports/requisition.ts';
import type { Edit } from '../people/authors.ts';
import { ok, type Result } from '../shared/result.ts';
import { inTurns } from '../shared/steps.ts';
import type { ProcoreFailure } from '../ports/procore.ts';
import type { Known, Looked, RecordRef, Site } from '../transfers/flow.ts';
import { text } from '../transfers/value.ts';
import { block } from './checks.ts';
import { companyDay } from './company-day.ts';
import { computeBilling } from './invoice-arithmetic.ts';
import { isOrder, readBooks, readGround, type InvoiceBooks, type InvoiceGround } from './invoice-books.ts';
import { invoiceChecks } from './invoice-checks.ts';
import { invoiceDocument } from './invoice-document.ts';
import { invoiceLines } from './invoice-lines.ts';
import { invoiceNumber } from './invoice-number.ts';
import { invoiceOffer } from './invoice-offer.ts';
import { invoicePlaces } from './invoice-places.ts';
import { restateInvoice } from './invoice-restated.ts';
import { releaseByHand, releasedInSage, retainageHeldNow } from './invoice-release.ts';
import { invoiceInputs } from './invoice-inputs.ts';
import { isLinked } from './is-linked.ts';
import { nameOf } from './named-document.ts';
import { withSagesWord } from './sages-word.ts';
import type { Workflow } from './workflow.ts';

/** A requisition on a subcontract becomes a payable invoice in Sage (4-2). Procore announces none: they are polled. */
export const invoice: Workflow = {
  kind: 'invoice',
  direction: 'export',
  rank: 70,
  target: 'payable-invoices',
  prerequisites: [
    { name: 'job_linked', failing: ['job_not_linked', 'job_gone', 'job_closed'], waitsFor: ['job'] },
    {
      name: 'vendor_linked',
      failing: ['vendor_missing', 'vendor_not_linked', 'vendor_gone', 'vendor_inactive'],
      waitsFor: ['vendor'],
    },
    {
      name: 'commitment_linked',
      failing: [
        'commitment_gone',
        'commitment_not_linked',
        'commitment_not_in_sage',
        'commitment_is_another',
        'ground_changed',
        'ground_deleted',
      ],
      waitsFor: ['subcontract'],
    },
    { name: 'changes_linked', failing: ['change_not_posted', 'change_differs'], waitsFor: ['change_order'] },
    { name: 'earlier_invoices', failing: ['earlier_invoice'], waitsFor: ['invoice'] },
    {
      name: 'books_agree',
      failing: ['books_unreadable', 'books_differ', 'books_differ_on_line', 'retainage_differs'],
      waitsFor: [],
    },
    { name: 'approved_in_procore', failing: [], waitsFor: [] },
  ],
  changed: (site, project, since) => site.procore.requisitionsChangedSince(project, since),
  look,
  restate: restateInvoice,
  heldNow: retainageHeldNow,
  stamp: (site, ref, mark) => site.procore.stamp({ kind: 'invoice', ...ref, ...mark }),
  reopen: (site, { project, record }) => site.procore.reopen('invoice', project, record),
};

async function look(site: Site, ref: RecordRef, known: Known): Promise<Looked> {
  const read = await site.procore.requisition(ref.project, ref.record);
  if (!read.ok) return read.failure.kind === 'not_found' ? { kind: 'gone' } : { kind: 'unread', failure: read.failure };
  const project = await site.procore.project(ref.project);
  if (!project.ok) return { kind: 'unread', failure: project.failure };
  const resting = notReady(site, read.value, project.value, known);
  if (resting !== undefined) return resting;

  const edits = await editsOf(site, read.value, known.edits);
  if (!edits.ok) return { kind: 'unread', failure: edits.failure };
  const ground = await readGround(site, read.value, project.value, known);
  if (!ground.ok) return { kind: 'unread', failure: ground.failure };
  const seen = { site, requisition: read.value, ground: ground.value, edits: edits.value, known };
  const books = await readBooks(site, ground.value, known.inputs?.period);
  return books.ok ? assess(seen, books.value) : sageAway(seen, books.failure.kind);
}

function notReady(site: Site, record: ProcoreRequisition, project: Project, known: Known): Looked | undefined {
  const { settings, liveProjects } = site.company;
  const rest = (why: Extract<Looked, { kind: 'not_ready' }>['why'], detail: string): Looked => {
    const number = record.invoiceNumber ?? String(record.number);
    return { kind: 'not_ready', why, detail, number, sourceUpdatedAt: record.updatedAt };
  };
  if (project.erpIntegrated === true) return rest('erp_integrated', project.number);
  if (!liveProjects.has(record.project)) return rest('not_live', project.number);
  if (isLinked(record.originId, known)) return rest('linked', record.originId);
  if (!settings.invoiceReadyStatuses.includes(record.status)) return rest('status', record.status);
  return undefined;
}

/** Procore's history names the editors that no webhook does. Its times and the record's can fall a moment apart. */
async function editsOf(
  { procore }: Site,
  { project, id, updatedAt }: ProcoreRequisition,
  heard: readonly Edit[],
): Promise<Result<readonly Edit[], ProcoreFailure>> {
  const history = await procore.requisitionEdits(project, id);
  if (!history.ok) return history;
  const apartMs = 2_000;
  const settled = history.value.map((edit) => (updatedAt - edit.at <= apartMs ? { ...edit, at: updatedAt } : edit));
  return ok([...heard, ...settled].sort((a, b) => a.at - b.at));
}

interface Seen {
  readonly site: Site;
  readonly requisition: ProcoreRequisition;
  readonly ground: InvoiceGround;
  readonly edits: readonly Edit[];
  readonly known: Known;
}

async function assess(seen: Seen, books: InvoiceBooks): Promise<Looked> {
  const { site, requisition, ground, known } = seen;
  const { settings } = site.company;
  const number = numberOf(seen);
  await site.turns.next();
  const computed = await inTurns(site.turns, computeBilling(requisition, ground.previous));
  const places = invoicePlaces(books, settings);
  await site.turns.next();
  const placing = {
    ...places,
    ...{ costCodes: books.costCodes, costTypes: books.costTypes, accounts: books.accounts, vendor: books.sageVendor },
    configuredAccount: settings.invoiceAccount ?? books.profile.invoiceAccount,
  };
  const lines = await inTurns(site.turns, invoiceLines(computed.billing?.lines ?? [], placing));
  const document = invoiceDocument({ requisition, number, billing: computed.billing, lines, books, settings });
  await site.turns.next();
  const checked = {
    ...{ requisition, number, computed, lines, books, settings, chosenPeriod: known.inputs?.period },
    ...{ operationKey: known.operationKey, today: companyDay(site.company, known.now) },
  };
  const own = await inTurns(site.turns, invoiceChecks(checked));
  const asked = { kind: 'payable-invoices', operationKey: known.operationKey, document } as const;
  const checks = await withSagesWord(site, asked, own);
  if (!checks.ok) return sageAway(seen, checks.failure.kind);
  const fingerprint = await nameOf(site, 'invoice', document);
  const offer = invoiceOffer({
    ...{ requisition, number, project: ground.project, ground, books, computed, lines, document, fingerprint },
    ...{ checks: checks.value, edits: seen.edits, link: linkOf(seen) },
    inputs: invoiceInputs(
      { ...books, number, usualNumber: usualNumberOf(seen), chosenPeriod: known.inputs?.period },
      settings,
    ),
    byHand: settings.releasedRetainage === 'task' ? releaseByHand(computed.billing, books) : undefined,
  });
  const done = releasedInSage(computed.billing, books);
  return {
    ...{ kind: 'ready', offer },
    ...(document === undefined ? {} : { document }),
    ...(done === undefined ? {} : { done }),
  };
}

/** Without Sage nothing can be checked, so nothing can be approved; what Procore says is shown. */
async function sageAway(seen: Seen, reason: string): Promise<Looked> {
  const { site, requisition, ground, edits } = seen;
  const computed = await inTurns(site.turns, computeBilling(requisition, ground.previous));
  const offer = invoiceOffer({
    ...{ requisition, number: numberOf(seen), project: ground.project, ground, books: undefined },
    ...{ computed, lines: [], document: undefined, edits },
    fingerprint: undefined,
    checks: [block('sage_unavailable', { values: { reason: text(reason) } })],
    link: linkOf(seen),
  });
  return { kind: 'ready', offer };
}

function numberOf(seen: Seen): string {
  return seen.known.inputs?.number ?? usualNumberOf(seen);
}

function usualNumberOf({ requisition, ground }: Seen): string {
  return invoiceNumber(requisition.invoiceNumber, ground.contract?.number ?? '', requisition.number);
}

function linkOf({ site, requisition }: Seen): string {
  return site.procore.invoiceLink(requisition.project, requisition.commitment, requisition.id, isOrder(requisition));
}
