import { expect, it } from 'vitest';
import { recordId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import type { Built } from '../../src/transfers/flow.ts';
import type { State } from '../../src/transfers/transfer.ts';
import { floorsOf } from '../../src/workflows/change-ground.ts';

const line = {
  ...{ line: '1', refs: ['88001'], costCode: '3300.000', costType: 4 },
  ...{ original: cents(10_000_00), contract: cents(10_000_00), billed: cents(2_000_00) },
};

function billThatIs(state: State, why?: Built['why']): Built {
  const document = { lines: [{ lineRef: '88001', commitmentLine: 1, cents: 1_500_00 }] };
  const held = why === undefined ? {} : { why };
  return { kind: 'invoice', record: recordId('9001'), number: 'SC-004-01', state, document, ...held };
}

it.each<State>(['blocked', 'awaiting', 'approved', 'sending', 'unconfirmed', 'refused'])(
  'keeps from a deduction what a bill that is %s bills, for Sage may not count it yet',
  (state) => {
    // 2,000.00 in Sage and 1,500.00 on the way
    expect(floorsOf([billThatIs(state)])(line)).toBe(3_500_00);
  },
);

it.each<State>(['posted', 'synced'])('counts a bill that is %s once: Sage has it already', (state) => {
  expect(floorsOf([billThatIs(state)])(line)).toBe(2_000_00);
});

it('counts a bill that is held as untold, and no other held one twice', () => {
  expect(floorsOf([billThatIs('held', 'untold')])(line)).toBe(3_500_00);
  for (const why of ['differs', 'found_other', 'several', 'voided'] as const)
    expect(floorsOf([billThatIs('held', why)])(line)).toBe(2_000_00);
});
