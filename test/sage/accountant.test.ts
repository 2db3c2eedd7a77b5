import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/shared/json.ts';
import { openSageBench, type SageBench } from './sage-bench.ts';

describe('an accountant inside Sage', () => {
  let bench: SageBench;
  beforeEach(async () => {
    bench = await openSageBench();
  });
  afterEach(() => bench.close());

  const enter = (collection: string, body: JsonObject) => bench.emulator.create(collection, body);
  const subcontract = (changes: JsonObject = {}) => ({
    ...{ vendorNumber: '2001', jobNumber: '101' },
    lines: [{ costCode: '2010', costType: 4, cents: 100 }],
    ...changes,
  });

  it('enters records that the bridge then shows', async () => {
    const entered = await enter('subcontracts', subcontract({ number: 'H-1', description: 'By hand' }));

    expect(entered).toMatchObject({
      number: 'H-1',
      status: 4,
      voided: false,
      lines: [{ line: 1, lineRef: '', costCode: '2010.000' }],
    });
    expect(await bench.sage.findByNumber('subcontracts', 'h-1')).toMatchObject({
      value: [{ key: entered['key'], operationKey: undefined, fields: { description: 'By hand' } }],
    });
  });

  it('sees numbers without their leading zeros', async () => {
    expect(await enter('jobs', { number: '0205', name: 'School' })).toMatchObject({ key: '205', number: '205' });
    expect(await bench.sage.job('205')).toMatchObject({ value: { name: 'School', status: 4 } });
  });

  it('changes a vendor, a job and a subcontract', async () => {
    const { key } = await enter('subcontracts', subcontract());
    await bench.emulator.change('vendors', '2001', { active: false, insuranceExpires: '2025-12-31' });
    await bench.emulator.change('jobs', '101', { status: 6 });
    const changed = await bench.emulator.change('subcontracts', String(key), {
      retainageBasisPoints: 500,
      description: 'New',
    });

    expect(await bench.sage.vendor('2001')).toMatchObject({ value: { active: false, insuranceExpires: '2025-12-31' } });
    expect(await bench.sage.job('101')).toMatchObject({ value: { status: 6 } });
    expect(changed).toMatchObject({ key, retainageBasisPoints: 500, description: 'New' });
  });

  it('changes how Sage is set up, one setting at a time', async () => {
    const before = await bench.sage.profile();
    await bench.emulator.change('profile', '1', { limits: { subcontractNumber: 12 }, traceField: null });

    const after = await bench.sage.profile();
    expect(before).toMatchObject({ value: { limits: { subcontractNumber: 20 }, traceField: 'userDefined2' } });
    expect(after).toMatchObject({
      value: { limits: { subcontractNumber: 12, subcontractTitle: 50 }, traceField: undefined },
    });
  });

  it.each([
    ['an unknown collection', 'invoices', {}, 'no_collection'],
    ['a collection of settings', 'profile', {}, 'no_collection'],
    ['an unknown field', 'vendors', { colour: 'red' }, 'bad_record'],
    ['a field of the wrong kind', 'vendors', { number: 2002 }, 'bad_record'],
    ['a number that stands', 'vendors', { number: '2001' }, 'exists'],
    ['a vendor that does not exist', 'subcontracts', { vendorNumber: '9' }, '12802'],
    ['a cost code that does not exist', 'subcontracts', { lines: [{ costCode: '7', costType: 4, cents: 1 }] }, '12802'],
    ['a subcontract number that stands', 'subcontracts', { number: 'H-1' }, '14201'],
  ])('cannot enter %s', async (_, collection, body, code) => {
    await enter('subcontracts', subcontract({ number: 'H-1' }));
    const whole = collection === 'subcontracts' ? subcontract(body) : body;
    await expect(enter(collection, whole)).rejects.toMatchObject({ code });
  });

  it.each([
    ['a record that is not there', 'jobs', '999', { status: 1 }, 'no_record'],
    ['the key', 'jobs', '101', { key: '102' }, 'fixed_field'],
    ['a job’s number', 'jobs', '101', { number: '102' }, 'fixed_field'],
    ['an unknown field', 'jobs', '101', { colour: 'red' }, 'bad_record'],
    ['an unknown setting', 'profile', '1', { colour: 'red' }, 'bad_record'],
    ['an unknown setting of the host', 'bridge', '1', { colour: 'red' }, 'bad_record'],
    ['a period that is not there', 'periods', '1999-1', { open: true }, 'no_record'],
  ])('cannot change %s', async (_, collection, key, body, code) => {
    await expect(bench.emulator.change(collection, key, body)).rejects.toMatchObject({ code });
  });

  it('finds an empty company after a reset, and the same keys under the same seed', async () => {
    const told = async (seed: number) => {
      bench.emulator.reset(seed);
      const empty = bench.emulator.world();
      await enter('vendors', { number: '2001' });
      await enter('jobs', { number: '101' });
      await enter('cost-codes', { number: '2010' });
      return { empty, record: await enter('subcontracts', subcontract()) };
    };

    const [first, second, other] = [await told(7), await told(7), await told(8)];
    const nothing = { vendors: [], jobs: [], budgets: [], subcontracts: [], totals: [], writes: 0 };
    const { bridge, periods, ...records } = first.empty;
    expect(records).toEqual({ ...nothing, purchase_orders: [], change_orders: [], payable_invoices: [] });
    expect(bridge).toMatchObject({ offline: false, licencesInUse: 0 });
    expect(periods).toHaveLength(12);
    expect([second.record['key'], second.record['id']]).toEqual([first.record['key'], first.record['id']]);
    expect(other.record['id']).not.toBe(first.record['id']);
  });
});
