import { describe, expect, it } from 'vitest';
import type { ProcoreRequisition } from '../../src/ports/requisition.ts';
import { recordId, type RecordId } from '../../src/shared/ids.ts';
import type { Json, JsonObject } from '../../src/shared/json.ts';
import { computeBilling } from '../../src/workflows/invoice-arithmetic.ts';
import { atOnce } from '../../src/shared/steps.ts';
import { openBench, type Bench } from './bench.ts';

/** A contract over 80,000.00 in two lines with 10 % retainage, and what is billed on it one after the other. */
async function billed(bills: readonly JsonObject[]): Promise<{ bench: Bench; commitment: RecordId; ids: RecordId[] }> {
  const bench = await openBench();
  const commitment = await bench.subcontract({ line_items: [{ amount: '60000.00' }, { amount: '20000.00' }] });
  const ids: RecordId[] = [];
  for (const bill of bills) {
    const made = await bench.emulator.create('requisitions', {
      commitment_id: commitment,
      status: 'approved',
      ...bill,
    });
    ids.push(recordId(String(made['id'])));
  }
  return { bench, commitment, ids };
}

const work = (amount: string, more: JsonObject = {}): Json => ({ work_completed_this_period: amount, ...more });

async function read({ procore, project }: Bench, id: RecordId | undefined): Promise<ProcoreRequisition> {
  const requisition = await procore.requisition(project, id ?? recordId('1'));
  if (!requisition.ok) throw new Error(requisition.failure.kind);
  return requisition.value;
}

/** Gross, held, released, net and Procore's own payment due, of each requisition, over the real calls. */
async function totalsOf(bench: Bench, ids: readonly RecordId[]): Promise<readonly (readonly unknown[])[]> {
  const all = await Promise.all(ids.map((id) => read(bench, id)));
  return all.map((requisition) => {
    const previous = all.find(({ id }) => id === requisition.previous);
    const { billing, problems } = atOnce(computeBilling(requisition, previous));
    expect(problems).toEqual([]);
    const { gross, held, released, net } = billing ?? {};
    return [gross, held, released, net, requisition.summary.paymentDue];
  });
}

describe('requisitions read from Procore', () => {
  it('bill stored materials once: stored in #1, part moved in #2, the rest in #3', async () => {
    const { bench, ids } = await billed([
      { items: [work('30000.00', { materials_presently_stored: '12000.00' })] },
      { items: [work('11000.00', { materials_presently_stored: '4000.00' }), work('500.00')] },
      { items: [work('4000.00', { materials_presently_stored: '0.00' })] },
    ]);

    // #1 42,000.00 less 10 %; #2 11,000 + 4,000 - 12,000 + 500 = 3,500.00; #3 only moves what is billed already
    expect(await totalsOf(bench, ids)).toEqual([
      [42_000_00, 4_200_00, 0, 37_800_00, 37_800_00],
      [3_500_00, 350_00, 0, 3_150_00, 3_150_00],
      [0, 0, 0, 0, 0],
    ]);
  });

  it('bill the same where Procore moves what was stored by itself', async () => {
    const { bench, ids } = await billed([
      { items: [work('30000.00', { materials_presently_stored: '12000.00' })] },
      { items: [work('2500.00')], move_materials_to_previous_work_completed: true },
    ]);

    expect(await totalsOf(bench, ids)).toEqual([
      [42_000_00, 4_200_00, 0, 37_800_00, 37_800_00],
      [2_500_00, 250_00, 0, 2_250_00, 2_250_00],
    ]);
    const [, second] = await Promise.all(ids.map((id) => read(bench, id)));
    expect(second?.items[0]).toMatchObject({ moved: 12_000_00, retainedMoved: 1_200_00, storedBefore: 12_000_00 });
  });

  it('hold by each requisition’s own rate, and by another rate on what is stored', async () => {
    const { bench, ids } = await billed([
      {
        items: [
          work('10000.00', {
            materials_presently_stored: '5000.00',
            materials_stored_retainage_percent_this_period: '5.00',
          }),
        ],
      },
      {
        items: [
          work('10000.00', {
            work_completed_retainage_percent_this_period: '5.00',
            materials_stored_retainage_percent_this_period: '5.00',
          }),
        ],
      },
    ]);

    expect(await totalsOf(bench, ids)).toEqual([
      [15_000_00, 1_250_00, 0, 13_750_00, 13_750_00],
      [10_000_00, 500_00, 0, 9_500_00, 9_500_00],
    ]);
  });

  it('bill and release in one final bill', async () => {
    const { bench, ids } = await billed([
      { items: [work('50000.00')] },
      { items: [work('10000.00', { work_completed_retainage_released_this_period: '6000.00' })] },
    ]);

    expect((await totalsOf(bench, ids))[1]).toEqual([10_000_00, 1_000_00, 6_000_00, 15_000_00, 15_000_00]);
  });

  it('come ready with nothing given: approved, dated, a tenth of each line on the commitment that is in Sage', async () => {
    const bench = await openBench();
    await bench.subcontract();
    const inSage = await bench.subcontract({ number: 'SC-002', origin_id: 'S-2', line_items: [{ amount: '999.99' }] });
    const made = await bench.emulator.create('requisitions', { status: 'approved' });

    const requisition = await read(bench, recordId(String(made['id'])));

    expect(requisition).toMatchObject({ commitment: inSage, number: 1, status: 'approved', invoiceNumber: undefined });
    expect(requisition.billingDate).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(requisition.items[0]).toMatchObject({ toDate: 99_99, workRetainedThisPeriod: 10_00 });
  });

  it('name their predecessor, their author and those who changed them', async () => {
    const { bench, commitment, ids } = await billed([{}, { invoice_number: 'A-17' }]);
    const [first = recordId('1'), second = recordId('1')] = ids;
    await bench.emulator.change('requisitions', second, { invoice_number: 'A-18', user: 'controller' });

    const requisition = await read(bench, second);
    const edits = await bench.procore.requisitionEdits(bench.project, second);
    const all = await bench.procore.requisitionsOf(bench.project, commitment);

    expect(requisition).toMatchObject({ previous: first, invoiceNumber: 'A-18', commitmentType: 'WorkOrderContract' });
    expect(edits.ok && edits.value.map(({ user }) => user)).toHaveLength(1);
    expect(edits.ok && edits.value[0]?.user).not.toBe(requisition.createdBy);
    expect(all.ok && all.value.map(({ id, number }) => [id, number])).toEqual([
      [first, 1],
      [second, 2],
    ]);
  });

  it('say which figures are not there instead of taking them for zero', async () => {
    const { bench, ids } = await billed([{ summary: { current_payment_due: null } }]);

    const requisition = await read(bench, ids[0]);

    expect(requisition.summary.paymentDue).toBeUndefined();
    expect(atOnce(computeBilling(requisition, undefined)).problems).toEqual([
      { kind: 'missing', label: '', field: 'current_payment_due' },
    ]);
  });

  it('are listed from the moment on that is asked for, and are not found once they are deleted', async () => {
    const { bench, ids } = await billed([{}]);
    const [id = recordId('1')] = ids;
    const later = await read(bench, id);
    bench.clock.advance(60_000);
    await bench.emulator.create('requisitions', {});

    const fresh = await bench.procore.requisitionsChangedSince(bench.project, later.updatedAt);
    await bench.emulator.remove('requisitions', id);

    expect(fresh.ok && fresh.value.length).toBe(2);
    expect(await bench.procore.requisition(bench.project, id)).toMatchObject({ failure: { kind: 'not_found' } });
  });
});

describe('marking a requisition', () => {
  it('writes the key once, however often it is asked, and leaves a foreign one alone', async () => {
    const { bench, ids } = await billed([{}]);
    const [record = recordId('1')] = ids;
    const stamp = { kind: 'invoice', project: bench.project, record, originId: 'AP-1' } as const;

    expect(await bench.procore.stamp(stamp)).toEqual({ ok: true, value: undefined });
    expect(await bench.procore.stamp(stamp)).toEqual({ ok: true, value: undefined });
    expect(await bench.procore.stamp({ ...stamp, originId: 'AP-2' })).toMatchObject({ failure: { kind: 'foreign' } });

    expect(bench.calls.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
    expect((await read(bench, record)).originId).toBe('AP-1');
  });

  it('sets it back to Under Review when it is reopened', async () => {
    const { bench, ids } = await billed([{}]);
    const [record = recordId('1')] = ids;

    await bench.procore.reopen('invoice', bench.project, record);

    expect((await read(bench, record)).status).toBe('under_review');
  });
});
