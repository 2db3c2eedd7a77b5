import { describe, expect, it } from 'vitest';
import type { Wanted } from '../../src/ports/procore.ts';
import { instant } from '../../src/shared/dates.ts';
import type { RecordId } from '../../src/shared/ids.ts';
import { openBench, type Bench } from './bench.ts';

async function contracts(bench: Bench, count: number, body: object = {}): Promise<readonly RecordId[]> {
  const made: RecordId[] = [];
  for (let n = 0; n < count; n += 1) {
    made.push(await bench.subcontract({ number: `SC-${n}`, vendor_id: bench.vendor, ...body }));
  }
  return made;
}

const wanted = (bench: Bench, ids: readonly RecordId[], asOf: number): readonly Wanted[] =>
  ids.map((record) => ({ kind: 'subcontract', project: bench.project, record, asOf: instant(asOf), unchanged: false }));

const lists = (bench: Bench): number =>
  bench.calls.filter(({ path }) => path === '/rest/v1.0/work_order_contracts').length;
const shows = (bench: Bench): number => bench.calls.filter(({ path }) => /contracts\/\d+$/.test(path)).length;

describe('reading ahead', () => {
  it('reads 250 subcontracts with their lines in three calls, and a look asks nothing more', async () => {
    const bench = await openBench();
    const ids = await contracts(bench, 250);
    const asOf = bench.clock.now();
    const single = await bench.procore.subcontract(bench.project, ids[0] as RecordId);

    await bench.procore.readAhead(wanted(bench, ids, asOf + 1));
    const before = bench.calls.length;
    const looking = bench.procore.asOf(instant(asOf));
    const reads = await Promise.all(ids.map((id) => looking.subcontract(bench.project, id)));

    expect([lists(bench), bench.calls.length - before]).toEqual([3, 0]);
    expect(reads.every(({ ok }) => ok)).toBe(true);
    expect(reads[0]).toEqual(single);
  });

  it('reads the vendors that they name in one call more', async () => {
    const bench = await openBench();
    const other = await bench.emulator.create('vendors', { name: 'Beta', origin_id: 'V-2' });
    const [a] = await contracts(bench, 1);
    const [b] = await contracts(bench, 1, { number: 'SC-B', vendor_id: String(other['id']) });
    const asOf = bench.clock.now();

    await bench.procore.readAhead(wanted(bench, [a, b] as RecordId[], asOf));
    const before = bench.calls.length;
    const vendor = await bench.procore.asOf(instant(asOf)).vendor(String(other['id']) as RecordId);

    expect([bench.calls.length - before, vendor]).toMatchObject([0, { ok: true, value: { name: 'Beta' } }]);
  });

  it('knows of a deleted one that it is gone', async () => {
    const bench = await openBench();
    const ids = await contracts(bench, 2);
    await bench.emulator.remove('work_order_contracts', ids[1] as RecordId);
    const asOf = bench.clock.now();

    await bench.procore.readAhead(wanted(bench, ids, asOf));
    const read = await bench.procore.asOf(instant(asOf)).subcontract(bench.project, ids[1] as RecordId);

    expect([shows(bench), read]).toEqual([0, { ok: false, failure: { kind: 'not_found' } }]);
  });

  it('never serves what comes before a write, nor what is older than was asked for', async () => {
    const bench = await openBench();
    const ids = await contracts(bench, 2);
    const id = ids[0] as RecordId;
    const asOf = bench.clock.now();
    await bench.procore.readAhead(wanted(bench, ids, asOf));
    bench.clock.advance(1_000);
    await bench.emulator.change('work_order_contracts', id, { title: 'Changed' });

    const remembered = await bench.procore.asOf(instant(asOf)).subcontract(bench.project, id);
    const fresh = await bench.procore.subcontract(bench.project, id);
    const newer = await bench.procore.asOf(instant(asOf + 1_000)).subcontract(bench.project, id);

    expect(remembered).not.toMatchObject({ value: { title: 'Changed' } });
    expect(fresh).toMatchObject({ value: { title: 'Changed' } });
    expect(newer).toMatchObject({ value: { title: 'Changed' } });
  });

  it('asks nothing for a record that did not change, and again for the vendor that it names', async () => {
    const bench = await openBench();
    const ids = await contracts(bench, 2);
    await bench.procore.readAhead(wanted(bench, ids, bench.clock.now()));
    bench.clock.advance(60_000);
    const before = bench.calls.length;
    const now = instant(bench.clock.now());
    const unchanged = wanted(bench, ids, now).map((each) => ({ ...each, unchanged: true }));
    const looking = bench.procore.asOf(now, instant(0));

    await bench.procore.readAhead(unchanged);
    await looking.subcontract(bench.project, ids[0] as RecordId);
    await looking.vendor(bench.vendor);

    expect(bench.calls.slice(before).map(({ path }) => path)).toEqual([`/rest/v1.0/vendors/${bench.vendor}`]);
  });

  it('forgets after a day', async () => {
    const bench = await openBench();
    const ids = await contracts(bench, 2);
    const asOf = bench.clock.now();
    await bench.procore.readAhead(wanted(bench, ids, asOf));
    bench.clock.advance(86_400_001);

    await bench.procore.asOf(instant(asOf)).subcontract(bench.project, ids[0] as RecordId);

    expect(shows(bench)).toBe(1);
  });

  it('shares one question among those who ask together', async () => {
    const bench = await openBench();
    const looking = bench.procore.asOf(bench.clock.now() as never);

    await Promise.all([1, 2, 3, 4].map(() => looking.project(bench.project)));

    expect(bench.calls.filter(({ path }) => path.includes('/projects/'))).toHaveLength(1);
  });
});
