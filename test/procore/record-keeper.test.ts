import { describe, expect, it } from 'vitest';
import { ControlError } from '../../adapters/sandbox/emulator.ts';
import { openBench } from './bench.ts';

describe('what a Procore user does in the sandbox', () => {
  it('completes a bare subcontract so that it is ready for approval', async () => {
    const { emulator, project, vendor } = await openBench();

    const made = await emulator.create('work_order_contracts', {
      number: 'SC-010',
      status: 'Approved',
      line_items: [{ amount: 1000 }, { amount: '250.5' }],
    });

    expect(made).toMatchObject({
      number: 'SC-010',
      status: 'Approved',
      title: 'Subcontract SC-010',
      executed: true,
      private: false,
      retainage_percent: '10.00',
      grand_total: '1250.50',
      vendor: { id: Number(vendor), company: 'Acme Civil', origin_id: 'V-1' },
      project: { id: Number(project) },
      line_items: [
        { position: 1, amount: '1000.00', cost_code: { full_code: '2010.000' }, line_item_type: { code: 'S' } },
        { position: 2, amount: '250.50', cost_code: { full_code: '3020.100' }, line_item_type: { code: 'S' } },
      ],
    });
    expect(emulator.world()['work_order_contracts']).toEqual([made]);
  });

  it('skips vendors that are not linked or not active', async () => {
    const { emulator, vendor } = await openBench();
    await emulator.change('vendors', vendor, { is_active: false });
    await emulator.create('vendors', { name: 'Not linked' });
    await emulator.create('vendors', { name: 'Linked', origin_id: 'V-3' });

    expect(await emulator.create('work_order_contracts', {})).toMatchObject({ vendor: { company: 'Linked' } });
  });

  it('is done by the project manager unless somebody else is named', async () => {
    const { emulator } = await openBench();

    const usual = await emulator.create('work_order_contracts', { number: '1' });
    const named = await emulator.create('work_order_contracts', { number: '2', user: 'controller' });

    expect(typeof usual['created_by_id']).toBe('number');
    expect(named['created_by_id']).not.toBe(usual['created_by_id']);
    await expect(emulator.create('vendors', { user: 'nobody' })).rejects.toMatchObject({ code: 'no_user' });
  });

  it('replaces all lines, and a stated total with them', async () => {
    const { emulator } = await openBench();
    const made = await emulator.create('work_order_contracts', { line_items: [{ amount: 10 }], grand_total: '10.01' });

    const id = String(made['id']);
    const changed = await emulator.change('work_order_contracts', id, { line_items: [{ amount: 3 }, { amount: 4 }] });

    expect([made['grand_total'], changed['grand_total']]).toEqual(['10.01', '7.00']);
    expect(Date.parse(String(changed['updated_at']))).toBeGreaterThan(Date.parse(String(made['updated_at'])));
  });

  it('lets amounts through that are none, as bad data does in the world', async () => {
    const { emulator, procore, project, subcontract } = await openBench();
    const id = await subcontract({ line_items: [{ amount: '1,234.50' }] });

    const read = await procore.subcontract(project, id);

    expect(read).toEqual({ ok: false, failure: { kind: 'unreadable', field: 'line_items.0.amount' } });
    expect(emulator.world()['work_order_contracts']).toMatchObject([{ line_items: [{ amount: '1,234.50' }] }]);
  });

  it.each([
    ['no_collection', 'toasters', {}],
    ['refused', 'work_order_contracts', { colour: 'red' }],
    ['refused', 'work_order_contracts', { status: 'Perfect' }],
    ['refused', 'work_order_contracts', { vendor_id: 4 }],
    ['refused', 'work_order_contracts', { line_items: [{ colour: 'red' }] }],
    ['bad_field', 'work_order_contracts', { line_items: 'all' }],
    ['no_project', 'work_order_contracts', { project_id: 4 }],
    ['refused', 'projects', { name: 5 }],
  ])('is a bad call, %s, on %s with %j', async (code, collection, body) => {
    const { emulator } = await openBench();

    const refused = await emulator.create(collection, body).catch((error: unknown) => error);

    expect(refused).toBeInstanceOf(ControlError);
    expect(refused).toMatchObject({ code });
    expect(emulator.world()['work_order_contracts']).toEqual([]);
  });

  it('gives the same ids for the same seed, beyond 32 bit', async () => {
    const first = await openBench();
    const second = await openBench();

    expect(first.project).toBe(second.project);
    expect(Number(first.project)).toBeGreaterThan(2 ** 32);
  });

  it('shows every collection of the world, built or not', async () => {
    const { emulator } = await openBench();

    expect(Object.keys(emulator.world())).toEqual([
      'projects',
      'vendors',
      'work_order_contracts',
      'purchase_order_contracts',
      'commitment_change_orders',
      'requisitions',
      'budgets',
      'budget_changes',
    ]);
  });
});
