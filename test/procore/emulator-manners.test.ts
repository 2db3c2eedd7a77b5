import { describe, expect, it } from 'vitest';
import { openBench, type Bench } from './bench.ts';
import { tokenFor } from './token-for.ts';

async function ask(bench: Bench, path: string, headers: Record<string, string> = {}): Promise<Response> {
  const authorization = `Bearer ${await tokenFor(bench)}`;
  const given = { authorization, 'procore-company-id': bench.emulator.company.id, ...headers };
  return fetch(`${bench.url}${path}`, { headers: given });
}

describe('the manners of the Procore emulator', () => {
  it('refuses a call without the company header in plain text', async () => {
    const bench = await openBench();
    const authorization = `Bearer ${await tokenFor(bench)}`;

    const answer = await fetch(`${bench.url}/rest/v1.0/projects`, { headers: { authorization } });

    expect(answer.headers.get('content-type')).toContain('text/plain');
    expect(await answer.text()).toMatch(/^Missing Procore-Company-Id header!/);
  });

  it('refuses query keys that Procore does not have', async () => {
    const bench = await openBench();

    const answer = await ask(bench, `/rest/v1.0/projects?company_id=${bench.emulator.company.id}&since=yesterday`);

    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('query key \\"since\\"');
  });

  it('refuses body keys that Procore does not have', async () => {
    const bench = await openBench();
    const id = await bench.subcontract();
    const headers = {
      authorization: `Bearer ${await tokenFor(bench)}`,
      'procore-company-id': bench.emulator.company.id,
    };
    const body = JSON.stringify({ project_id: bench.project, work_order_contract: { operation_key: 'x' } });

    const answer = await fetch(`${bench.url}/rest/v1.0/work_order_contracts/${id}`, { method: 'PATCH', headers, body });

    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('work_order_contract.operation_key');
  });

  it('lets no token in after its 90 minutes', async () => {
    const bench = await openBench();
    const authorization = `Bearer ${await tokenFor(bench)}`;
    bench.clock.advance(5_400_000);

    const answer = await fetch(`${bench.url}/rest/v1.0/companies`, { headers: { authorization } });

    expect(answer.status).toBe(401);
  });

  it('refuses beyond either rate window, with both headers', async () => {
    const bench = await openBench({ limits: { perHour: 3, perTenSeconds: 2 } });
    const statuses = async (): Promise<number> => (await ask(bench, '/rest/v1.0/companies')).status;

    const spike = [await statuses(), await statuses()];
    const refused = await ask(bench, '/rest/v1.0/companies');
    bench.clock.advance(10_000);
    const hour = [await statuses(), await statuses()];
    bench.clock.advance(3_600_000);

    expect(spike).toEqual([200, 200]);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('x-rate-limit-remaining')).toBe('0');
    expect(Number(refused.headers.get('x-rate-limit-reset'))).toBeGreaterThan(0);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(hour).toEqual([200, 429]);
    expect(await statuses()).toBe(200);
  });

  it('pages with links on the host that was asked', async () => {
    const bench = await openBench();
    for (const n of [1, 2, 3]) await bench.subcontract({ number: `SC-00${n}` });

    const answer = await ask(bench, `/rest/v1.0/work_order_contracts?project_id=${bench.project}&per_page=1&page=2`);

    expect(answer.headers.get('total')).toBe('3');
    expect(answer.headers.get('per-page')).toBe('1');
    const links = answer.headers.get('link') ?? '';
    expect([...links.matchAll(/rel="(\w+)"/g)].map(([, rel]) => rel)).toEqual(['first', 'last', 'next']);
    expect(links).toContain(`<${bench.url}/rest/v1.0/work_order_contracts?`);
  });

  it('writes codes with ids beyond 2^53 digit for digit', async () => {
    const bench = await openBench();

    const text = await (await ask(bench, `/rest/v1.0/cost_codes?project_id=${bench.project}`)).text();

    const id = /"id":(\d+)/.exec(text)?.[1] ?? '';
    expect(String(Number(id))).not.toBe(id);
  });

  it('creates and updates by sync, and keeps what failed apart', async () => {
    const bench = await openBench();
    const id = await bench.subcontract();
    const headers = {
      authorization: `Bearer ${await tokenFor(bench)}`,
      'procore-company-id': bench.emulator.company.id,
    };
    const updates = [
      { id, origin_id: 'A' },
      { id: 12, title: 'Nobody' },
      { origin_id: 'B', title: 'Made' },
      { origin_id: 'A', title: 'Found' },
      { id, status: 'Perfect' },
    ];

    const answer = await fetch(`${bench.url}/rest/v1.0/work_order_contracts/sync`, {
      method: 'PATCH',
      headers,
      body: JSON.stringify({ project_id: bench.project, updates }),
    });

    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      entities: [{ origin_id: 'A' }, { origin_id: 'B', title: 'Made' }, { origin_id: 'A', title: 'Found' }],
      errors: [
        { id: 12, title: 'Nobody', errors: { id: ['Entity with this ID not found'] } },
        { status: 'Perfect', errors: { status: ['is invalid'] } },
      ],
    });
  });

  it('says which calls it does not play', async () => {
    const bench = await openBench();

    const answer = await ask(bench, '/rest/v1.0/toasters');

    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('does not play GET');
  });
});
