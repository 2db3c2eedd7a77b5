import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { bridgeOpenApi } from '../../adapters/sage/protocol/openapi.ts';
import { openApiFile } from '../../adapters/sage/protocol/write-openapi.ts';

const text = JSON.stringify(bridgeOpenApi());
const paths = Object.keys(bridgeOpenApi()['paths'] as object);

describe('the published bridge protocol', () => {
  it('is what the schemas say; otherwise write it again with adapters/sage/protocol/write-openapi.ts', async () => {
    expect(JSON.parse(await readFile(openApiFile, 'utf8'))).toEqual(bridgeOpenApi());
  });

  it.each([
    ...['health', 'profile', 'periods', 'next-number/{kind}', 'preview/{kind}'],
    ...[
      'operations',
      'operations/{key}',
      'operations/{key}/close',
      'vendors',
      'vendor-types',
      'jobs',
      'phases',
      'clients',
    ],
    ...['cost-codes', 'cost-types', 'accounts', 'budgets', 'subcontracts', 'purchase-orders', 'change-orders'],
    ...['payable-invoices', 'job-totals'],
  ])('has the route %s', (route) => {
    expect(paths).toContain(`/v1/companies/{sageCompany}/${route}`);
  });

  it('says whose protocol it is', () => {
    expect(text).toContain('It is not an interface of Sage');
    expect(text).toContain('Nothing here ran against a live Sage 100 Contractor');
  });

  it('refers only to what it holds', () => {
    const document = bridgeOpenApi() as Record<string, Record<string, Record<string, unknown>>>;
    const refs = [...text.matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g)];

    expect(refs.length).toBe(text.split('"$ref"').length - 1);
    for (const [, part = '', name = ''] of refs) expect(document['components']?.[part]).toHaveProperty(name);
  });

  it('allows a document no member beside its own', () => {
    expect(text).toContain('"retainageBasisPoints","lines"],"additionalProperties":false');
  });
});
