import { describe, expect, it } from 'vitest';
import type { Stamp } from '../../src/ports/procore.ts';
import type { RecordId } from '../../src/shared/ids.ts';
import { openBench, type Bench } from './bench.ts';

const stampOf = (bench: Bench, record: RecordId, originId = 'SAGE-1'): Stamp => ({
  kind: 'subcontract',
  project: bench.project,
  record,
  originId,
});

const writes = (bench: Bench): number => bench.calls.filter(({ method }) => method === 'PATCH').length;

describe('stamping a Procore record', () => {
  it('writes the Sage key once and reads it back', async () => {
    const bench = await openBench();
    const record = await bench.subcontract();

    const stamped = await bench.procore.stamp(stampOf(bench, record));

    expect(stamped).toEqual({ ok: true, value: undefined });
    expect(await bench.procore.subcontract(bench.project, record)).toMatchObject({ value: { originId: 'SAGE-1' } });
    const sync = bench.calls.find(({ path }) => path.endsWith('/sync'));
    expect(sync?.body).toBe(`{"project_id":${bench.project},"updates":[{"id":${record},"origin_id":"SAGE-1"}]}`);
  });

  it('is content when its own value stands there already, and writes nothing', async () => {
    const bench = await openBench();
    const record = await bench.subcontract({ origin_id: 'SAGE-1' });

    expect(await bench.procore.stamp(stampOf(bench, record))).toEqual({ ok: true, value: undefined });
    expect(writes(bench)).toBe(0);
  });

  it('leaves a foreign value alone', async () => {
    const bench = await openBench();
    const record = await bench.subcontract({ origin_id: 'OTHER' });

    const stamped = await bench.procore.stamp(stampOf(bench, record));

    expect(stamped).toEqual({ ok: false, failure: { kind: 'foreign', originId: 'OTHER' } });
    expect(writes(bench)).toBe(0);
  });

  it('says that a deleted record is not there', async () => {
    const bench = await openBench();
    const record = await bench.subcontract();
    await bench.emulator.remove('work_order_contracts', record);

    expect(await bench.procore.stamp(stampOf(bench, record))).toEqual({ ok: false, failure: { kind: 'not_found' } });
  });

  it('hears of errors inside an answer that is a success', async () => {
    const bench = await openBench();
    const record = await bench.subcontract();
    bench.faults.arm([{ at: 'procore.writes', fault: 'partialError' }]);

    const stamped = await bench.procore.stamp(stampOf(bench, record));

    expect(stamped).toEqual({ ok: false, failure: { kind: 'refused', messages: ['base: could not be saved'] } });
    expect(bench.calls.at(-1)?.status).toBe(200);
  });

  it('is refused a key that another contract carries', async () => {
    const bench = await openBench();
    await bench.subcontract({ number: 'SC-001', origin_id: 'SAGE-1' });
    const record = await bench.subcontract({ number: 'SC-002' });

    const stamped = await bench.procore.stamp(stampOf(bench, record));

    expect(stamped).toEqual({
      ok: false,
      failure: { kind: 'refused', messages: ['origin_id: has already been taken'] },
    });
  });

  it('is refused where Procore has locked the record', async () => {
    const bench = await openBench();
    const record = await bench.subcontract();
    bench.faults.arm([{ at: 'procore.writes', fault: 'locked422' }]);

    const stamped = await bench.procore.stamp(stampOf(bench, record));

    expect(stamped).toMatchObject({ failure: { kind: 'refused' } });
    expect(JSON.stringify(stamped)).toContain('record locked by ERP');
  });

  it('does not write twice when the answer was lost after the write', async () => {
    const bench = await openBench();
    const record = await bench.subcontract();
    bench.faults.arm([{ at: 'procore.writes', fault: 'resetAfterCommit' }]);

    const lost = await bench.procore.stamp(stampOf(bench, record));
    const again = await bench.procore.stamp(stampOf(bench, record));

    expect(lost).toEqual({ ok: false, failure: { kind: 'unavailable', retryAfterMs: undefined } });
    expect(again).toEqual({ ok: true, value: undefined });
    expect(writes(bench)).toBe(1);
  });

  it('changes nothing when Procore is unavailable before the write', async () => {
    const bench = await openBench();
    const record = await bench.subcontract();
    bench.faults.arm([{ at: 'procore.writes', fault: 'unavailable503' }]);

    const stamped = await bench.procore.stamp(stampOf(bench, record));

    expect(stamped).toEqual({ ok: false, failure: { kind: 'unavailable', retryAfterMs: 1_000 } });
    expect(await bench.procore.subcontract(bench.project, record)).toMatchObject({ value: { originId: undefined } });
  });
});

describe('reopening a Procore record', () => {
  it('makes a commitment a draft again', async () => {
    const bench = await openBench();
    const record = await bench.subcontract();

    expect(await bench.procore.reopen('subcontract', bench.project, record)).toEqual({ ok: true, value: undefined });
    expect(await bench.procore.subcontract(bench.project, record)).toMatchObject({ value: { status: 'Draft' } });
  });

  it('is refused in a project whose books an ERP connector keeps', async () => {
    const bench = await openBench();
    const record = await bench.subcontract({ origin_id: 'ERP-1' });
    await bench.emulator.change('projects', bench.project, { erp_integrated: true });

    const reopened = await bench.procore.reopen('subcontract', bench.project, record);

    expect(reopened).toMatchObject({ failure: { kind: 'refused' } });
  });
});
