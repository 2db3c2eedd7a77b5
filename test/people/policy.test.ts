import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandProblems, rolesFor, seatsFor, type Band, type Policy } from '../../src/people/policy.ts';
import { cents } from '../../src/shared/money.ts';
import { policy } from '../builders.ts';

const bound = fc.nat(6).map(cents);
const bands = fc.array(fc.record({ from: bound, below: fc.option(bound, { nil: undefined }) }), { maxLength: 4 });
type Bands = readonly Pick<Band, 'from' | 'below'>[];

/** Counted amount by amount; beyond every bound one amount stands for all. */
function everyAmountOnce(list: Bands): boolean {
  const holds = (amount: number) =>
    list.filter(({ from, below }) => amount >= from && (below === undefined || amount < below)).length;
  return [0, 1, 2, 3, 4, 5, 6, 7, 1_000_000].every((amount) => holds(amount) === 1);
}

function ascendingAndUsed(list: Bands): boolean {
  const used = list.every(({ from, below }) => below === undefined || below > from);
  return used && list.every(({ from }, index) => index === 0 || from > (list[index - 1]?.from ?? 0));
}

describe('amount bands', () => {
  it('are without problems when, and only when, each amount from zero falls into exactly one of them', () => {
    fc.assert(
      fc.property(bands, (list) => {
        expect(bandProblems(list).length === 0).toBe(everyAmountOnce(list) && ascendingAndUsed(list));
      }),
      { numRuns: 3_000 },
    );
  });

  it.each([
    ['none', [], { band: 0, kind: 'none' }],
    ['a start above zero', [[1, undefined]], { band: 0, kind: 'not_from_zero' }],
    [
      'a gap of one cent',
      [
        [0, 10],
        [11, undefined],
      ],
      { band: 1, kind: 'gap' },
    ],
    [
      'an overlap of one cent',
      [
        [0, 10],
        [9, undefined],
      ],
      { band: 1, kind: 'overlap' },
    ],
    ['an end', [[0, 10]], { band: 0, kind: 'no_end' }],
    [
      'a band after one without end',
      [
        [0, undefined],
        [10, undefined],
      ],
      { band: 1, kind: 'overlap' },
    ],
    [
      'an empty band',
      [
        [0, 10],
        [10, 10],
        [10, undefined],
      ],
      { band: 1, kind: 'empty' },
    ],
  ] as const)('name %s', (_what, list, problem) => {
    const given = list.map(([from, below]) => ({
      from: cents(from),
      below: below === undefined ? undefined : cents(below),
    }));

    expect(bandProblems(given)).toContainEqual(problem);
  });
});

const question = { kind: 'subcontract', job: '1042', amount: cents(1_00), lastEditorKnown: true } as const;

describe('the seats of a record', () => {
  it.each([
    [0, 1],
    [49_999_99, 1],
    [50_000_00, 2],
    [9_999_999_99, 2],
  ])('are by its band: %d cents need %d', (amount, seats) => {
    const found = seatsFor(policy(), { ...question, amount: cents(amount) });

    expect(found.ok && found.value).toHaveLength(seats);
  });

  it('are by the first rule that names kind and job', () => {
    const one = (role: string, changes: object): Policy['rules'][number] => ({
      ...{ kinds: '*', jobs: '*', bands: [{ from: cents(0), below: undefined, seats: [{ roles: [role] }] }] },
      ...changes,
    });
    const rules = [one('a', { kinds: ['invoice'] }), one('b', { jobs: ['9'] }), one('c', {}), one('d', {})];
    const found = seatsFor(policy({ rules }), question);

    expect(found).toEqual({ ok: true, value: [{ roles: ['c'] }] });
    expect([...rolesFor(policy({ rules }), question)]).toEqual(['c']);
  });

  it('do not exist where no rule names the record', () => {
    expect(seatsFor(policy({ rules: [] }), question)).toEqual({ ok: false, failure: { kind: 'nobody' } });
    expect(rolesFor(policy({ rules: [] }), question).size).toBe(0);
  });

  it('do not exist where the list of approvers is empty: that is nobody, not everybody', () => {
    const rules = [{ kinds: '*', jobs: '*', bands: [{ from: cents(0), below: undefined, seats: [] }] }] as const;

    expect(seatsFor(policy({ rules }), question)).toEqual({ ok: false, failure: { kind: 'nobody' } });
  });

  it('are one more, for any of the band, when nobody knows who edited last', () => {
    const found = seatsFor(policy(), { ...question, amount: cents(60_000_00), lastEditorKnown: false });

    expect(found).toEqual({
      ok: true,
      value: [{ roles: ['controller'] }, { roles: ['admin'] }, { roles: ['controller', 'admin'] }],
    });
  });

  it('are as usual for an unknown editor where the policy allows it, and none where it refuses', () => {
    const unknown = { ...question, lastEditorKnown: false };

    expect(seatsFor(policy({ unknownAuthor: 'allow' }), unknown)).toMatchObject({ ok: true, value: { length: 1 } });
    expect(seatsFor(policy({ unknownAuthor: 'refuse' }), unknown)).toMatchObject({
      failure: { kind: 'author_unknown' },
    });
    expect(seatsFor(policy({ unknownAuthor: 'refuse' }), question).ok).toBe(true);
  });
});
