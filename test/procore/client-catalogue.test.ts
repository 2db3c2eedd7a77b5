import { describe, expect, it } from 'vitest';
import { keyPaths } from '../../adapters/sandbox/procore/known-keys.ts';
import type { WireObject } from '../../adapters/sandbox/procore/wire.ts';
import { instant } from '../../src/shared/dates.ts';
import { recordId } from '../../src/shared/ids.ts';
import { openBench, type SeenCall } from './bench.ts';
import { readEndpointCatalogue } from './endpoint-catalogue.ts';

const catalogue = readEndpointCatalogue();

describe.skipIf(catalogue === undefined)('the Procore client, held against the endpoint catalogue', () => {
  it('makes no call whose path, verb, query key or body key is not catalogued', async () => {
    const calls = await everyCall();

    const problems = calls.flatMap((call) => {
      const operation = catalogue?.find(call.method, call.path);
      if (operation === undefined) return [`${call.method} ${call.path} is not catalogued`];
      const strange = [...call.query.keys()].filter((key) => !operation.query.includes(key));
      const sent = call.body === '' ? [] : keyPaths(JSON.parse(call.body) as WireObject);
      strange.push(...sent.filter((path) => operation.body?.includes(path) !== true));
      return strange.map((key) => `${call.method} ${call.path} knows no ${key}`);
    });

    expect(problems).toEqual([]);
  });

  it('makes the calls that the port needs and no others', async () => {
    const calls = await everyCall();

    const shapes = calls.map(({ method, path }) => `${method} ${path.replace(/\d{5,}/g, '{id}')}`);
    expect([...new Set(shapes)].toSorted()).toEqual([
      'GET /rest/v1.0/me',
      'GET /rest/v1.0/projects',
      'GET /rest/v1.0/projects/{id}',
      'GET /rest/v1.0/requisitions/{id}/change_histories',
      'GET /rest/v1.0/vendors/{id}',
      'GET /rest/v1.0/webhooks/hooks',
      'GET /rest/v1.0/webhooks/hooks/{id}/deliveries',
      'GET /rest/v1.0/work_order_contracts',
      'GET /rest/v1.0/work_order_contracts/{id}',
      'GET /rest/v1.1/requisitions',
      'GET /rest/v1.1/requisitions/{id}',
      'PATCH /rest/v1.0/work_order_contracts/sync',
      'PATCH /rest/v1.0/work_order_contracts/{id}',
      'PATCH /rest/v1.1/requisitions/{id}',
      'POST /oauth/token',
    ]);
  });

  it('names the company in every call of the REST API', async () => {
    const calls = await everyCall();

    const rest = calls.filter(({ path }) => path.startsWith('/rest/'));
    expect(new Set(rest.map(({ headers }) => headers['procore-company-id']))).toEqual(new Set(['562949953421312']));
  });
});

/** Uses every method of the port that calls Procore, lists over several pages, and answers what went over the wire. */
async function everyCall(): Promise<readonly SeenCall[]> {
  const bench = await openBench();
  const { project, vendor } = bench;
  const record = await bench.subcontract();
  await bench.subcontract({ number: 'SC-002' });
  const invoice = recordId(String((await bench.emulator.create('requisitions', { commitment_id: record }))['id']));
  await bench.emulator.create('requisitions', { commitment_id: record });
  const procore = bench.client({ perPage: 1 });

  const results = [
    await procore.projects(),
    await procore.project(project),
    await procore.vendor(vendor),
    await procore.subcontractsChangedSince(project, undefined),
    await procore.subcontractsChangedSince(project, instant(0)),
    await procore.subcontract(project, record),
    await procore.stamp({ kind: 'subcontract', project, record, originId: 'S-1' }),
    await procore.reopen('subcontract', project, record),
    await procore.requisitionsChangedSince(project, undefined),
    await procore.requisitionsChangedSince(project, instant(0)),
    await procore.requisitionsOf(project, record),
    await procore.requisition(project, invoice),
    await procore.stamp({ kind: 'invoice', project, record: invoice, originId: 'I-1' }),
    await procore.reopen('invoice', project, invoice),
    await procore.requisitionEdits(project, invoice),
  ];
  bench.emulator.registerHook({ url: 'http://127.0.0.1:9/procore/webhooks', authorization: 'the secret' });
  const other = await bench.subcontract({ number: 'SC-003' });
  const asOf = instant(bench.clock.now());
  const wanted = [record, other].map((id) => ({
    ...({ kind: 'subcontract', project, record: id, asOf, unchanged: false } as const),
  }));
  await procore.readAhead(wanted);
  await procore.ownUser();
  expect(await procore.discardedEvents()).toMatchObject({ ok: true });
  expect(results.filter(({ ok }) => !ok)).toEqual([]);
  return bench.calls;
}
