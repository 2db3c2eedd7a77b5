import { describe, expect, it } from 'vitest';
import { cents } from '../../src/shared/money.ts';
import { tickId } from '../../src/transfers/check.ts';
import { accept, approve, retry, sendBack, type Act } from '../../src/transfers/decide.ts';
import { adam, carla, cleo, otto, people, policy } from '../builders.ts';
import { actOf } from '../fakes/pressing.ts';
import { approval, inState, offer, offerOf, overBudget, states } from './transfer-builders.ts';

const waiting = inState('awaiting');
const large = inState('awaiting', { offer: offerOf(60_000_00) });
const warned = inState('awaiting', { offer: offer({ checks: [overBudget] }) });
const on = (transfer: typeof waiting, ticks: readonly string[] = []) => ({ terms: transfer.offer.terms, ticks });
const carlas = actOf(carla);

describe('an approval', () => {
  it('approves when the last seat is filled, and keeps what was agreed to', () => {
    const done = approve(waiting, on(waiting), carlas);

    expect(done).toMatchObject({ ok: true, value: { state: 'approved', revision: 2 } });
    expect(done.ok && done.value.approvals).toEqual([approval({ at: carlas.at })]);
  });

  it('fills one seat of two, and the second approves, in whatever order they come', () => {
    for (const [first, second] of [
      [carla, adam],
      [adam, carla],
    ] as const) {
      const one = approve(large, on(large), actOf(first));
      expect(one).toMatchObject({ ok: true, value: { state: 'awaiting' } });
      const both = one.ok && one.value.state === 'awaiting' && approve(one.value, on(large), actOf(second));
      expect(both).toMatchObject({ ok: true, value: { state: 'approved', approvals: { length: 2 } } });
    }
  });

  it('is refused to somebody whose role has no seat, who is told whose it is', () => {
    const refused = { ok: false, failure: { kind: 'no_right', roles: ['controller', 'clerk'] } };

    expect(approve(waiting, on(waiting), actOf(otto))).toEqual(refused);
    expect(approve(waiting, on(waiting), actOf(adam))).toEqual(refused);
  });

  it('is refused where the policy names nobody', () => {
    const none = actOf(carla, { policy: policy({ rules: [] }) });

    expect(approve(waiting, on(waiting), none)).toEqual({ ok: false, failure: { kind: 'nobody_may' } });
  });

  it('is refused to who created or changed the record', () => {
    const authors = { users: [carla.procore ?? waiting.offer.authors.users[0]], lastEditorKnown: true };
    const own = inState('awaiting', { offer: offer({ authors: authors as typeof waiting.offer.authors }) });

    expect(approve(own, on(own), carlas)).toEqual({ ok: false, failure: { kind: 'author' } });
  });

  it('counts a person once, in Slack and Teams together', () => {
    const half = inState('awaiting', { offer: offerOf(60_000_00), approvals: [approval()] });

    expect(approve(half, on(half), actOf(carla, { platform: 'teams' }))).toEqual({
      ok: false,
      failure: { kind: 'has_seat' },
    });
  });

  it('is refused when no seat is left that the role could fill, and says which is', () => {
    const half = inState('awaiting', { offer: offerOf(60_000_00), approvals: [approval()] });
    const conny = { ...carla, id: cleo.id };

    expect(approve(half, on(half), actOf(conny))).toEqual({
      ok: false,
      failure: { kind: 'no_seat_left', roles: ['admin'] },
    });
  });

  it('needs one more person when nobody knows who changed the record last', () => {
    const unknown = inState('awaiting', { offer: offer({ authors: { users: [], lastEditorKnown: false } }) });
    const one = approve(unknown, on(unknown), carlas);

    expect(one).toMatchObject({ ok: true, value: { state: 'awaiting' } });
    expect(one.ok && approve(one.value, on(unknown), actOf(cleo))).toMatchObject({ value: { state: 'approved' } });
  });

  it('is refused while the last editor is unknown where the policy wants that', () => {
    const unknown = inState('awaiting', { offer: offer({ authors: { users: [], lastEditorKnown: false } }) });
    const strict = actOf(carla, { policy: policy({ unknownAuthor: 'refuse' }) });

    expect(approve(unknown, on(unknown), strict)).toEqual({ ok: false, failure: { kind: 'author_unknown' } });
  });

  it('is refused on terms that are not those that stand there now', () => {
    const stale = approve(waiting, { terms: 'f'.repeat(16), ticks: [] }, carlas);

    expect(stale).toEqual({ ok: false, failure: { kind: 'stale', transfer: waiting } });
  });

  it('is stale on a record that is blocked now, and too late on one that was decided', () => {
    const press = { terms: waiting.offer.terms, ticks: [] };

    expect(approve(inState('blocked'), press, carlas)).toMatchObject({ failure: { kind: 'stale' } });
    for (const state of states.filter((each) => !['blocked', 'awaiting'].includes(each)))
      expect(approve(inState(state), press, carlas)).toMatchObject({ failure: { kind: 'already' } });
  });

  it('asks for every warning to be ticked, and keeps them with their amounts', () => {
    const unticked = approve(warned, on(warned), carlas);
    const ticked = approve(warned, on(warned, [tickId(overBudget)]), carlas);

    expect(unticked).toEqual({ ok: false, failure: { kind: 'untick', of: 'subcontract', missing: [overBudget] } });
    expect(ticked.ok && ticked.value.approvals[0]?.ticks).toEqual([
      { code: 'over_budget', line: '2', amountCents: 1_500_00 },
    ]);
  });

  it('does not take a tick of a smaller amount for the warning of a larger', () => {
    const smaller = tickId({ ...overBudget, cents: cents(1_00) });

    expect(approve(warned, on(warned, [smaller]), carlas)).toMatchObject({ failure: { kind: 'untick' } });
  });

  it('is by the policy of now: a second seat that came meanwhile must be filled', () => {
    const bands = [{ from: cents(0), below: undefined, seats: [{ roles: ['controller'] }, { roles: ['admin'] }] }];
    const stricter = policy({ version: 'p2', rules: [{ kinds: '*', jobs: '*', bands }] });
    const done = approve(waiting, on(waiting), actOf(carla, { policy: stricter }));

    expect(done).toMatchObject({ ok: true, value: { state: 'awaiting', approvals: [{ policyVersion: 'p2' }] } });
  });

  it('completes what the people who sit already are enough for by the policy of now', () => {
    const bands = [{ from: cents(0), below: undefined, seats: [{ roles: ['controller', 'admin'] }] }];
    const laxer = policy({ rules: [{ kinds: '*', jobs: '*', bands }] });
    const half = inState('awaiting', { offer: offerOf(60_000_00), approvals: [approval()] });

    expect(approve(half, on(half), actOf(adam, { policy: laxer }))).toMatchObject({ value: { state: 'approved' } });
    expect(approve(half, on(half), actOf(carla, { policy: laxer }))).toMatchObject({
      value: { state: 'approved', approvals: { length: 1 } },
    });
  });
});

describe('sending back', () => {
  it.each(['blocked', 'awaiting', 'approved', 'refused'] as const)('ends a round that is %s', (state) => {
    const back = sendBack(inState(state), 'reopen', 'The retainage is wrong', carlas);

    expect(back).toMatchObject({
      ok: true,
      value: { state: 'sent_back', by: 'carla', to: 'reopen', reason: 'The retainage is wrong', revision: 2 },
    });
    expect(back.ok && back.value).not.toHaveProperty('approvals');
  });

  it('is too late once a write may have left', () => {
    const late = states.filter((state) => !['blocked', 'awaiting', 'approved', 'refused'].includes(state));

    for (const state of late)
      expect(sendBack(inState(state), 'reopen', 'wrong', carlas)).toMatchObject({ failure: { kind: 'already' } });
  });

  it('is refused to those whom no rule names', () => {
    for (const person of people.all.filter(({ role }) => ['pm', 'outsider'].includes(role)))
      expect(sendBack(waiting, 'reopen', 'wrong', actOf(person))).toMatchObject({ failure: { kind: 'no_right' } });
  });
});

describe('a retry', () => {
  it('goes back to the checks under a higher attempt, with the approvals it has', () => {
    const again = retry(inState('refused'), carlas);

    expect(again).toMatchObject({ ok: true, value: { state: 'approved', attempt: 2, approvals: { length: 1 } } });
    expect(again.ok && again.value).not.toHaveProperty('problems');
  });

  it('is for refused records and for people with a right only', () => {
    expect(retry(inState('held'), carlas)).toMatchObject({ failure: { kind: 'already' } });
    expect(retry(inState('refused'), actOf(otto))).toMatchObject({ failure: { kind: 'no_right' } });
  });
});

describe('accepting what stands in Sage', () => {
  const held = inState('held');
  const press = { terms: held.terms, reason: 'Sage rounds retainage' };
  const acting = (act: Act) => accept(held, press, act);

  it('needs a full decision of its own, whoever had approved', () => {
    const done = acting(carlas);

    expect(done).toMatchObject({
      ok: true,
      value: { agreedAt: carlas.at, acceptances: [{ person: 'carla', reason: press.reason }] },
    });
  });

  it('needs every seat that the amount needs', () => {
    const big = inState('held', { offer: offerOf(60_000_00) });
    const first = accept(big, press, carlas);

    expect(first).not.toHaveProperty('value.agreedAt');
    expect(first.ok && accept(first.value, press, actOf(adam))).toHaveProperty('value.agreedAt');
    expect(first.ok && accept(first.value, press, carlas)).toMatchObject({ failure: { kind: 'has_seat' } });
  });

  it('is bound to the difference that was shown', () => {
    expect(accept(held, { ...press, terms: 'f'.repeat(16) }, carlas)).toMatchObject({ failure: { kind: 'stale' } });
  });

  it('is for held records and for people with a seat only', () => {
    expect(accept(inState('awaiting'), press, carlas)).toMatchObject({ failure: { kind: 'already' } });
    expect(acting(actOf(adam))).toMatchObject({ failure: { kind: 'no_right' } });
    for (const why of ['voided', 'several', 'untold'] as const)
      expect(accept(inState('held', { why }), press, carlas)).toMatchObject({ failure: { kind: 'already' } });
  });
});
