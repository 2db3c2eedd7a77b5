import type { JsonObject } from '../../src/shared/json.ts';
import { fingerprintOf } from '../../src/shared/fingerprint.ts';
import { personId, procoreUserId, recordId, transferId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import type { Check } from '../../src/transfers/check.ts';
import { makeOperationKey } from '../../src/transfers/keys.ts';
import { termsOf, type CompleteOffer, type Offer } from '../../src/transfers/offer.ts';
import type { Approval, Receipt, State, Transfer } from '../../src/transfers/transfer.ts';
import { instant } from '../../src/shared/dates.ts';
import { money, text, word } from '../../src/transfers/value.ts';
import { block, warn } from '../../src/workflows/checks.ts';
import { adam, carla, company, harbor, start } from '../builders.ts';

export const document: JsonObject = {
  number: 'SC-004',
  date: '2026-05-20',
  vendorNumber: '217',
  jobNumber: '1042',
  description: 'Concrete',
  status: 4,
  retainageBasisPoints: 1_000,
  lines: [
    { lineRef: '88001', description: 'Footings', costCode: '3300.000', costType: 4, cents: 30_000_00 },
    { lineRef: '88002', description: 'Slab on grade', costCode: '3310.000', costType: 4, cents: 10_000_00 },
  ],
};

const fingerprint = fingerprintOf('subcontract', document);

/** A complete offer of 40,000.00, written by the project manager. Its terms follow from what it says. */
export function offer(changes: Partial<CompleteOffer> = {}): CompleteOffer {
  const checks = changes.checks ?? [];
  const amount = changes.subject?.amount ?? cents(40_000_00);
  return {
    subject: {
      number: 'SC-004',
      title: 'Concrete',
      amount,
      jobNumber: '1042',
      jobName: 'Harbor Street Medical Office',
      counterparty: 'Ridgeline Concrete LLC',
      private: false,
      link: 'https://procore.test/7001/4401',
    },
    fingerprint,
    checks,
    facts: [
      { name: 'vendor', value: text('Ridgeline Concrete LLC (Sage 217)') },
      { name: 'amount', value: money(amount) },
      { name: 'executed', value: word('yes') },
    ],
    table: {
      columns: ['line', 'description', 'amount'],
      rows: [
        [text('1'), text('Footings'), money(cents(30_000_00))],
        [text('2'), text('Slab on grade'), money(cents(10_000_00))],
      ],
      refs: ['88001', '88002'],
      total: 2,
    },
    bandCents: amount,
    authors: { users: [procoreUserId('503')], lastEditor: procoreUserId('503'), lastEditorKnown: true },
    target: 'sc-004',
    terms: termsOf(changes.fingerprint ?? fingerprint, checks),
    sourceUpdatedAt: instant(start - 3_600_000),
    ...changes,
  };
}

/** An offer of that amount, which decides the band. */
export function offerOf(amount: number, changes: Partial<CompleteOffer> = {}): CompleteOffer {
  return offer({ subject: { ...offer().subject, amount: cents(amount) }, ...changes });
}

/** An offer without a document, because the vendor is not linked. */
export function incompleteOffer(changes: Partial<Offer> = {}): Offer {
  const { fingerprint: _none, ...rest } = offer();
  const checks = [block('vendor_not_linked', { values: { vendor: text('Ridgeline Concrete LLC') } })];
  return { ...rest, checks, terms: termsOf(undefined, checks), ...changes };
}

export const overBudget: Check = warn('over_budget', {
  line: '2',
  cents: cents(1_500_00),
  values: { code: text('3310.000'), type: text('4'), amount: money(cents(10_000_00)), warning: text('over_budget') },
});

export function approval(changes: Partial<Approval> = {}): Approval {
  return {
    person: personId('carla'),
    role: 'controller',
    platform: 'slack',
    at: instant(start + 60_000),
    fingerprint,
    ticks: [],
    policyVersion: 'p1',
    ...changes,
  };
}

export const receipt: Receipt = {
  key: '501',
  id: 'id-1',
  number: 'SC-004',
  readAt: instant(start + 120_000),
  adopted: 'no',
  lineMap: [{ lineRef: '88001', line: '1' }],
};

const common = {
  id: transferId('t1'),
  company: company().id,
  sageCompany: company().sageCompany,
  kind: 'subcontract',
  direction: 'export',
  project: harbor,
  record: recordId('4401'),
  round: 1,
  attempt: 1,
  revision: 1,
  openedAt: start,
  changedAt: start,
} as const;

type In<S extends State> = Extract<Transfer, { state: S }>;

const everyState: { readonly [S in State]: Omit<In<S>, keyof typeof common | 'operationKey' | 'state'> } = (() => {
  const decided = { offer: offer(), approvals: [approval()] };
  return {
    blocked: { offer: incompleteOffer() },
    awaiting: { offer: offer(), approvals: [] },
    approved: decided,
    sending: { ...decided, sentAt: start },
    unconfirmed: { ...decided, sentAt: start, reportBy: instant(start + 60_000) },
    held: {
      ...decided,
      why: 'differs',
      found: receipt,
      differences: [{ line: '', field: 'retainageBasisPoints', before: 1_000, after: 500 }],
      terms: '0123456789abcdef',
      acceptances: [],
    },
    refused: { ...decided, problems: [{ code: '14050', field: 'description', message: 'Invalid data' }] },
    posted: { ...decided, receipt },
    synced: { ...decided, receipt, stamp: { kind: 'stamped' } },
    sent_back: { offer: offer(), by: carla.id, platform: 'slack', reason: 'Wrong retainage', to: 'project_manager' },
    superseded: { offer: offer(), by: transferId('t2'), approvals: [approval()] },
    withdrawn: { offer: offer(), why: 'gone' },
    done_by_hand: { offer: offer(), by: adam.id, reason: 'Entered by hand' },
    unlinked: { offer: offer(), by: carla.id, reason: 'voided', receipt },
  };
})();

export const states = Object.keys(everyState) as readonly State[];

/** A valid transfer in that state; a test names only what it is about. */
export function inState<S extends State>(state: S, changes: Partial<In<S>> = {}): In<S> {
  const { company: of, sageCompany, direction, kind, record } = common;
  const round = changes.round ?? 1;
  const operationKey = makeOperationKey({ company: of, sageCompany, direction, kind, record, round });
  return { ...common, operationKey, ...everyState[state], state, ...changes } as unknown as In<S>;
}
