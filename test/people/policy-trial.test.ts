import { expect, it } from 'vitest';
import type { People } from '../../src/people/people.ts';
import type { Policy } from '../../src/people/policy.ts';
import { tryPolicy } from '../../src/people/policy-trial.ts';
import { trialParagraphs } from '../../src/chat/words/policy-words.ts';
import { typedAmount } from '../../src/chat/command.ts';
import { cents } from '../../src/shared/money.ts';
import { people, policy } from '../builders.ts';

const told = (given: Policy, amount: number, job = '', whom: People = people) =>
  trialParagraphs(tryPolicy(given, whom, { kinds: ['subcontract'], job, amount: cents(amount) }), cents(amount), job);

const bands = (...seats: readonly (readonly (readonly string[])[])[]): Policy['rules'][number]['bands'] =>
  seats.map((list, index) => ({
    from: cents(index * 1_000_00),
    below: index + 1 === seats.length ? undefined : cents((index + 1) * 1_000_00),
    seats: list.map((roles) => ({ roles })),
  }));

it('names who would have to approve, seat by seat, and why', () => {
  const rules = [
    { kinds: '*', jobs: ['1042'], bands: bands([['controller']]) },
    { kinds: '*', jobs: '*', bands: bands([['clerk', 'controller']], [['controller'], ['admin']]) },
  ] as const;
  const given = { ...policy(), rules };

  expect(told(given, 999_99)[1]).toMatch(/^A subcontract needs one approval, by rule 2\.$/);
  expect(told(given, 1_000_00)[1]).toMatch(/needs 2 approvals, each by another person, by rule 2/);
  expect(told(given, 1_000_00)[2]).toMatch(/^Seat 1: controller \(.+\)$/);
  expect(told(given, 5_000_00, '1042').slice(0, 2)).toEqual([
    '$5,000.00 on job 1042:',
    'A subcontract needs one approval, by rule 1.',
  ]);
});

it('B24: an empty approver list is nobody, and so is a record that no rule names', () => {
  const nobody = { ...policy(), rules: [{ kinds: '*', jobs: '*', bands: bands([]) }] } as const;
  const vendors = { ...policy(), rules: [{ kinds: ['vendor'], jobs: '*', bands: bands([['controller']]) }] } as const;
  const missing = { ...policy(), rules: [{ kinds: '*', jobs: '*', bands: bands([['cfo']]) }] } as const;

  expect(told(nobody, 1)[1]).toMatch(/approved by nobody: rule 1 has an empty list/);
  expect(told(vendors, 1)[1]).toMatch(/approved by nobody: no rule/);
  expect(told(missing, 1)[2]).toBe('Seat 1: cfo (nobody has it)');
});

it('says what comes on top, and lets no name lay out the answer', () => {
  const rules = [{ kinds: '*', jobs: '*', bands: bands([['controller']]) }] as const;
  const [first] = people.all;
  const odd = { all: first === undefined ? [] : [{ ...first, role: 'controller', name: 'Ada\nLove\u202elace' }] };

  expect(told({ ...policy(), rules, unknownAuthor: 'refuse' }, 1).at(-1)).toMatch(/nobody may approve\.$/);
  expect(told({ ...policy(), rules }, 1, '', odd)[2]).toBe('Seat 1: controller (Ada Lovelace)');
});

it.each([
  ['50000', 50_000_00],
  ['50,000.00', 50_000_00],
  ['$50,000', 50_000_00],
  ['0', 0],
  ['5,00', undefined],
  ['-5', undefined],
  ['1e3', undefined],
  ['', undefined],
  ['5.001', undefined],
])('reads "%s" as it was meant or not at all', (text, amount) => {
  expect(typedAmount(text)).toBe(amount);
});
