import { describe, expect, it } from 'vitest';
import { projectId } from '../../src/shared/ids.ts';
import { openBench } from './bench.ts';
import { scriptedProcore } from './scripted-procore.ts';

const page = (id: number): string => `[{"id":${id},"updated_at":"2026-03-01T00:00:00Z"}]`;
const project = projectId('5');

describe('lists of Procore', () => {
  it('are read to their last page', async () => {
    const bench = await openBench();
    for (const n of [1, 2, 3, 4, 5]) await bench.subcontract({ number: `SC-00${n}` });

    const changed = await bench.client({ perPage: 2 }).subcontractsChangedSince(bench.project, undefined);

    expect(changed.ok && changed.value.length).toBe(5);
    const lists = bench.calls.filter(({ path }) => path.endsWith('/work_order_contracts'));
    expect(lists.map(({ query }) => query.get('page'))).toEqual([null, '2', '3']);
    expect(lists.every(({ query }) => query.get('filters[include_deleted]') === 'with')).toBe(true);
  });

  it('stay on the configured host, whatever the next link says', async () => {
    const elsewhere = '<http://evil.example/rest/v1.0/work_order_contracts?page=2&project_id=5>; rel="next"';
    const { procore, asked } = await scriptedProcore([
      { headers: { link: elsewhere }, body: page(1) },
      { body: page(2) },
    ]);

    const changed = await procore.subcontractsChangedSince(project, undefined);

    expect(changed.ok && changed.value.map(({ id }) => id)).toEqual(['1', '2']);
    expect(asked[1]?.url).toBe('/rest/v1.0/work_order_contracts?page=2&project_id=5');
  });

  it('are unreadable when the next link names another path', async () => {
    const link = '<http://evil.example/rest/v1.0/me?page=2>; rel="next"';
    const { procore, asked } = await scriptedProcore([{ headers: { link }, body: page(1) }]);

    const changed = await procore.subcontractsChangedSince(project, undefined);

    expect(changed).toEqual({ ok: false, failure: { kind: 'unreadable', field: 'Link' } });
    expect(asked.length).toBe(1);
  });

  it('are unreadable when the next link leads back', async () => {
    const link = '</rest/v1.0/work_order_contracts?page=2>; rel="next"';
    const answer = { headers: { link }, body: page(1) };
    const { procore, asked } = await scriptedProcore([answer, answer, answer]);

    const changed = await procore.subcontractsChangedSince(project, undefined);

    expect(changed).toEqual({ ok: false, failure: { kind: 'unreadable', field: 'Link' } });
    expect(asked.length).toBe(2);
  });

  it('find the next link among the others, in any order', async () => {
    const link =
      '</rest/v1.0/work_order_contracts?page=9>; rel="last", </rest/v1.0/work_order_contracts?page=2>; rel="next"';
    const { procore, asked } = await scriptedProcore([{ headers: { link }, body: page(1) }, { body: page(2) }]);

    await procore.subcontractsChangedSince(project, undefined);

    expect(asked[1]?.url).toBe('/rest/v1.0/work_order_contracts?page=2');
  });

  it('give nothing when one of their pages fails', async () => {
    const link = '</rest/v1.0/work_order_contracts?page=2>; rel="next"';
    const { procore } = await scriptedProcore([
      { headers: { link }, body: page(1) },
      { status: 500, body: 'oops' },
    ]);

    const changed = await procore.subcontractsChangedSince(project, undefined);

    expect(changed).toEqual({ ok: false, failure: { kind: 'unavailable', retryAfterMs: undefined } });
  });
});
