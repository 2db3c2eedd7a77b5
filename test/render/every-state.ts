import { transferCard } from '../../src/chat/transfer-card.ts';
import { instant } from '../../src/shared/dates.ts';
import { calendarDate, type CalendarDate } from '../../src/shared/dates.ts';
import { operationKey, recordId, transferId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { accept, approve, retry, sendBack } from '../../src/transfers/decide.ts';
import { tickId, warnings } from '../../src/transfers/check.ts';
import { differences } from '../../src/transfers/difference.ts';
import { isComplete, type CompleteOffer, type Offer } from '../../src/transfers/offer.ts';
import { withoutApprovals } from '../../src/transfers/reconcile.ts';
import { held, lostTrack, notSent, refused, settledByFinding } from '../../src/transfers/settle.ts';
import type { Approved, Awaiting, Receipt, Sending, Transfer } from '../../src/transfers/transfer.ts';
import { subcontract } from '../../src/workflows/subcontract.ts';
import { commitmentChecks } from '../../src/workflows/commitment-checks.ts';
import { subcontractDocument } from '../../src/workflows/subcontract-document.ts';
import { commitmentLines } from '../../src/workflows/commitment-lines.ts';
import { fingerprintOf } from '../../src/shared/fingerprint.ts';
import { atOnce } from '../../src/shared/steps.ts';
import { commitmentOffer } from '../../src/workflows/commitment-offer.ts';
import { subcontractFacts, subcontractTable } from '../../src/workflows/subcontract-card.ts';
import type { CommitmentBooks } from '../../src/workflows/commitment-books.ts';
import {
  adam,
  carla,
  company,
  people,
  petra,
  policy,
  procoreLine,
  procoreSubcontract,
  procoreVendor,
  project,
  settings,
  start,
} from '../builders.ts';
import type { NamedCard } from './sample-cards.ts';

/** Every state of a subcontract, each made by the step that makes it in life. */

const books: CommitmentBooks = {
  project: project(),
  vendor: procoreVendor(),
  profile: {
    limits: { subcontractNumber: 20, subcontractTitle: 50, lineDescription: 50 },
    overBudget: { rule: 'warn', tolerance: { type: 'none' } },
    traceField: 'userDefined2',
    canSetPeriod: true,
    credits: false,
  },
  sageJob: { key: '1042', number: '1042', name: 'Harbor Street Medical Office', status: 4 },
  sageVendor: {
    key: '217',
    number: '217',
    name: 'Ridgeline Concrete LLC',
    active: true,
    insuranceExpires: calendarDate('2026-12-31'),
  },
  costCodes: new Map([
    ['3300.000', { code: '3300.000', name: 'Cast-in-place concrete' }],
    ['3310.000', { code: '3310.000', name: 'Slabs' }],
  ]),
  costTypes: new Set([1, 2, 3, 4, 5]),
  totals: [
    {
      costCode: '3300.000',
      costType: 4,
      revisedBudgetCents: cents(120_000_00),
      committedCents: cents(20_000_00),
      invoicedCents: cents(0),
    },
    {
      costCode: '3310.000',
      costType: 4,
      revisedBudgetCents: cents(60_000_00),
      committedCents: cents(0),
      invoicedCents: cents(0),
    },
  ],
  sameNumber: [],
};

function offered(changes: Parameters<typeof procoreSubcontract>[0], around: Partial<CommitmentBooks> = {}) {
  const record = procoreSubcontract({ title: 'Cast-in-place concrete, levels 1 to 3', ...changes });
  const all = { ...books, ...around };
  const lines = commitmentLines(record.lines, all, settings);
  const document = subcontractDocument(record, lines, all, settings);
  const checks = atOnce(
    commitmentChecks({
      ...{ commitment: record, lines, books: all, settings, limits: { number: 20, title: 50 } },
      ...{ operationKey: operationKey('own'), today: '2026-06-01' as CalendarDate },
    }),
  );
  const link = 'https://app.procore.example/contracts/4401';
  const shown = { commitment: record, project: all.project, books: all, lines };
  const offer = commitmentOffer(shown, {
    fingerprint: document === undefined ? undefined : fingerprintOf('subcontract', document),
    ...{ checks, edits: [], link },
    ...{ facts: subcontractFacts(shown), table: subcontractTable(shown) },
  });
  return { offer, document: document ?? {} };
}

function complete(offer: Offer): CompleteOffer {
  if (!isComplete(offer)) throw new Error('the offer was to be complete');
  return offer;
}

const common = {
  id: transferId('a1b2c3'),
  company: company().id,
  sageCompany: company().sageCompany,
  kind: 'subcontract',
  direction: 'export',
  project: project().id,
  record: recordId('4401'),
  round: 1,
  operationKey: operationKey('own'),
  attempt: 1,
  revision: 1,
  openedAt: start,
  changedAt: start,
} as const;

const at = instant(start + 7_320_000);
const act = (person: typeof carla) => ({ person, platform: 'slack' as const, at, policy: policy() });
const must = <T>(result: { ok: true; value: T } | { ok: false; failure: unknown }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
};

const plain = offered({});
const awaiting: Awaiting = { ...common, state: 'awaiting', offer: complete(plain.offer), approvals: [] };
const approved = must(approve(awaiting, { terms: awaiting.offer.terms, ticks: [] }, act(carla))) as Approved;
const sending: Sending = { ...approved, state: 'sending', sentAt: at };
const receipt: Receipt = { key: 'S-311', id: 'guid', number: 'SC-004', readAt: at, adopted: 'no', lineMap: [] };
const posted = settledByFinding(sending, { kind: 'ours', receipt }, at);
const differs = held(
  sending,
  {
    why: 'differs',
    found: receipt,
    differences: [{ line: '', field: 'retainageBasisPoints', before: 1_000, after: 500 }],
  },
  at,
);
const synced = {
  ...(posted as Extract<Transfer, { state: 'posted' }>),
  state: 'synced',
  stamp: { kind: 'stamped' },
} as const;

const big = offered({
  lines: Array.from({ length: 24 }, (_, index) =>
    procoreLine({
      id: recordId(String(90_001 + index)),
      position: index + 1,
      description: `Pour ${index + 1}, grid line ${index + 1}`,
      costCode: index % 3 === 0 ? '3310' : '3300',
      amount: cents(7_614_58),
    }),
  ),
  executed: false,
});
const bigAwaiting: Awaiting = { ...common, state: 'awaiting', offer: complete(big.offer), approvals: [] };
const ticks = warnings(bigAwaiting.offer.checks).map(tickId);
const halfSeated = must(approve(bigAwaiting, { terms: bigAwaiting.offer.terms, ticks }, act(carla)));

const blockedOffer = offered(
  { title: 'A title that is much longer than what this installation of Sage can hold', contractDate: undefined },
  { sageVendor: undefined, vendor: procoreVendor({ originId: undefined }) },
).offer;
const blocked: Transfer = { ...common, state: 'blocked', offer: blockedOffer };
const edited = offered({
  lines: [
    procoreLine({ amount: cents(31_250_00) }),
    procoreLine({
      id: recordId('88002'),
      position: 2,
      description: 'Slab on grade, 6 in',
      costCode: '3310',
      amount: cents(10_000_00),
    }),
  ],
});
const nextRound: Awaiting = {
  ...awaiting,
  round: 2,
  offer: complete(edited.offer),
  previous: {
    transfer: transferId('a0'),
    round: 1,
    how: 'superseded',
    differences: differences(plain.document, edited.document),
    approvedBy: [carla.id],
  },
};
const unknownEditor: Awaiting = {
  ...awaiting,
  offer: { ...awaiting.offer, authors: { users: [], lastEditorKnown: false } },
};
const secret: Awaiting = { ...awaiting, offer: complete(offered({ private: true }).offer) };
const refusal = refused(
  sending,
  [{ code: '14050', field: 'retainageBasisPoints', message: 'Retention is not valid for this contract type.' }],
  at,
);
const sentBack = must(
  sendBack(
    awaiting,
    'reopen',
    'Line 2 belongs to cost code 3320; please move it before this goes to accounting.',
    act(carla),
  ),
);

/** What Procore says otherwise since, and an offer of which a person releases retainage in Sage. */
const changedSince = differences(plain.document, edited.document);
const byHand = {
  ...{ vendor: 'Ridgeline Concrete', commitment: 'SC-004' },
  ...{ release: cents(800_00), before: cents(1_000_00), after: cents(200_00) },
  invoices: [{ number: 'SC-004-01', held: cents(800_00) }],
};
const chosen: Awaiting = {
  ...awaiting,
  inputs: { period: { value: '2026-05', by: carla.id, at }, number: { value: 'INV-7', by: carla.id, at } },
  offer: {
    ...awaiting.offer,
    inputs: [
      {
        ...{ name: 'period', value: '2026-05', usual: '2026-06', weighs: true },
        answer: { type: 'choice', options: ['2026-05', '2026-06'] },
      },
      { name: 'number', value: 'INV-7', usual: 'SC-004-01', answer: { type: 'text', limit: 15 } },
    ],
  },
};

const states: { readonly [name: string]: Transfer } = {
  blocked,
  awaiting,
  'awaiting-two-seats': halfSeated,
  'awaiting-next-round': nextRound,
  'awaiting-unknown-editor': unknownEditor,
  'awaiting-private': secret,
  approved,
  'approved-sage-away': notSent(sending, { for: 'sage', since: at, reason: 'unreachable' }, at),
  sending,
  unconfirmed: lostTrack(sending, instant(at + 60_000), at),
  'held-differs': differs,
  'held-found-other': held(
    sending,
    {
      why: 'found_other',
      found: receipt,
      differences: [{ line: '88002', field: 'cents', before: 1_000_000, after: 990_000 }],
    },
    at,
  ),
  'held-untold': held(sending, { why: 'untold', differences: [] }, at),
  'held-voided': held(sending, { why: 'voided', found: receipt, differences: [] }, at),
  'held-half-accepted': must(
    accept(
      { ...differs, offer: { ...differs.offer, bandCents: cents(60_000_00) } },
      { terms: differs.terms, reason: 'The rate was renegotiated.' },
      act(adam),
    ),
  ),
  'held-accepted': must(accept(differs, { terms: differs.terms, reason: 'The rate was renegotiated.' }, act(carla))),
  refused: refusal,
  'refused-retried': must(retry(refusal, act(carla))),
  posted,
  synced,
  'synced-foreign': { ...synced, stamp: { kind: 'unstamped', reason: { kind: 'foreign', originId: 'ERP-77' } } },
  'synced-changed': {
    ...synced,
    drift: { since: at, procore: 'changed', differences: changedSince, sage: 'stands' },
  },
  'synced-deleted': { ...synced, drift: { since: at, procore: 'gone', differences: [], sage: 'stands' } },
  'synced-voided': { ...synced, drift: { since: at, procore: 'same', differences: [], sage: 'voided' } },
  'synced-left-to-do': { ...synced, offer: { ...synced.offer, byHand } },
  'awaiting-chosen': chosen,
  'sent-back': sentBack,
  superseded: { ...withoutApprovals(awaiting), state: 'superseded', by: transferId('a2'), approvals: [] },
  withdrawn: { ...withoutApprovals(awaiting), state: 'withdrawn', why: 'gone' },
  'done-by-hand': {
    ...withoutApprovals(awaiting),
    state: 'done_by_hand',
    by: petra.id,
    reason: 'Entered before the bot was installed.',
  },
  'done-by-hand-seen': {
    ...withoutApprovals(awaiting),
    state: 'done_by_hand',
    reason: 'seen_in_sage',
    seen: { at, before: cents(800_00), after: cents(0) },
  },
  unlinked: { ...withoutApprovals(awaiting), state: 'unlinked', by: carla.id, reason: 'voided', receipt },
};

export const cards: readonly NamedCard[] = Object.entries(states).map(([name, transfer]) => ({
  name,
  card: transferCard(transfer, { people, policy: policy(), timeZone: 'America/Chicago', workflow: subcontract }),
}));
