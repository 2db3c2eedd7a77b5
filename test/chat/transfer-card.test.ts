import { describe, expect, it } from 'vitest';
import { transferCard, type CardContext } from '../../src/chat/transfer-card.ts';
import { stateLabels } from '../../src/chat/words/terms.ts';
import type { Card } from '../../src/ports/card.ts';
import { personId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { characterCount } from '../../src/shared/text.ts';
import { checkCodes, type Check } from '../../src/transfers/check.ts';
import { columnNames, factNames } from '../../src/transfers/offer.ts';
import type { Transfer } from '../../src/transfers/transfer.ts';
import { money, text } from '../../src/transfers/value.ts';
import { subcontract } from '../../src/workflows/subcontract.ts';
import { carla, people, policy } from '../builders.ts';
import {
  approval,
  incompleteOffer,
  inState,
  offer,
  offerOf,
  overBudget,
  receipt,
  states,
} from '../transfers/transfer-builders.ts';

const context: CardContext = { people, policy: policy(), timeZone: 'America/Chicago', workflow: subcontract };
const cardOf = (transfer: Transfer, changes: Partial<CardContext> = {}): Card =>
  transferCard(transfer, { ...context, ...changes });
const labelsOn = (transfer: Transfer): readonly string[] => cardOf(transfer).buttons.map(({ label }) => label);

/** Every text of a card, at whatever depth. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

const secret: Check = {
  ...overBudget,
  values: {
    ...overBudget.values,
    ...{
      vendor: text('Ridgeline Concrete LLC'),
      message: text('Ridgeline is over by $1,500.00'),
      left: money(cents(1_500_00)),
    },
    ...{ header: money(cents(40_000_00)), lines: money(cents(41_500_00)), limit: money(cents(40_000_00)) },
  },
};

describe.each(states)('the card of a transfer that is %s', (state) => {
  const transfer = inState(state);
  const card = cardOf(transfer);

  it('says in one sentence what it is about, with exactly one state', () => {
    const said = Object.values(stateLabels).filter((label) => card.text.toLowerCase().includes(label.toLowerCase()));

    expect(said).toEqual([stateLabels[state]]);
    expect(card.text).toMatch(/: Subcontract SC-004, Ridgeline Concrete LLC, \$[\d,.]+, job 1042\. [A-Z].+\.$/);
    expect(card.stateLabel).toBe(stateLabels[state]);
    expect(card.metadata).toMatchObject({ transfer: 't1', state, round: 1, revision: 1, number: 'SC-004' });
  });

  it('names every button by its whole action, each another one', () => {
    const labels = card.buttons.map(({ accessibilityLabel }) => accessibilityLabel);

    expect(new Set(labels).size).toBe(labels.length);
    for (const label of labels) expect(label).toMatch(/^[A-Z].* subcontract SC-004$/);
  });

  it('says one state also when the vendor is called like another', () => {
    const { offer: shown } = transfer;
    const subject = { ...shown.subject, counterparty: 'Approved and Synced Paving' };
    const { text } = cardOf(inState(state, { offer: { ...shown, subject } }));

    expect(Object.values(stateLabels).filter((label) => text.includes(label))).toEqual([stateLabels[state]]);
  });

  it('leads with what happened, and leaves no hole in a sentence', () => {
    expect(card.lead.length).toBeGreaterThan(0);
    for (const said of textsOf(card)) expect(said).not.toMatch(/undefined|NaN|null|\[object|Invalid DateTime/);
  });

  it('is the same card each time', () => {
    expect(cardOf(transfer)).toEqual(card);
  });

  it('never shows amount or vendor of a private record, in no text of it', () => {
    const { offer: shown } = transfer;
    const hidden = inState(state, {
      offer: { ...shown, subject: { ...shown.subject, private: true }, checks: [...shown.checks, secret] },
      previous: {
        ...{ transfer: transfer.id, round: 1, how: 'superseded', approvedBy: [carla.id] },
        differences: [
          { line: '88001', field: 'cents', before: 30_000_00, after: 31_500_00 },
          { line: '', field: 'vendorNumber', before: '217', after: '900' },
        ],
      },
      ...(state === 'held' ? { differences: [{ line: '', field: 'vendorNumber', before: '217', after: '900' }] } : {}),
      ...(state === 'refused'
        ? { problems: [{ code: '14201', field: 'vendorNumber', message: 'Ridgeline 217: 40,000.00' }] }
        : {}),
    } as never);

    for (const said of textsOf({ ...cardOf(hidden), metadata: {} }))
      expect(said).not.toMatch(/Ridgeline|\$\d|\b217\b|\b900\b|40,000|1,500|30,000/);
  });

  it('fits what every platform can hold, whatever the names are', () => {
    const long = 'Ω'.repeat(400);
    const { offer: shown } = transfer;
    const subject = { ...shown.subject, number: long, title: long, jobNumber: long, jobName: long, counterparty: long };
    const checks = [...shown.checks, { ...overBudget, values: { code: text(long), type: text(long) } }];
    const extreme = cardOf(inState(state, { offer: { ...shown, subject, checks } }));

    for (const { confirm, label, accessibilityLabel, value } of extreme.buttons) {
      expect(characterCount(confirm?.text ?? '')).toBeLessThanOrEqual(300);
      expect(characterCount(confirm?.title ?? '')).toBeLessThanOrEqual(100);
      expect(characterCount(label)).toBeLessThanOrEqual(75);
      expect(characterCount(accessibilityLabel)).toBeLessThanOrEqual(75);
      expect(value.length).toBeLessThanOrEqual(200);
    }
    for (const { tick } of extreme.notices) expect(characterCount(tick?.label ?? '')).toBeLessThanOrEqual(75);
    for (const row of extreme.table?.rows ?? [])
      for (const cell of row) expect(characterCount(cell)).toBeLessThanOrEqual(60);
  });
});

describe('the buttons of a card', () => {
  it.each([
    ['blocked', ['Check again', 'Send back']],
    ['awaiting', ['Approve', 'Send back']],
    ['approved', ['Send back']],
    ['sending', []],
    ['unconfirmed', ['Check again']],
    ['held', ['Check again', 'Accept as it stands']],
    ['refused', ['Retry', 'Send back']],
    ['posted', []],
    ['synced', []],
    ['sent_back', []],
    ['superseded', []],
    ['withdrawn', []],
    ['done_by_hand', []],
    ['unlinked', []],
  ] as const)('of one that is %s are %j', (state, labels) => {
    expect(labelsOn(inState(state))).toEqual(labels);
  });

  it('let nobody accept what nobody can point at', () => {
    const { found: _none, ...untold } = inState('held', { why: 'untold' });

    expect(labelsOn(untold)).toEqual(['Check again']);
    expect(labelsOn(inState('held', { why: 'several' }))).toEqual(['Check again']);
    expect(labelsOn(inState('held', { why: 'voided' }))).toEqual(['Check again', 'Unlink']);
    expect(labelsOn(inState('held', { why: 'found_other' }))).toEqual(['Check again', 'Accept as it stands']);
  });

  it('say the whole action for a screen reader', () => {
    expect(cardOf(inState('awaiting')).buttons[0]?.accessibilityLabel).toBe('Approve subcontract SC-004');
  });

  it('repeat before an approval what will stand in the books', () => {
    const warned = inState('awaiting', { offer: offer({ checks: [overBudget] }) });

    expect(cardOf(warned).buttons[0]?.confirm?.text).toMatch(
      /Ridgeline Concrete LLC, \$40,000\.00, job 1042, as SC-004 in Sage.*cannot undo.*accepted: 1/,
    );
  });
});

describe('what is confirmed before a change order goes', () => {
  const change = (text: string, isPrivate = false): string => {
    const { subject } = offer();
    const facts = [
      { name: 'contract_change', value: { type: 'change', before: cents(48_500_00), after: cents(49_311_90) } },
      { name: 'commitment', value: { type: 'text', text } },
      {
        name: 'budget_effect',
        value: { type: 'effects', certain: true, amounts: [{ code: '3310.000/4', cents: cents(811_90) }] },
      },
    ] as const;
    const shown = { ...subject, counterparty: text, jobNumber: text, number: text, private: isPrivate };
    const awaiting = inState('awaiting', {
      kind: 'change_order',
      offer: offer({ subject: shown, facts, checks: [overBudget] }),
    });
    return cardOf(awaiting).buttons[0]?.confirm?.text ?? '';
  };

  it('is the contract before and after, and what it does to the budget', () => {
    expect(change('SC-004')).toMatch(
      /on SC-004, contract \$48,500\.00 → \$49,311\.90, budget 3310\.000\/4 \+\$811\.90\..*cannot undo.*accepted: 1/,
    );
  });

  it('fits whatever the names are, and tells no amount of a private one', () => {
    expect(characterCount(change('Ω'.repeat(400)))).toBeLessThanOrEqual(300);
    expect(change('SC-004', true)).not.toContain('$');
  });
});

describe('a card', () => {
  it('shows who sits where, and which seats are open', () => {
    const half = inState('awaiting', { offer: offerOf(60_000_00), approvals: [approval()] });

    expect(cardOf(half).seats).toEqual([
      expect.stringMatching(/^Seat 1 of 2 \(controller\): Carla Contreras \(controller\) agreed on Jun 1, 7:01 AM/),
      'Seat 2 of 2 (admin): open',
    ]);
    expect(cardOf(half).lead.join(' ')).toMatch(/when an? admin approves/);
  });

  it('says that a seat more is needed because nobody knows who changed the record', () => {
    const unknown = inState('awaiting', { offer: offer({ authors: { users: [], lastEditorKnown: false } }) });

    expect(cardOf(unknown).seats.at(-1)).toMatch(/One seat more than usual/);
    expect(cardOf(unknown, { policy: policy({ unknownAuthor: 'refuse' }) }).seats).toEqual([
      expect.stringMatching(/^Nobody can approve this yet/),
    ]);
  });

  it('says when those who agreed are enough by the policy of now', () => {
    const half = inState('awaiting', { approvals: [approval()] });

    expect(cardOf(half).lead.at(-1)).toMatch(/Everybody who is needed has agreed/);
    expect(cardOf(inState('awaiting'), { policy: policy({ rules: [] }) }).lead.at(-1)).toMatch(/lets nobody approve/);
  });

  it('lets each warning be ticked while it waits, and only then', () => {
    const checks = [overBudget];
    const [notice] = cardOf(inState('awaiting', { offer: offer({ checks }) })).notices;
    const blocked = cardOf(
      inState('blocked', { offer: { ...incompleteOffer(), checks: [...incompleteOffer().checks, overBudget] } }),
    );

    expect(notice).toMatchObject({ level: 'warn', tick: { label: expect.stringContaining('$1,500.00') } });
    expect(blocked.notices.map(({ level, tick }) => [level, tick])).toEqual([
      ['error', undefined],
      ['warn', undefined],
    ]);
    expect(cardOf(inState('synced', { offer: offer({ checks }) })).notices).toEqual([]);
  });

  it('shows before and after of what changed since the round before, and in a held one what Sage has otherwise', () => {
    const differences = [{ line: '88002', field: 'cents', before: 10_000_00, after: 12_000_00 }];
    const previous = {
      transfer: inState('awaiting').id,
      round: 1,
      how: 'superseded',
      differences,
      approvedBy: [],
    } as const;

    expect(cardOf(inState('awaiting', { previous })).changes).toEqual([
      { what: 'Line 2, amount', before: '$10,000.00', after: '$12,000.00' },
    ]);
    expect(cardOf(inState('held', { previous })).changes).toEqual([{ what: 'Retainage', before: '10%', after: '5%' }]);
  });

  it('shows a dozen differences, and how many more there are', () => {
    const differences = Array.from({ length: 40 }, (_, n) => ({
      line: String(n),
      field: 'cents',
      before: 1,
      after: 2,
    }));

    expect(cardOf(inState('held', { differences })).changes).toHaveLength(13);
    expect(cardOf(inState('held', { differences })).changes.at(-1)?.what).toBe('and 28 more');
  });

  it('says how many lines it does not show', () => {
    const table = { ...offer().table, total: 5_000 };

    expect(cardOf(inState('awaiting', { offer: offer({ table }) })).table?.more).toMatch(
      /4998 more lines, 5000 in all/,
    );
  });

  it('marks in the steps what stands in the way', () => {
    const steps = cardOf(inState('blocked')).steps.map(({ label, status }) => `${label}: ${status}`);

    expect(steps).toEqual([
      ...['Job linked: done', 'Vendor linked: problem', 'Approved in Procore: done'],
      ...['Approved here: todo', 'In Sage: todo', 'Marked in Procore: todo'],
    ]);
  });

  it.each([
    ['no', /was read back field by field, and Procore is marked/],
    ['by_key', /found by its operation key/],
    ['by_number', /found under its number/],
    ['by_person', /accepted as it stands/],
  ] as const)('says how a record adopted %s came into the books', (adopted, words) => {
    expect(cardOf(inState('synced', { receipt: { ...receipt, adopted } })).lead.join(' ')).toMatch(words);
  });

  it('says that it IS in Sage and must not be entered again when a field differs', () => {
    expect(cardOf(inState('held')).lead.join(' ')).toMatch(/It IS in Sage as SC-004 and must not be entered again/);
  });

  it('promises a time in the company’s own zone while nobody knows', () => {
    expect(cardOf(inState('unconfirmed')).lead.join(' ')).toMatch(
      /We do not know yet.*Do not enter it by hand.*by 7:01 AM/,
    );
  });

  it('names a person who left the configuration by his id', () => {
    const gone = inState('approved', { approvals: [approval({ person: personId('former') })] });

    expect(cardOf(gone).seats[0]).toContain('former (controller)');
  });
});

describe('words', () => {
  it.each(checkCodes)('exist for %s, with and without private', (code) => {
    const check: Check = { ...secret, code, severity: 'blocks' };
    const blocked = inState('blocked', { offer: incompleteOffer({ checks: [check] }) });

    const [notice] = cardOf(blocked).notices;

    expect(notice?.text).toMatch(/^[A-Z].{15,}$/s);
  });

  it('exist for every fact and column', () => {
    const facts = factNames.map((name) => ({ name, value: text('x') }));
    const rows = [columnNames.map(() => text('x'))];
    const table = { columns: columnNames, rows, refs: ['1'], total: 1 };
    const card = cardOf(inState('awaiting', { offer: offer({ facts, table }) }));

    expect(card.facts.map(({ label }) => label)).not.toContain(undefined);
    expect(card.table?.columns.map(({ label }) => label)).not.toContain(undefined);
  });
});
