import { describe, expect, it } from 'vitest';
import { fingerprint, procoreUserId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import type { Looked } from '../../src/transfers/flow.ts';
import type { Memory } from '../../src/transfers/memory.ts';
import type { Offer } from '../../src/transfers/offer.ts';
import { reconcile, stillHolding, type Plan } from '../../src/transfers/reconcile.ts';
import type { State, Transfer } from '../../src/transfers/transfer.ts';
import { block } from '../../src/workflows/checks.ts';
import { adam, people, start } from '../builders.ts';
import { approval, incompleteOffer, inState, offer, offerOf, overBudget, states } from './transfer-builders.ts';

type Seen = Exclude<Looked, { readonly kind: 'unread' }>;

const ready = (seen: Offer): Seen => ({ kind: 'ready', offer: seen });
const gone: Seen = { kind: 'gone' };
const notReady = (why: 'status' | 'not_live' | 'linked' | 'erp_integrated'): Seen => {
  return { kind: 'not_ready', why, number: 'SC-004', detail: 'Draft', sourceUpdatedAt: start };
};
const changed = offer({ fingerprint: fingerprint('other'), terms: 'other' });
const withoutSage = incompleteOffer({ checks: [block('sage_unavailable')] });
const plan = (current: Transfer | undefined, seen: Seen, memory?: Partial<Memory>): Plan =>
  reconcile(current, memory as Memory | undefined, seen, people, start);

const movable = ['blocked', 'awaiting', 'approved', 'refused'] as const;
const fixed = states.filter((state) =>
  ['sending', 'unconfirmed', 'held', 'posted', 'synced', 'done_by_hand'].includes(state),
);
const ended: readonly State[] = ['sent_back', 'withdrawn', 'unlinked'];

describe('a look at a record that was never offered', () => {
  it('opens its first round when it is ready, whatever blocks it', () => {
    expect(plan(undefined, ready(offer()))).toMatchObject({ do: 'open', replaces: undefined });
    expect(plan(undefined, ready(incompleteOffer()))).toMatchObject({ do: 'open' });
  });

  it('remembers why it is not ready, and nothing of one that is gone', () => {
    expect(plan(undefined, notReady('status'))).toEqual({
      do: 'rest',
      why: 'status',
      detail: 'Draft',
      askedAgain: false,
    });
    expect(plan(undefined, gone)).toEqual({ do: 'nothing' });
  });
});

describe.each(fixed)('a look at a record that is %s', (state) => {
  it.each([
    ['unchanged', ready(offer())],
    ['changed', ready(changed)],
    ['blocked', ready(incompleteOffer())],
    ['not ready', notReady('status')],
    ['linked', notReady('linked')],
    ['deleted', gone],
  ])('changes nothing when it is %s in Procore', (_what, seen) => {
    expect(plan(inState(state), seen)).toEqual({ do: 'nothing' });
  });
});

describe.each(movable)('a look at a record that is %s', (state) => {
  const current = inState(state) as Extract<Transfer, { state: (typeof movable)[number] }>;

  it('withdraws it when it is deleted or not ready any more, and says which', () => {
    const why = [gone, ...(['status', 'not_live', 'erp_integrated', 'linked'] as const).map(notReady)].map((seen) => {
      const found = plan(current, seen);
      return found.do === 'refresh' && found.after.state === 'withdrawn' ? found.after.why : found.do;
    });

    expect(why).toEqual(['gone', 'not_ready', 'not_live', 'not_live', 'linked_elsewhere']);
  });

  it('tells those who had approved that it was for nothing', () => {
    const found = plan(current, gone);
    const told = 'approvals' in current && current.approvals.length > 0 ? ['carla'] : [];

    expect(found.do === 'refresh' && found.notices.map((notice) => ('to' in notice ? notice.to : ''))).toEqual(told);
  });

  it('changes nothing while Sage is away, for nothing can be compared', () => {
    const known = inState(state, { offer: offer() });

    expect(plan(known, ready(withoutSage))).toEqual({ do: 'nothing' });
  });

  it('supersedes it when what would be written is not the same any more', () => {
    const known = inState(state, { offer: offer() });

    expect(plan(known, ready(changed))).toMatchObject({ do: 'supersede', before: known, offer: changed });
    expect(plan(known, ready(incompleteOffer()))).toMatchObject({ do: 'supersede' });
  });
});

describe('a look at a record that is blocked', () => {
  it('shows its buttons once nothing blocks it any more', () => {
    const blocked = inState('blocked');

    expect(plan(blocked, ready(offer()))).toMatchObject({
      do: 'refresh',
      after: { state: 'awaiting', approvals: [], revision: 2 },
    });
  });

  it('shows other blocks when there are others, and nothing new when there are none', () => {
    const blocked = inState('blocked');

    expect(plan(blocked, ready(withoutSage))).toMatchObject({ do: 'refresh', after: { state: 'blocked' } });
    expect(plan(blocked, ready(blocked.offer))).toEqual({ do: 'nothing' });
  });
});

describe('a look at a record that waits for approval', () => {
  const half = inState('awaiting', { offer: offerOf(60_000_00), approvals: [approval()] });

  it('is blocked without its approvals when a check fails now, and those who gave them are told', () => {
    const found = plan(half, ready(offerOf(60_000_00, { checks: [block('vendor_inactive')] })));

    expect(found).toMatchObject({
      do: 'refresh',
      after: { state: 'blocked' },
      notices: [{ to: 'carla', why: 'blocked' }],
    });
    expect(found.do === 'refresh' && found.after).not.toHaveProperty('approvals');
  });

  it('loses the approvals that did not tick a warning that is new', () => {
    const found = plan(half, ready(offerOf(60_000_00, { checks: [overBudget] })));

    expect(found).toMatchObject({
      after: { state: 'awaiting', approvals: [] },
      notices: [{ to: 'carla', why: 'new_warning' }],
    });
  });

  it('keeps them when only what is shown changed', () => {
    const found = plan(half, ready(offerOf(60_000_00, { facts: [] })));

    expect(found).toMatchObject({ do: 'refresh', after: { approvals: [{ person: 'carla' }] }, notices: [] });
  });

  it('changes nothing when only the time of the last save differs', () => {
    expect(plan(half, ready({ ...half.offer, sourceUpdatedAt: start }))).toEqual({ do: 'nothing' });
  });
});

describe('approvals that still hold', () => {
  const ticked = approval({ ticks: [{ code: 'over_budget', line: '2', amountCents: cents(1_500_00) }] });
  const warned = (amount: number) => offer({ checks: [{ ...overBudget, cents: cents(amount) }] });

  it('ticked each warning there is, for at least as much money', () => {
    expect(stillHolding([ticked], warned(1_500_00), people)).toEqual([ticked]);
    expect(stillHolding([ticked], warned(1_499_99), people)).toEqual([ticked]);
    expect(stillHolding([ticked], warned(1_500_01), people)).toEqual([]);
    expect(stillHolding([ticked], offer({ checks: [{ ...overBudget, line: '3' }] }), people)).toEqual([]);
  });

  it('are nobody’s who changed the record since', () => {
    const users = [procoreUserId('501')];

    expect(stillHolding([approval()], offer({ authors: { users, lastEditorKnown: true } }), people)).toEqual([]);
  });

  it('are none when anything blocks', () => {
    expect(stillHolding([approval()], offer({ checks: [block('job_closed')] }), people)).toEqual([]);
  });
});

describe('a look at a record whose round has ended', () => {
  it.each(['withdrawn', 'unlinked'] as const)('offers it anew when it was %s and is ready again', (state) => {
    expect(plan(inState(state), ready(offer()))).toMatchObject({ do: 'open', replaces: { state } });
  });

  it('offers one that was sent back only when what would be written differs', () => {
    expect(plan(inState('sent_back'), ready(offer()))).toEqual({ do: 'nothing' });
    expect(plan(inState('sent_back'), ready({ ...offer(), sourceUpdatedAt: start, checks: [overBudget] }))).toEqual({
      do: 'nothing',
    });
    expect(plan(inState('sent_back'), ready(changed))).toMatchObject({ do: 'open', replaces: { state: 'sent_back' } });
  });

  it('offers one that was sent back as it is when a person asks', () => {
    expect(plan(inState('sent_back'), ready(offer()), { askedAgain: true })).toMatchObject({ do: 'open' });
  });

  it('goes by the time of the last save where there was no document', () => {
    const back = inState('sent_back', { offer: incompleteOffer() });

    expect(plan(back, ready(incompleteOffer()))).toEqual({ do: 'nothing' });
    expect(plan(back, ready(incompleteOffer({ sourceUpdatedAt: start })))).toMatchObject({ do: 'open' });
  });

  it('offers nothing that was sent back while Sage is away, for nobody can say whether it differs', () => {
    const touched = { ...withoutSage, sourceUpdatedAt: start };

    expect(plan(inState('sent_back'), ready(touched))).toEqual({ do: 'nothing' });
    expect(plan(inState('sent_back'), ready(touched), { askedAgain: true })).toMatchObject({ do: 'open' });
  });

  it('asks again by itself for one that its author took back after it was sent back', () => {
    expect(plan(inState('sent_back'), notReady('status'))).toMatchObject({ do: 'rest', askedAgain: true });
    for (const state of ended.filter((each) => each !== 'sent_back'))
      expect(plan(inState(state), notReady('status'))).toMatchObject({ do: 'rest', askedAgain: false });
  });

  it('does nothing about one that is gone', () => {
    for (const state of ended) expect(plan(inState(state), gone)).toEqual({ do: 'nothing' });
  });
});

it('tells each of several approvers once', () => {
  const both = [approval(), approval({ person: adam.id, role: 'admin' })];
  const found = plan(inState('approved', { approvals: both }), gone);

  expect(found.do === 'refresh' && found.notices).toHaveLength(2);
});
