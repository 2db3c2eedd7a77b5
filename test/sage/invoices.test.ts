import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OperationState, Previewed } from '../../src/ports/sage.ts';
import { fingerprintOf } from '../../src/shared/fingerprint.ts';
import { operationKey } from '../../src/shared/ids.ts';
import type { JsonObject } from '../../src/shared/json.ts';
import { enteredByHand, worldOf } from './books-bench.ts';
import { openSageBench, type SageBench } from './sage-bench.ts';

describe('payable invoices in Sage', () => {
  let bench: SageBench;
  let period: JsonObject;
  let writes = 0;
  beforeEach(async () => {
    bench = await openSageBench();
    await bench.emulator.create('accounts', { number: '5200' });
    await bench.emulator.create('accounts', { number: '5300', hasSubAccounts: true });
    const now = new Date(bench.clock.now());
    period = { year: now.getUTCFullYear(), period: now.getUTCMonth() + 1 };
    await enteredByHand(bench, {
      number: 'SC-9',
      lines: [
        { costCode: '2010', costType: 4, cents: 1_000_00 },
        { costCode: '3300', costType: 4, cents: 500_00 },
      ],
    });
  });
  afterEach(() => bench.close());

  const line = (changes: JsonObject = {}): JsonObject => ({
    ...{ lineRef: '501', commitmentLine: 1, description: 'Grading', costCode: '2010.000', costType: 4 },
    ...{ account: '5200', cents: 400_00, ...changes },
  });
  const bill = (changes: JsonObject = {}): JsonObject => ({
    ...{ number: 'INV-1', vendorNumber: '2001', jobNumber: '101', subcontractNumber: 'SC-9', description: 'Pier 4' },
    ...{ date: '2025-05-31', dueDate: '2025-06-30', period, status: 1, retainageCents: 40_00, taxCents: 0 },
    ...{ lines: [line()], ...changes },
  });

  async function ended(changes: JsonObject = {}, acceptWarnings: readonly string[] = []): Promise<OperationState> {
    const document = bill(changes);
    const key = operationKey(`invoice-${(writes += 1)}`);
    const sent = { operationKey: key, attempt: 1, fingerprint: fingerprintOf('invoice', document), document };
    expect(
      await bench.sage.submit({ ...sent, kind: 'payable-invoices', approvedBy: [], acceptWarnings }),
    ).toMatchObject({ ok: true });
    await bench.settle();
    const asked = await bench.sage.operation(key);
    if (!asked.ok) throw new Error(asked.failure.kind);
    return asked.value;
  }

  async function previewed(changes: JsonObject = {}): Promise<Previewed> {
    const request = { kind: 'payable-invoices', operationKey: operationKey('asked'), document: bill(changes) } as const;
    const answer = await bench.sage.preview(request);
    if (!answer.ok) throw new Error(answer.failure.kind);
    return answer.value;
  }

  const standing = (): JsonObject => worldOf(bench, 'subcontracts')[0] ?? {};
  const totals = (): unknown =>
    worldOf(bench, 'totals').map(({ costCode, invoicedCents }) => [costCode, invoicedCents]);

  it('are read back with everything that was written', async () => {
    expect(await ended()).toMatchObject({ kind: 'committed', record: { fields: bill() } });
  });

  it('raise job cost, what is billed on their line and what is held on the subcontract, and a void takes all back', async () => {
    await ended();
    await ended({ number: 'INV-2', retainageCents: 15_00, lines: [line({ cents: 100_00 }), second(50_00)] });

    expect(standing()).toMatchObject({
      retainageHeldCents: 55_00,
      lines: [{ billedCents: 500_00 }, { billedCents: 50_00 }],
    });
    expect(totals()).toEqual([
      ['2010.000', 500_00],
      ['3300.000', 50_00],
    ]);

    const [first] = worldOf(bench, 'payable_invoices');
    await bench.emulator.change('payable-invoices', String(first?.['key']), { status: 5 });

    expect(standing()).toMatchObject({
      retainageHeldCents: 15_00,
      lines: [{ billedCents: 100_00 }, { billedCents: 50_00 }],
    });
  });

  it('hold less on the subcontract once retention is released on one of them', async () => {
    await ended();
    const [first] = worldOf(bench, 'payable_invoices');
    await bench.emulator.change('payable-invoices', String(first?.['key']), { retainageCents: 0 });

    expect(standing()).toMatchObject({ retainageHeldCents: 0, lines: [{ billedCents: 400_00 }, { billedCents: 0 }] });
  });

  it('bill the first line of their code where an accountant enters them on a subcontract', async () => {
    const lines = [{ costCode: '3300', costType: 4, cents: 70_00 }];
    await bench.emulator.create('payable-invoices', {
      vendorNumber: '2001',
      jobNumber: '101',
      subcontractNumber: 'SC-9',
      lines,
    });

    expect(standing()).toMatchObject({ lines: [{ billedCents: 0 }, { billedCents: 70_00 }] });
  });

  it.each([
    ['number', 'is too long', '14050', { number: 'I'.repeat(21) }],
    ['retainageCents', 'exceeds the invoice', '14050', { retainageCents: 400_01 }],
    ['subcontractNumber', 'is not there', '12802', { subcontractNumber: 'SC-99' }],
    ['vendorNumber', 'is not there', '12802', { vendorNumber: '2999' }],
    ['lines.501.account', 'is not there', '12802', { lines: [line({ account: '9999' })] }],
    ['lines.501.account', 'has sub accounts', '14050', { lines: [line({ account: '5300' })] }],
    ['lines.501.commitmentLine', 'is not there', '14201', { lines: [line({ commitmentLine: 7 })] }],
    ['lines.501.commitmentLine', 'has another code', '14201', { lines: [line({ commitmentLine: 2 })] }],
    ['lines', 'are a credit', '14201', { retainageCents: 0, lines: [line({ cents: -1 })] }],
    ['period', 'does not exist', '14201', { period: { year: 2031, period: 1 } }],
  ])('are refused when %s %s', async (field, _why, code, changes) => {
    expect((await previewed(changes)).errors[0]).toMatchObject({ code, field });
    expect(await ended(changes)).toMatchObject({ kind: 'refused', problems: [{ code, field }] });
    expect(worldOf(bench, 'payable_invoices')).toEqual([]);
  });

  it('are refused in a period that is closed', async () => {
    await bench.emulator.change('periods', `${String(period['year'])}-${String(period['period'])}`, { open: false });

    expect(await ended()).toMatchObject({ kind: 'refused', problems: [{ code: '14201', field: 'period' }] });
  });

  it('are refused under a number that the vendor has, whatever its case, and taken when that one is void', async () => {
    await ended();
    const twin = { number: 'inv-1' };

    expect(await ended(twin)).toMatchObject({ kind: 'refused', problems: [{ code: '14201', field: 'number' }] });
    const [first] = worldOf(bench, 'payable_invoices');
    await bench.emulator.change('payable-invoices', String(first?.['key']), { status: 5 });
    expect(await ended(twin)).toMatchObject({ kind: 'committed' });
  });

  it('are taken twice under one number where the installation lets them', async () => {
    await bench.emulator.change('profile', '1', { unique: { invoiceNumberPerVendor: false } });
    await ended();

    expect(await ended()).toMatchObject({ kind: 'committed' });
  });

  it('go beyond what is left only where the warning was accepted', async () => {
    const over = { lines: [line({ cents: 1_000_01 })] };

    expect((await previewed(over)).warnings).toMatchObject([{ code: 'over_subcontract', field: 'lines.501.cents' }]);
    expect(await ended(over)).toMatchObject({ kind: 'refused', problems: [{ code: 'over_subcontract' }] });
    expect(await ended(over, ['over_subcontract'])).toMatchObject({ kind: 'committed' });
  });

  it.each([
    [{ type: 'flat', cents: 1 }, 'committed'],
    [{ type: 'none' }, 'refused'],
    [{ type: 'percent', basisPoints: 1 }, 'committed'],
    [{ type: 'percent_capped', basisPoints: 100, cents: 0 }, 'refused'],
  ])('by one cent beyond the subcontract under the tolerance %j are %s', async (tolerance, kind) => {
    await bench.emulator.change('profile', '1', { overSubcontract: { rule: 'not_allow', tolerance } });

    expect(await ended({ lines: [line({ cents: 1_000_01 })] })).toMatchObject({ kind });
  });

  function second(cents: number): JsonObject {
    return line({ lineRef: '502', commitmentLine: 2, costCode: '3300.000', cents });
  }
});
