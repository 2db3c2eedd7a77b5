import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../src/shared/json.ts';
import { endedOperation, enteredByHand, line, previewedDocument, worldOf } from './books-bench.ts';
import { openSageBench, operation, type SageBench } from './sage-bench.ts';

describe('the budget of a job in Sage', () => {
  let bench: SageBench;
  beforeEach(async () => {
    bench = await openSageBench();
  });
  afterEach(() => bench.close());

  const setProfile = (changes: JsonObject) => bench.emulator.change('profile', '1', changes);
  const ended = (document: JsonObject, accepted?: readonly string[]) => endedOperation(bench, document, accepted);
  const previewed = (document: JsonObject) => previewedDocument(bench, document);
  const byHand = (changes: JsonObject) => enteredByHand(bench, changes);
  const world = (name: string) => worldOf(bench, name);
  const total = (costCode: string) => world('totals').find((row) => row['costCode'] === costCode) ?? {};

  it.each([
    [{ type: 'none' }, 100_000_00],
    [{ type: 'flat', cents: 500_00 }, 100_500_00],
    [{ type: 'percent', basisPoints: 250 }, 102_500_00],
    [{ type: 'percent_capped', basisPoints: 250, cents: 1_000_00 }, 101_000_00],
  ])('is guarded by a warning above its tolerance %j, and not a cent below', async (tolerance, most) => {
    await setProfile({ overBudget: { rule: 'warn', tolerance } });

    expect((await previewed({ lines: [line({ cents: most })] })).warnings).toEqual([]);
    expect((await previewed({ lines: [line({ cents: most + 1 })] })).warnings).toMatchObject([
      { code: 'over_budget', field: 'lines.501.cents' },
    ]);
  });

  it('is exceeded only by a write whose warning was accepted', async () => {
    const over = { lines: [line({ cents: 100_000_01 })] };
    expect(await ended(over)).toMatchObject({ kind: 'refused', problems: [{ code: 'over_budget' }] });

    await bench.sage.submit(operation({ attempt: 2, acceptWarnings: ['over_budget'] }, over));
    await bench.settle();
    expect(await bench.sage.operation(operation().operationKey)).toMatchObject({
      value: { kind: 'committed', attempt: 2 },
    });
  });

  it('is used up by other subcontracts and by direct cost', async () => {
    await byHand({ lines: [{ costCode: '2010', costType: 4, cents: 90_000_00 }] });
    await bench.emulator.create('payable-invoices', {
      ...{ vendorNumber: '2001', jobNumber: '101' },
      lines: [{ costCode: '2010', costType: 4, cents: 5_000_00 }],
    });

    expect((await previewed({ lines: [line({ cents: 5_000_00 })] })).warnings).toEqual([]);
    expect((await previewed({ lines: [line({ cents: 5_000_01 })] })).warnings).toHaveLength(1);
  });

  it('cannot be exceeded where that is not allowed, accepted or not', async () => {
    await setProfile({ overBudget: { rule: 'not_allow', tolerance: { type: 'none' } } });
    const over = await ended({ lines: [line({ cents: 100_000_01 })] }, ['over_budget']);
    expect(over).toMatchObject({ kind: 'refused', problems: [{ code: '14201' }] });
  });

  it('is not guarded where the rule is none', async () => {
    await setProfile({ overBudget: { rule: 'none', tolerance: { type: 'none' } } });
    expect(await ended({ lines: [line({ cents: 900_000_00 })] })).toMatchObject({ kind: 'committed' });
  });

  it('is committed by subcontracts of status 3 and 4 that are not void', async () => {
    for (const status of [1, 2, 3, 4, 5, 6]) {
      await byHand({ status, lines: [{ costCode: '2010', costType: 4, cents: 10 ** status }] });
    }
    const [first] = world('subcontracts').filter(({ status }) => status === 3);
    expect(total('2010.000')['committedCents']).toBe(11_000);

    await bench.emulator.change('subcontracts', String(first?.['key']), { voided: true });
    expect(total('2010.000')['committedCents']).toBe(10_000);
  });

  it('stays as it was under approved change orders, which raise the revised one', async () => {
    await byHand({ number: 'SC-9', lines: [{ costCode: '2010', costType: 4, cents: 1_000_00 }] });
    const change = (status: number, cents: number, subcontractNumber: Json) =>
      bench.emulator.create('change-orders', {
        ...{ jobNumber: '101', status },
        lines: [{ costCode: '2010', costType: 4, cents, subcontractNumber }],
      });
    await change(1, 300_00, null);
    await change(1, 200_00, 'SC-9');
    await change(2, 999_00, 'SC-9');

    expect(total('2010.000')).toMatchObject({
      originalBudgetCents: 100_000_00,
      changeBudgetCents: 300_00,
      fromCcoCents: 200_00,
      revisedBudgetCents: 100_500_00,
      committedCents: 1_200_00,
    });
  });
});
