import { DateTime } from 'luxon';
import type { ProcoreSubcontract, Project } from '../ports/procore.ts';
import type { Problem } from '../ports/sage.ts';
import type { CalendarDate, Instant } from '../shared/dates.ts';
import { blocks, type Check } from '../transfers/check.ts';
import type { Known, Looked, RecordRef, Site } from '../transfers/flow.ts';
import { text } from '../transfers/value.ts';
import { block, warn } from './checks.ts';
import { previewed, readProcoreSide, readSageSide, type SubcontractBooks } from './subcontract-books.ts';
import { subcontractChecks } from './subcontract-checks.ts';
import { subcontractDocument } from './subcontract-document.ts';
import { subcontractLines } from './subcontract-lines.ts';
import { subcontractOffer } from './subcontract-offer.ts';
import type { Workflow } from './workflow.ts';

/** A Procore work order contract becomes a subcontract in Sage (6-7-1). */
export const subcontract: Workflow = {
  kind: 'subcontract',
  direction: 'export',
  rank: 50,
  target: 'subcontracts',
  prerequisites: [
    { name: 'job_linked', failing: ['job_not_linked', 'job_gone', 'job_closed'] },
    { name: 'vendor_linked', failing: ['vendor_missing', 'vendor_not_linked', 'vendor_gone', 'vendor_inactive'] },
    { name: 'approved_in_procore', failing: [] },
  ],
  changed: (site, project, since) => site.procore.subcontractsChangedSince(project, since),
  look,
  stamp: (site, ref, originId) => site.procore.stamp({ kind: 'subcontract', ...ref, originId }),
  reopen: (site, { project, record }) => site.procore.reopen('subcontract', project, record),
};

async function look(site: Site, ref: RecordRef, known: Known): Promise<Looked> {
  const read = await site.procore.subcontract(ref.project, ref.record);
  if (!read.ok) return read.failure.kind === 'not_found' ? { kind: 'gone' } : { kind: 'unread', failure: read.failure };
  const project = await site.procore.project(ref.project);
  if (!project.ok) return { kind: 'unread', failure: project.failure };
  const resting = notReady(site, read.value, project.value);
  if (resting !== undefined) return resting;

  const ours = await readProcoreSide(site, read.value, project.value);
  if (!ours.ok) return { kind: 'unread', failure: ours.failure };
  const books = await readSageSide(site, read.value, ours.value);
  return books.ok
    ? assess(site, read.value, books.value, known)
    : sageAway(site, read.value, project.value, known, books.failure.kind);
}

function notReady(site: Site, record: ProcoreSubcontract, project: Project): Looked | undefined {
  const { settings, liveProjects } = site.company;
  const rest = (why: Extract<Looked, { kind: 'not_ready' }>['why'], detail: string): Looked => {
    return { kind: 'not_ready', why, detail, number: record.number || record.id, sourceUpdatedAt: record.updatedAt };
  };
  if (project.erpIntegrated === true) return rest('erp_integrated', project.number);
  if (!liveProjects.has(record.project)) return rest('not_live', project.number);
  if (record.originId !== undefined) return rest('linked', record.originId);
  if (!settings.subcontractReadyStatuses.includes(record.status)) return rest('status', record.status);
  return undefined;
}

async function assess(site: Site, record: ProcoreSubcontract, books: SubcontractBooks, known: Known): Promise<Looked> {
  const { settings } = site.company;
  const lines = subcontractLines(record, books, settings);
  const document = subcontractDocument(record, lines, books, settings);
  const own = subcontractChecks({
    ...{ subcontract: record, lines, books, settings },
    ...{ operationKey: known.operationKey, today: today(site, known.now) },
  });
  const askSage = document !== undefined && blocks(own).length === 0;
  const preview = askSage ? await previewed(site, known.operationKey, document) : undefined;
  if (preview?.ok === false) return sageAway(site, record, books.project, known, preview.failure.kind);

  const checks = preview === undefined ? own : withSagesWord(own, preview.value.errors, preview.value.warnings);
  const offer = subcontractOffer({
    ...{ subcontract: record, project: books.project, books, lines, document, checks },
    ...{ edits: known.edits, link: site.procore.link('subcontract', record.project, record.id) },
  });
  return document === undefined ? { kind: 'ready', offer } : { kind: 'ready', offer, document };
}

/** What Sage itself objects to. A warning that we give too, with amounts, is shown once and answers for both. */
function withSagesWord(
  own: readonly Check[],
  errors: readonly Problem[],
  warnings: readonly Problem[],
): readonly Check[] {
  const values = ({ code, field, message }: Problem): Check['values'] => ({
    code: text(code),
    field: text(field),
    message: text(message),
  });
  const answered = (problem: Problem): boolean => own.some((check) => check.code === problem.code);
  return [
    ...own.map((check) =>
      warnings.some(({ code }) => code === check.code)
        ? { ...check, values: { ...check.values, warning: text(check.code) } }
        : check,
    ),
    ...errors.map((problem) => block('sage_refuses', { line: problem.field, values: values(problem) })),
    ...warnings
      .filter((problem) => !answered(problem))
      .map((problem) =>
        warn('sage_warns', { line: problem.field, values: { ...values(problem), warning: text(problem.code) } }),
      ),
  ];
}

/** Without Sage nothing can be checked, so nothing can be approved; what Procore says is shown. */
function sageAway(site: Site, record: ProcoreSubcontract, project: Project, known: Known, reason: string): Looked {
  const lines = subcontractLines(record, { costCodes: new Map(), costTypes: new Set() }, site.company.settings);
  const offer = subcontractOffer({
    ...{ subcontract: record, project, books: undefined, lines, document: undefined, edits: known.edits },
    checks: [block('sage_unavailable', { values: { reason: text(reason) } })],
    link: site.procore.link('subcontract', record.project, record.id),
  });
  return { kind: 'ready', offer };
}

/** The day it is where the company's books are kept. */
function today(site: Site, now: Instant): CalendarDate {
  return DateTime.fromMillis(now, { zone: site.company.timeZone }).toFormat('yyyy-MM-dd') as CalendarDate;
}
