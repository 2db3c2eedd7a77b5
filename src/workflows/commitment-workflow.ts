import type { ProcoreCommitment, ProcoreFailure, Project, StampedKind } from '../ports/procore.ts';
import type { SageProfile } from '../ports/sage.ts';
import type { SageKind } from '../ports/sage-kinds.ts';
import type { JsonObject } from '../shared/json.ts';
import type { Result } from '../shared/result.ts';
import { inTurns } from '../shared/steps.ts';
import type { Check } from '../transfers/check.ts';
import type { Flow, Known, Looked, RecordRef, Restated, Site } from '../transfers/flow.ts';
import type { Fact, LineTable } from '../transfers/offer.ts';
import type { Settings } from '../transfers/settings.ts';
import { text } from '../transfers/value.ts';
import { block } from './checks.ts';
import { readProcoreSide, readSageSide, type CommitmentBooks } from './commitment-books.ts';
import { commitmentChecks } from './commitment-checks.ts';
import type { CommitmentLine } from './commitment-lines.ts';
import { commitmentOffer, type Offered } from './commitment-offer.ts';
import { companyDay } from './company-day.ts';
import { isLinked } from './is-linked.ts';
import { nameOf } from './named-document.ts';
import { restatedLines, restatedVendor, type LineNow } from './restated.ts';
import { withSagesWord } from './sages-word.ts';
import type { Workflow } from './workflow.ts';

type Coding = Pick<CommitmentBooks, 'costCodes' | 'costTypes'>;

/** What is different between the kinds of commitments. Everything else about them is the same. */
export interface CommitmentTraits<C extends ProcoreCommitment, L extends CommitmentLine> {
  readonly kind: StampedKind;
  readonly target: SageKind;
  readonly changed: Flow['changed'];
  read(site: Site, ref: RecordRef): Promise<Result<C, ProcoreFailure>>;
  readyStatuses(settings: Settings): readonly string[];
  limits(profile: SageProfile, settings: Settings): { readonly number: number; readonly title: number };
  /** Without the profile when Sage could not be asked. */
  lines(commitment: C, coding: Coding, settings: Settings, profile: SageProfile | undefined): readonly L[];
  /** What is checked beside what holds for every commitment. */
  checks(commitment: C, lines: readonly L[], settings: Settings): readonly Check[];
  document(commitment: C, lines: readonly L[], books: CommitmentBooks, settings: Settings): JsonObject | undefined;
  /** The lines as they stand now, and what of the header is the subcontractor's beside his name, for what was posted. */
  linesNow(commitment: C): readonly LineNow[];
  restated(commitment: C): JsonObject;
  facts(offered: Offered<C, L>): readonly Fact[];
  table(offered: Offered<C, L>): LineTable;
}

/** A commitment of Procore's becomes one in Sage, once its job and its vendor are linked. */
export function commitmentWorkflow<C extends ProcoreCommitment, L extends CommitmentLine>(
  traits: CommitmentTraits<C, L>,
): Workflow {
  const { kind } = traits;

  async function look(site: Site, ref: RecordRef, known: Known): Promise<Looked> {
    const [read, project] = await Promise.all([traits.read(site, ref), site.procore.project(ref.project)]);
    if (!read.ok)
      return read.failure.kind === 'not_found' ? { kind: 'gone' } : { kind: 'unread', failure: read.failure };
    if (!project.ok) return { kind: 'unread', failure: project.failure };
    const resting = notReady(site, read.value, project.value, known);
    if (resting !== undefined) return resting;

    const ours = await readProcoreSide(site, read.value, project.value);
    if (!ours.ok) return { kind: 'unread', failure: ours.failure };
    const books = await readSageSide(site, { collection: traits.target, number: read.value.number }, ours.value);
    return books.ok
      ? assess(site, read.value, books.value, known)
      : sageAway(site, read.value, project.value, known, books.failure.kind);
  }

  function notReady(site: Site, record: C, project: Project, known: Known): Looked | undefined {
    const { settings, liveProjects } = site.company;
    const rest = (why: Extract<Looked, { kind: 'not_ready' }>['why'], detail: string): Looked => {
      return { kind: 'not_ready', why, detail, number: record.number || record.id, sourceUpdatedAt: record.updatedAt };
    };
    if (project.erpIntegrated === true) return rest('erp_integrated', project.number);
    if (!liveProjects.has(record.project)) return rest('not_live', project.number);
    if (isLinked(record.originId, known)) return rest('linked', record.originId);
    if (!traits.readyStatuses(settings).includes(record.status)) return rest('status', record.status);
    return undefined;
  }

  async function assess(site: Site, record: C, books: CommitmentBooks, known: Known): Promise<Looked> {
    const { settings } = site.company;
    const { operationKey } = known;
    await site.turns.next();
    const lines = traits.lines(record, books, settings, books.profile);
    await site.turns.next();
    const document = traits.document(record, lines, books, settings);
    await site.turns.next();
    const checked = {
      ...{ commitment: record, lines, books, settings, operationKey },
      limits: traits.limits(books.profile, settings),
      today: companyDay(site.company, known.now),
    };
    const common = await inTurns(site.turns, commitmentChecks(checked));
    const own = [...common, ...traits.checks(record, lines, settings)];
    await site.turns.next();
    const checks = await withSagesWord(site, { kind: traits.target, operationKey, document }, own);
    if (!checks.ok) return sageAway(site, record, books.project, known, checks.failure.kind);
    const fingerprint = await nameOf(site, kind, document);
    const offered = { commitment: record, project: books.project, books, lines };
    const offer = commitmentOffer(offered, {
      ...{ fingerprint, checks: checks.value, edits: known.edits },
      ...{ facts: traits.facts(offered), table: traits.table(offered) },
      link: site.procore.link(kind, record.project, record.id),
    });
    return document === undefined ? { kind: 'ready', offer } : { kind: 'ready', offer, document };
  }

  /** Without Sage nothing can be checked, so nothing can be approved; what Procore says is shown. */
  function sageAway(site: Site, record: C, project: Project, known: Known, reason: string): Looked {
    const nothing = { costCodes: new Map<string, never>(), costTypes: new Set<never>() };
    const lines = traits.lines(record, nothing, site.company.settings, undefined);
    const offered = { commitment: record, project, books: undefined, lines };
    const offer = commitmentOffer(offered, {
      ...{ fingerprint: undefined, edits: known.edits },
      ...{ facts: traits.facts(offered), table: traits.table(offered) },
      checks: [block('sage_unavailable', { values: { reason: text(reason) } })],
      link: site.procore.link(kind, record.project, record.id),
    });
    return { kind: 'ready', offer };
  }

  async function restate(site: Site, ref: RecordRef, document: JsonObject): Promise<Restated> {
    const read = await traits.read(site, ref);
    if (!read.ok)
      return read.failure.kind === 'not_found' ? { kind: 'gone' } : { kind: 'unread', failure: read.failure };
    const vendor = await restatedVendor(site, read.value.vendor);
    if (vendor.kind !== 'vendor') return vendor;
    const { settings } = site.company;
    const now = traits.linesNow(read.value);
    await site.turns.next();
    return {
      kind: 'restated',
      status: { now: read.value.status, ready: traits.readyStatuses(settings) },
      fields: {
        vendorNumber: vendor.number,
        ...traits.restated(read.value),
        lines: restatedLines(now, document, settings),
      },
    };
  }

  return {
    kind,
    direction: 'export',
    rank: 50,
    target: traits.target,
    prerequisites: [
      { name: 'job_linked', failing: ['job_not_linked', 'job_gone', 'job_closed'], waitsFor: ['job'] },
      {
        name: 'vendor_linked',
        failing: ['vendor_missing', 'vendor_not_linked', 'vendor_gone', 'vendor_inactive'],
        waitsFor: ['vendor'],
      },
      { name: 'approved_in_procore', failing: [], waitsFor: [] },
    ],
    changed: traits.changed,
    look,
    restate,
    stamp: (site, ref, mark) => site.procore.stamp({ kind, ...ref, ...mark }),
    reopen: (site, { project, record }) => site.procore.reopen(kind, project, record),
  };
}
