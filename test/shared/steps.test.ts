import { expect, it } from 'vitest';
import { atOnce, inTurns, mapped } from '../../src/shared/steps.ts';

const many = Array.from({ length: 1_234 }, (_, index) => index);

it('does the same in turns as without a break, and lets others in between and after', async () => {
  let turns = 0;
  const double = (of: readonly number[]) => mapped(of, (item, index) => item + index);

  const made = await inTurns({ next: async () => void (turns += 1) }, double(many));

  expect(made).toEqual(many.map((item) => 2 * item));
  expect(atOnce(double(many))).toEqual(made);
  expect(turns).toBe(5);
});

it('leaves short work alone', async () => {
  let turns = 0;

  await inTurns(
    { next: async () => void (turns += 1) },
    mapped(many.slice(0, 250), (item) => item),
  );

  expect(turns).toBe(1);
});
