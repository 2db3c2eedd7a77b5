import type { ProcoreChangeOrder } from '../ports/change-order.ts';
import type { Project } from '../ports/procore.ts';
import type { JsonObject } from '../shared/json.ts';
import { inTurns } from '../shared/steps.ts';
import type { Known, Looked, RecordRef, Restated, Site } from '../transfers/flow.ts';
import { text } from '../transfers/value.ts';
import { changeChecks } from './change-checks.ts';
import { changeDocument, pricedLines } from './change-document.ts';
import {
  collectionsOf,
  readChangeBooks,
  readChangeGround,
  type ChangeBooks,
  type ChangeGround,
} from './change-ground.ts';
import { changeLines } from './change-lines.ts';
import { changeOffer } from './change-offer.ts';
import { block } from './checks.ts';
import { companyDay } from './company-day.ts';
import { isLinked } from './is-linked.ts';
import { nameOf } from './named-document.ts';
import { pricingChecks } from './order-lines.ts';
import { orderLineNow, restatedLines } from './restated.ts';
import { withSagesWord } from './sages-word.ts';
import type { Workflow } from './workflow.ts';

/**
 * A change order of a commitment: on a subcontract a change order in Sage (6-4-1) whose lines change the subcontract, on
 * a purchase order lines that are added to it.
 */
export const changeOrder: Workflow = {
  kind: 'change_order',
  direction: 'export',
  rank: 60,
  target: 'change-orders',
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
        'commitment_not_linked',
        'commitment_not_in_sage',
        'commitment_is_another',
        'order_closed',
        'ground_changed',
        'ground_deleted',
      ],
      waitsFor: ['subcontract', 'purchase_order'],
    },
    { name: 'approved_in_procore', failing: [], waitsFor: [] },
  ],
  changed: (site, project, since) => site.procore.changeOrdersChangedSince(project, since),
  look,
  restate,
  stamp: (site, ref, mark) => site.procore.stamp({ kind: 'change_order', ...ref, ...mark }),
  reopen: (site, { project, record }) => site.procore.reopen('change_order', project, record),
};

interface Seen {
  readonly site: Site;
  readonly order: ProcoreChangeOrder;
  readonly ground: ChangeGround;
  readonly known: Known;
}

async function look(site: Site, ref: RecordRef, known: Known): Promise<Looked> {
  const read = await site.procore.changeOrder(ref.project, ref.record);
  if (!read.ok) return read.failure.kind === 'not_found' ? { kind: 'gone' } : { kind: 'unread', failure: read.failure };
  const project = await site.procore.project(ref.project);
  if (!project.ok) return { kind: 'unread', failure: project.failure };
  const resting = notReady(site, read.value, project.value, known);
  if (resting !== undefined) return resting;

  const ground = await readChangeGround(site, read.value, project.value, known);
  if (!ground.ok) return { kind: 'unread', failure: ground.failure };
  const seen = { site, order: read.value, ground: ground.value, known };
  const books = await readChangeBooks(site, read.value, ground.value);
  return books.ok ? assess(seen, books.value) : sageAway(seen, books.failure.kind);
}

function notReady(site: Site, order: ProcoreChangeOrder, project: Project, known: Known): Looked | undefined {
  const { settings, liveProjects } = site.company;
  const rest = (why: Extract<Looked, { kind: 'not_ready' }>['why'], detail: string): Looked => {
    return { kind: 'not_ready', why, detail, number: order.number || order.id, sourceUpdatedAt: order.updatedAt };
  };
  if (project.erpIntegrated === true) return rest('erp_integrated', project.number);
  if (!liveProjects.has(order.project)) return rest('not_live', project.number);
  if (isLinked(order.originId, known)) return rest('linked', order.originId);
  if (!settings.changeOrderReadyStatuses.includes(order.status)) return rest('status', order.status);
  return undefined;
}

async function assess(seen: Seen, books: ChangeBooks): Promise<Looked> {
  const { site, order, ground, known } = seen;
  const { settings } = site.company;
  const { operationKey } = known;
  await site.turns.next();
  const lines = await inTurns(site.turns, changeLines(order, ground, books, settings));
  const document = changeDocument(order, ground, lines, books, settings);
  const priced = order.commitment.kind === 'purchase_order' ? pricedLines(order, lines, books, settings) : [];
  await site.turns.next();
  const checked = { order, ground, books, lines, settings, operationKey, today: companyDay(site.company, known.now) };
  const own = [...(await inTurns(site.turns, changeChecks(checked))), ...pricingChecks(priced)];
  const kind = collectionsOf[order.commitment.kind].change;
  const checks = await withSagesWord(site, { kind, operationKey, document }, own);
  if (!checks.ok) return sageAway(seen, checks.failure.kind);
  const fingerprint = await nameOf(site, 'change_order', document);
  const offer = changeOffer({
    ...{ order, ground, project: ground.project, books, lines, settings, fingerprint },
    ...{ checks: checks.value, edits: known.edits, link: site.procore.changeOrderLink(order) },
  });
  return document === undefined ? { kind: 'ready', offer } : { kind: 'ready', offer, document };
}

/** Without Sage nothing can be checked, so nothing can be approved; what Procore says is shown. */
async function sageAway({ site, order, ground, known }: Seen, reason: string): Promise<Looked> {
  const nothing = { costCodes: new Map<string, never>(), costTypes: new Set<never>() };
  const { settings } = site.company;
  const unplaced = { ...nothing, sageLines: [], places: new Map<string, never>() };
  const lines = await inTurns(site.turns, changeLines(order, ground, unplaced, settings));
  const offer = changeOffer({
    ...{ order, ground, project: ground.project, books: undefined, lines, fingerprint: undefined, settings },
    checks: [block('sage_unavailable', { values: { reason: text(reason) } })],
    ...{ edits: known.edits, link: site.procore.changeOrderLink(order) },
  });
  return { kind: 'ready', offer };
}

/** Its vendor is that of the commitment, which is held against its own document. */
async function restate(site: Site, ref: RecordRef, document: JsonObject): Promise<Restated> {
  const read = await site.procore.changeOrder(ref.project, ref.record);
  if (!read.ok) return read.failure.kind === 'not_found' ? { kind: 'gone' } : { kind: 'unread', failure: read.failure };
  const { settings } = site.company;
  const inOrder = [...read.value.lines].sort((a, b) => a.position - b.position);
  const now = inOrder.map(orderLineNow);
  await site.turns.next();
  return {
    kind: 'restated',
    status: { now: read.value.status, ready: settings.changeOrderReadyStatuses },
    fields: { lines: restatedLines(now, document, settings) },
  };
}
