import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSageBench, operation, operationMs, type SageBench } from './sage-bench.ts';

const key = operation().operationKey;

describe('a session of Sage', () => {
  let bench: SageBench;
  beforeEach(async () => {
    bench = await openSageBench();
  });
  afterEach(() => bench.close());

  const writes = () => bench.emulator.world()['writes'];
  async function ended(fault: string) {
    bench.faults.arm([{ at: 'sage.books', fault }]);
    await bench.sage.submit(operation());
    await bench.settle();
    return bench.sage.operation(key);
  }

  it('saves at its close and not before', async () => {
    await bench.sage.submit(operation());
    await bench.advance(operationMs / 2);
    expect(writes()).toBe(0);

    await bench.settle();
    expect(writes()).toBe(1);
  });

  it('that accepts and loses the record ends as refused, because the bridge reads back', async () => {
    expect(await ended('failCloseLost')).toMatchObject({
      value: { kind: 'refused', problems: [{ code: 'lost_at_close' }] },
    });
    expect(writes()).toBe(0);
  });

  it('that reports a failed close and has saved ends as committed, because the bridge reads back', async () => {
    expect(await ended('failCloseSaved')).toMatchObject({ value: { kind: 'committed' } });
    expect(writes()).toBe(1);
  });

  it('that refuses a field names it', async () => {
    expect(await ended('refuses')).toMatchObject({
      value: { kind: 'refused', problems: [{ code: '14050', field: 'description' }] },
    });
  });

  it.each([
    ['altersRetainage', { retainageBasisPoints: 500 }],
    [
      'altersLine',
      {
        lines: [
          { lineRef: '501', cents: 40_001_00 },
          { lineRef: '502', cents: 25_000_50 },
        ],
      },
    ],
    ['blanksField', { description: '' }],
  ])('that writes something else shows it in the record that was read back: %s', async (fault, fields) => {
    expect(await ended(fault)).toMatchObject({ value: { kind: 'committed', record: { fields } } });
  });

  it('that cuts what is longer than its old fields says nothing of it, and the record that was read back shows it', async () => {
    const long = { number: 'SC-2026-000417', description: 'Cast-in-place concrete, levels 1 to 3' };
    bench.faults.arm([{ at: 'sage.books', fault: 'cutsText' }]);
    await bench.sage.submit(operation({}, long));
    await bench.settle();

    expect(await bench.sage.operation(key)).toMatchObject({
      value: {
        kind: 'committed',
        record: { number: 'SC-2026-0004', fields: { description: 'Cast-in-place concrete, levels' } },
      },
    });
  });

  it('that was open when the bridge died leaves an unknown operation and no record', async () => {
    await bench.sage.submit(operation());
    await bench.advance(operationMs / 2);
    bench.emulator.restart();
    await bench.settle();

    expect(await bench.sage.operation(key)).toEqual({ ok: true, value: { kind: 'unknown' } });
    expect(await bench.sage.close(key, 1)).toEqual({ ok: true, value: { kind: 'closed', attempt: 1 } });
    expect(writes()).toBe(0);
  });

  it('that had not begun when the bridge died is held after the restart, because the journal stands', async () => {
    await bench.sage.submit(operation());
    await bench.emulator.change('bridge', '1', { restart: true });
    await bench.settle();

    expect(await bench.sage.operation(key)).toMatchObject({ value: { kind: 'committed' } });
  });

  it('leaves a record that the accountant may change or void, and each asking shows it as it stands', async () => {
    await bench.sage.submit(operation());
    await bench.settle();
    const found = await bench.sage.operation(key);
    const record = found.ok && found.value.kind === 'committed' ? found.value.record.key : '';

    await bench.emulator.change('subcontracts', record, { retainageBasisPoints: 0, voided: true });
    expect(await bench.sage.operation(key)).toMatchObject({
      value: { kind: 'committed', record: { voided: true, fields: { retainageBasisPoints: 0 } } },
    });

    await bench.emulator.remove('subcontracts', record);
    expect(await bench.sage.operation(key)).toMatchObject({ value: { kind: 'committed', record: { voided: true } } });
    expect(await bench.sage.findByNumber('subcontracts', 'SC-101')).toEqual({ ok: true, value: [] });
  });
});
