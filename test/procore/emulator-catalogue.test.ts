import { describe, expect, it } from 'vitest';
import { createFaults } from '../../adapters/sandbox/faults.ts';
import { createProcoreEmulator } from '../../adapters/sandbox/procore/procore-emulator.ts';
import { createSandboxClock } from '../../adapters/sandbox/sandbox-clock.ts';
import { openBench, type Bench } from './bench.ts';
import { readEndpointCatalogue, type EndpointCatalogue } from './endpoint-catalogue.ts';
import { tokenFor } from './token-for.ts';

const catalogue = readEndpointCatalogue();

describe.skipIf(catalogue === undefined)('the Procore emulator, held against the endpoint catalogue', () => {
  it('plays only catalogued operations, with catalogued keys', () => {
    const clock = createSandboxClock();
    const { operations } = createProcoreEmulator({ clock, faults: createFaults(() => []) });

    const problems = operations.flatMap(({ method, path, query = [], body = [] }) => {
      const known = catalogued(method, path);
      if (known === undefined) return [`${method} ${path}`];
      const keys = query.filter((key) => !known.query.includes(key));
      if (known.body !== undefined) keys.push(...body.filter((key) => known.body?.includes(key) !== true));
      return keys.map((key) => `${method} ${path}: ${key}`);
    });

    expect(problems).toEqual([]);
  });

  it('answers in the catalogued shape, whatever was asked', async () => {
    const bench = await openBench();
    await playEverything(bench);

    const answered = bench.calls.filter(({ status }) => status < 300);
    const problems = answered.flatMap(({ method, path, status, answer }) =>
      (catalogued(method, path)?.problems(status, JSON.parse(answer)) ?? ['not catalogued']).map(
        (problem) => `${method} ${path}: ${problem}`,
      ),
    );

    expect(answered.length).toBeGreaterThan(30);
    expect(problems).toEqual([]);
    expect(bench.calls.filter(({ status }) => status >= 300)).toEqual([]);
  });

  it('shows the control interface records in the catalogued shape', async () => {
    const bench = await openBench();
    const lines = [{ amount: 100 }, { amount: '50.25', cost_code_id: null }];
    const contract = await bench.emulator.create('work_order_contracts', { line_items: lines });
    const id = String(contract['id']);
    const changed = await bench.emulator.change('work_order_contracts', id, {
      title: 'New',
      line_items: [{ amount: 7 }],
    });
    const renamed = await bench.emulator.change('projects', bench.project, { name: 'Pier 10' });
    const world = bench.emulator.world();
    const removed = await bench.emulator.remove('work_order_contracts', id);

    const shape = catalogued('GET', '/rest/v1.0/work_order_contracts/{id}');
    const projectShape = catalogued('GET', '/rest/v1.0/projects/{id}');
    const problems = [contract, changed, removed, ...(world['work_order_contracts'] as object[])].flatMap(
      (record) => shape?.problems(200, record) ?? ['not catalogued'],
    );
    problems.push(
      ...[renamed, ...(world['projects'] as object[])].flatMap((each) => projectShape?.problems(200, each) ?? []),
    );

    expect(problems).toEqual([]);
  });
});

function catalogued(method: string, path: string): ReturnType<EndpointCatalogue['find']> {
  return catalogue?.find(method, path);
}

/** Calls every operation of the emulator at least once. */
async function playEverything(bench: Bench): Promise<void> {
  const { url, project, emulator } = bench;
  const token = await tokenFor(bench);
  const company = emulator.company.id;
  const contract = await bench.subcontract();
  const billed = String((await emulator.create('requisitions', { commitment_id: contract }))['id']);
  const call = async (method: string, path: string, body?: object): Promise<string> => {
    const headers = { authorization: `Bearer ${token}`, 'procore-company-id': company };
    const answer = await fetch(`${url}${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
    const text = await answer.text();
    // ids beyond 2^53 must reach the next path digit for digit
    return /"id":"?(\d+)/.exec(text)?.[1] ?? '';
  };
  const inCompany = `company_id=${company}`;
  const inProject = `project_id=${project}`;

  for (const path of [
    '/oauth/token/info',
    '/rest/v1.0/companies',
    '/rest/v1.0/me',
    ...['v1.0', 'v1.1', 'v1.2'].map((version) => `/rest/${version}/companies/${company}/users`),
    `/rest/v1.0/vendors?${inCompany}`,
    `/rest/v1.0/vendors/${bench.vendor}?${inCompany}`,
    `/rest/v1.0/companies/${company}/vendors/inactive`,
    `/rest/v1.0/settings/permissions?${inProject}`,
    `/rest/v1.0/settings/permissions?${inCompany}`,
    `/rest/v1.0/projects?${inCompany}`,
    `/rest/v1.0/projects/${project}?${inCompany}`,
    `/rest/v1.0/projects/${project}/budget`,
    `/rest/v1.0/cost_codes?${inProject}`,
    `/rest/v1.0/line_item_types?${inProject}`,
    `/rest/v1.0/work_order_contracts?${inProject}`,
    `/rest/v1.0/work_order_contracts/${contract}?${inProject}`,
    `/rest/v1.0/work_order_contracts/${contract}/line_items?${inProject}`,
    `/rest/v1.1/requisitions?${inProject}`,
    ...['default', 'extended', 'items'].map((view) => `/rest/v1.1/requisitions?${inProject}&view=${view}`),
    ...['default', 'extended', 'items'].map((view) => `/rest/v1.1/requisitions/${billed}?${inProject}&view=${view}`),
    `/rest/v1.0/webhooks/resources?${inProject}`,
    `/rest/v1.0/webhooks/hooks?${inCompany}`,
    `/rest/v2.0/companies/${company}/webhooks/hooks`,
  ]) {
    await call('GET', path);
  }

  const project_id = project;
  await call('PATCH', `/rest/v1.0/projects/${project}`, { company_id: company, project: { city: 'Oakland' } });
  await call('DELETE', `/rest/v1.0/projects/${project}/budget/lock`);
  await call('POST', `/rest/v1.0/projects/${project}/budget/lock`);
  const made = await call('POST', '/rest/v1.0/work_order_contracts', {
    project_id,
    work_order_contract: { title: 'A' },
  });
  await call('PATCH', `/rest/v1.0/work_order_contracts/${made}`, { project_id, work_order_contract: { title: 'B' } });
  const updates = [
    { id: made, origin_id: 'S-9' },
    { id: '5', origin_id: 'S-8' },
  ];
  await call('PATCH', '/rest/v1.0/work_order_contracts/sync', { project_id, updates });
  const lines = `/rest/v1.0/work_order_contracts/${made}/line_items`;
  const line = await call('POST', lines, { project_id, line_item: { amount: '10.00', description: 'First' } });
  await call('GET', `${lines}/${line}?${inProject}`);
  await call('PATCH', `${lines}/${line}`, { project_id, line_item: { amount: '11.00' } });
  await call('DELETE', `${lines}/${line}?${inProject}`);
  const requisition = await call('POST', '/rest/v1.1/requisitions', {
    project_id,
    commitment_id: contract,
    requisition: { status: 'draft', items: [{ item_type: 'contract_item', work_completed_this_period: '5.00' }] },
  });
  await call('PATCH', `/rest/v1.1/requisitions/${requisition}`, {
    project_id,
    commitment_id: contract,
    requisition: { status: 'under_review' },
  });
  await call('GET', `/rest/v1.0/requisitions/${requisition}/change_histories?${inProject}`);
  await call('DELETE', `/rest/v1.1/requisitions/${requisition}?${inProject}`);
  await call('DELETE', `/rest/v1.0/work_order_contracts/${made}?${inProject}`);

  const hookBody = { api_version: 'v2', namespace: 'held', destination_url: 'http://127.0.0.1:1/' };
  const hook = await call('POST', '/rest/v1.0/webhooks/hooks', { company_id: company, hook: hookBody });
  const hooks = `/rest/v1.0/webhooks/hooks/${hook}`;
  const wanted = { resource_name: 'Work Order Contracts', event_type: 'create' };
  const trigger = await call('POST', `${hooks}/triggers`, { company_id: company, api_version: 'v2', trigger: wanted });
  await call('PATCH', hooks, { company_id: company, hook: { destination_url: 'http://127.0.0.1:2/' } });
  await bench.subcontract({ number: 'SC-077' });
  await call('GET', `${hooks}/triggers?${inCompany}`);
  await call('GET', `${hooks}/deliveries?${inCompany}`);
  await call('DELETE', `${hooks}/triggers/${trigger}?${inCompany}`);
  await call('DELETE', `${hooks}?${inCompany}`);
  const v2 = `/rest/v2.0/companies/${company}/webhooks/hooks`;
  const second = await call('POST', v2, {
    payload_version: 'v4.0',
    namespace: 'held',
    destination_url: 'http://127.0.0.1:1/',
    destination_headers: { Authorization: 'a secret of some length' },
  });
  await call('POST', `${v2}/${second}/triggers`, wanted);
  await call('GET', `${v2}/${second}/triggers`);
  await call('POST', '/oauth/revoke', { token, ...emulator.credentials });
}
