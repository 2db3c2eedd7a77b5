import { describe, expect, it } from 'vitest';
import { operationKey } from '../../src/shared/ids.ts';
import { refuses, says, scriptedBridge } from './scripted-bridge.ts';

const codes = (items: readonly object[], cursor: string | null = null) => ({
  items,
  cursor,
  asOf: '2025-03-01T00:00:00Z',
});
const code = (number: string) => ({
  key: number,
  id: 'x',
  number,
  status: 1,
  name: 'Code',
  changedAt: '2025-03-01T00:00:00Z',
});

describe('a read without a trustworthy answer', () => {
  it.each([
    ['cut connection', undefined],
    ['web page', says(200, '<html>')],
    ['half an answer', says(200, '{"items": [')],
    ['502', says(502, '')],
    ['500 of the bridge', refuses(500, 'internal')],
    ['503 Sage offline', refuses(503, 'sage_offline')],
  ])('is unreachable: %s', async (_, answer) => {
    const { sage, calls } = await scriptedBridge(answer ?? ((response) => response.socket?.destroy()));

    expect(await sage.costCodes()).toMatchObject({ ok: false, failure: { kind: 'unreachable' } });
    expect(calls).toHaveLength(1);
  });

  it('is unreachable when the answer does not come in time', async () => {
    const { sage } = await scriptedBridge(() => undefined, 150);
    expect(await sage.profile()).toMatchObject({ failure: { kind: 'unreachable' } });
  });

  it.each([
    ['401', says(401, ''), { kind: 'denied' }],
    ['403 of the bridge', refuses(403, 'not_approved'), { kind: 'denied', reason: 'not_approved: because' }],
    ['429 of a proxy', says(429, '', { 'retry-after': '3' }), { kind: 'busy', retryAfterMs: 3_000 }],
    ['503 busy', refuses(503, 'busy'), { kind: 'busy', retryAfterMs: undefined }],
    ['404 of the bridge', refuses(404, 'no_route'), { kind: 'contract_break' }],
  ])('is sorted by its status: %s', async (_, answer, failure) => {
    const { sage } = await scriptedBridge(answer);
    expect(await sage.jobTotals('101')).toMatchObject({ ok: false, failure });
  });

  it('names the place where an answer leaves the protocol, and never what stands there', async () => {
    const { sage } = await scriptedBridge(says(200, codes([code('2010.000'), { ...code('1'), name: 12_345 }])));

    const answer = await sage.costCodes();

    expect(answer).toMatchObject({
      failure: { kind: 'contract_break', detail: 'GET /cost-codes: items.1.name (invalid_type)' },
    });
    expect(JSON.stringify(answer)).not.toContain('12345');
  });

  it('breaks the contract when the bridge speaks another version', async () => {
    const health = { company: 'Sandbox', mode: 'x', bridgeVersion: '9', protocolVersion: 2, sageReachable: true };
    const { sage } = await scriptedBridge(says(200, health));
    expect(await sage.health()).toMatchObject({ failure: { kind: 'contract_break' } });
  });

  it('breaks the contract when the state of another operation is told', async () => {
    const { sage } = await scriptedBridge(says(200, { state: 'absent', operationKey: 'other' }));
    expect(await sage.operation(operationKey('mine'))).toMatchObject({ failure: { kind: 'contract_break' } });
  });
});

describe('a list', () => {
  it('is read to its end', async () => {
    const pages: Record<string, object> = {
      '/v1/companies/Sandbox/cost-codes': codes([code('1.000')], 'two'),
      '/v1/companies/Sandbox/cost-codes?cursor=two': codes([code('2.000')], 'three'),
      '/v1/companies/Sandbox/cost-codes?cursor=three': codes([code('3.000')]),
    };
    const { sage } = await scriptedBridge((response, request) => says(200, pages[request.url ?? ''])(response));

    const read = await sage.costCodes();

    expect(read.ok && read.value.map((one) => one.code)).toEqual(['1.000', '2.000', '3.000']);
  });

  it('whose cursor comes back breaks the contract instead of being read for ever', async () => {
    const { sage, calls } = await scriptedBridge(says(200, codes([], 'again')));

    expect(await sage.costCodes()).toMatchObject({ failure: { kind: 'contract_break' } });
    expect(calls.length).toBeLessThan(4);
  });

  it('of which a later page fails is not taken for the whole', async () => {
    const { sage } = await scriptedBridge((response, request) =>
      request.url?.includes('cursor') === true
        ? response.socket?.destroy()
        : says(200, codes([code('1.000')], 'two'))(response),
    );
    expect(await sage.costCodes()).toMatchObject({ ok: false, failure: { kind: 'unreachable' } });
  });
});
