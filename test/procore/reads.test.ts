import { describe, expect, it } from 'vitest';
import { instant } from '../../src/shared/dates.ts';
import { projectId, recordId } from '../../src/shared/ids.ts';
import { openBench } from './bench.ts';
import { contractText, scriptedProcore } from './scripted-procore.ts';

const project = projectId('9007199254740001');
const record = recordId('9007199254740993');

describe('reading Procore', () => {
  it('reads a subcontract with its lines in cents, and ids beyond 2^53 digit for digit', async () => {
    const { procore, asked } = await scriptedProcore([{ body: contractText() }]);

    const read = await procore.subcontract(project, record);

    expect(read).toEqual({
      ok: true,
      value: {
        id: '9007199254740993',
        project: '9007199254740001',
        number: 'SC-001',
        title: 'Sitework',
        status: 'Approved',
        executed: true,
        private: false,
        vendor: { id: '9007199254740995', name: 'Acme', originId: 'V-1' },
        total: 125_050,
        retainage: 1_000,
        contractDate: '2026-02-27',
        originId: undefined,
        createdBy: '9007199254740997',
        createdAt: Date.parse('2026-02-27T10:00:00Z'),
        updatedAt: Date.parse('2026-02-28T10:00:00.250Z'),
        lines: [
          {
            id: '9007199254740999',
            position: 1,
            description: 'Clearing',
            costCode: '2010.000',
            costType: 'S',
            amount: 125_050,
            taxCode: undefined,
          },
        ],
      },
    });
    expect(asked[0]?.url).toBe('/rest/v1.0/work_order_contracts/9007199254740993?project_id=9007199254740001');
  });

  it('takes the budget code of a line only where there is no cost code', async () => {
    const { procore } = await scriptedProcore([{ body: contractText({}, { cost_code: 'null' }) }]);

    const read = await procore.subcontract(project, record);

    expect(read).toMatchObject({ value: { lines: [{ costCode: '2010.000.S' }] } });
  });

  it('treats an answer that does not say whether it is private as private', async () => {
    const { procore } = await scriptedProcore([{ body: contractText({ private: 'null' }) }]);

    expect(await procore.subcontract(project, record)).toMatchObject({ value: { private: true } });
  });

  it.each(['"1,234.50"', '"1e3"', '"1.005"', '"NaN"', '""', '1250.5', 'null', '"99999999999999.00"'])(
    'B15: does not read %s as an amount, and names the field',
    async (text) => {
      const header = await scriptedProcore([{ body: contractText({ grand_total: text }) }]);
      const line = await scriptedProcore([{ body: contractText({}, { amount: text }) }]);

      const wrong = (field: string): object => ({ ok: false, failure: { kind: 'unreadable', field } });
      expect(await header.procore.subcontract(project, record)).toEqual(wrong('grand_total'));
      expect(await line.procore.subcontract(project, record)).toEqual(wrong('line_items.0.amount'));
    },
  );

  it.each([
    ['id', '1.5'],
    ['created_by_id', '-4'],
    ['updated_at', '"yesterday"'],
    ['contract_date', '"2026-02-30"'],
    ['retainage_percent', '"ten"'],
  ])('names %s when it is written as %s', async (field, text) => {
    const { procore } = await scriptedProcore([{ body: contractText({ [field]: text }) }]);

    expect(await procore.subcontract(project, record)).toEqual({ ok: false, failure: { kind: 'unreadable', field } });
  });

  it('says that a subcontract that was deleted is not there', async () => {
    const deleted = contractText({ deleted_at: '"2026-03-01T00:00:00Z"' });
    const { procore } = await scriptedProcore([{ body: deleted }]);

    expect(await procore.subcontract(project, record)).toEqual({ ok: false, failure: { kind: 'not_found' } });
  });

  it('reads active projects, and from a single one whether an ERP connector owns it', async () => {
    const bench = await openBench();
    await bench.emulator.create('projects', { name: 'Closed', active: false });
    const owned = await bench.emulator.create('projects', {
      name: 'Owned',
      project_number: '12',
      erp_integrated: true,
    });

    const all = await bench.procore.projects();
    const one = await bench.procore.project(projectId(String(owned['id'])));

    expect(all).toMatchObject({ ok: true, value: [{ name: 'Pier 9', originId: 'J-9' }, { name: 'Owned' }] });
    expect(all.ok && all.value.map(({ erpIntegrated }) => erpIntegrated)).toEqual([undefined, undefined]);
    expect(one).toMatchObject({ ok: true, value: { number: '12', active: true, erpIntegrated: true } });
  });

  it('reads a vendor', async () => {
    const bench = await openBench();
    await bench.emulator.change('vendors', bench.vendor, { is_active: false });

    const read = await bench.procore.vendor(bench.vendor);

    const vendor = { id: bench.vendor, name: 'Acme Civil', active: false, originId: 'V-1' };
    expect(read).toEqual({ ok: true, value: vendor });
  });

  it('B20: survives ids beyond 2^53 from end to end, digit for digit', async () => {
    const bench = await openBench({ wideIds: true });
    const id = await bench.subcontract();

    const changed = await bench.procore.subcontractsChangedSince(bench.project, undefined);
    const stamped = await bench.procore.stamp({
      kind: 'subcontract',
      project: bench.project,
      record: id,
      originId: 'S-1',
    });

    expect(Number.isSafeInteger(Number(id))).toBe(false);
    expect(changed).toMatchObject({ ok: true, value: [{ id }] });
    expect(stamped).toEqual({ ok: true, value: undefined });
  });

  it('finds what changed since a moment, deleted records among it', async () => {
    const bench = await openBench();
    await bench.subcontract({ number: 'SC-001' });
    bench.clock.advance(60_000);
    const since = bench.clock.now();
    const second = await bench.subcontract({ number: 'SC-002' });
    const third = await bench.subcontract({ number: 'SC-003' });
    await bench.emulator.remove('work_order_contracts', third);

    const changed = await bench.procore.subcontractsChangedSince(bench.project, instant(since));

    expect(changed.ok && changed.value.map(({ id }) => id)).toEqual([second, third]);
  });

  it('links to the record on the configured web address', async () => {
    const { procore } = await scriptedProcore([]);

    expect(procore.link('subcontract', projectId('5'), recordId('6'))).toBe(
      'https://app.procore.com/webclients/host/companies/77/projects/5/tools/contracts/commitments/work_order_contracts/6',
    );
  });
});
