import type { Story, StoryRecord } from './story.ts';

const costCodes = [
  ['3310.000', 'Cast-in-place concrete'],
  ['3110.000', 'Concrete formwork'],
  ['3210.000', 'Reinforcing steel'],
  ['3350.000', 'Concrete finishing'],
  ['2750.000', 'Site paving'],
] as const;
const procoreCode = (index: number): string => String(562_949_953_450_001 + index * 7);
const subcontractType = '562949953451004';

type Body = StoryRecord['body'];

/** A line of a schedule of values: the n-th cost code, subcontracted. */
export function line(code: number, description: string, amount: string): { readonly [field: string]: string } {
  return { description, amount, ...coded(code) };
}

/** A line of a purchase order. */
export function orderLine(code: number, description: string, quantity: string, unitCost: string): Body {
  return { description, quantity, unit_cost: unitCost, uom: 'ea', ...coded(code) };
}

/** The same place in Sage's books. */
export function sageLine(code: number, description: string, cents: number): Body {
  return { costCode: costCodes[code]?.[0] ?? '', costType: 4, description, cents };
}

function coded(code: number): { readonly [field: string]: string } {
  return { cost_code_id: procoreCode(code), line_item_type_id: subcontractType };
}

/** What every story has in common: codes, types and who approves. */
export const ground: Pick<Story, 'costTypes' | 'procore' | 'policy'> = {
  costTypes: { M: 1, L: 2, E: 3, S: 4, O: 5 },
  procore: {
    costCodes: costCodes.map(([fullCode, name], index) => ({ id: procoreCode(index), fullCode, name })),
    lineItemTypes: [
      { id: '562949953451001', code: 'M', name: 'Materials', baseType: 'materials' },
      { id: '562949953451002', code: 'L', name: 'Labor', baseType: 'other' },
      { id: '562949953451003', code: 'E', name: 'Equipment', baseType: 'equipment' },
      { id: subcontractType, code: 'S', name: 'Subcontract', baseType: 'commitment' },
      { id: '562949953451005', code: 'O', name: 'Other', baseType: 'other' },
    ],
  },
  policy: {
    unknownAuthor: 'second-seat',
    rules: [
      {
        kinds: '*',
        jobs: '*',
        bands: [
          { from: '0.00', below: '50000.00', seats: [['controller', 'clerk']] },
          { from: '50000.00', seats: [['controller'], ['admin']] },
        ],
      },
    ],
  },
};

/** One job with a budget and one vendor with a ledger account, as `job` and `vendor`. */
export const inSage: readonly StoryRecord[] = [
  { in: 'sage', collection: 'accounts', body: { number: '5200', name: 'Subcontract expense' } },
  { in: 'sage', collection: 'clients', body: { number: '40', name: 'Harbor Point Medical Group' } },
  ...costCodes.map(([number, name]) => ({ in: 'sage', collection: 'cost-codes', body: { number, name } }) as const),
  {
    in: 'sage',
    collection: 'jobs',
    body: { number: '214', name: 'Harbor Point Medical Office', shortName: 'Medical Office', clientNumber: '40' },
    as: 'job',
  },
  {
    in: 'sage',
    collection: 'vendors',
    body: { number: '1001', name: 'Cedar Ridge Concrete', shortName: 'Cedar Ridge', defaultAccount: '5200' },
    as: 'vendor',
  },
  {
    in: 'sage',
    collection: 'budgets',
    body: {
      number: '214',
      jobNumber: '214',
      locked: true,
      lines: costCodes.map(([, description], index) =>
        sageLine(index, description, index === 0 ? 200_000_000 : 100_000_000),
      ),
    },
  },
];

/** The project and the company, linked to them, as `project` and `subcontractor`. */
export const inProcore: readonly StoryRecord[] = [
  {
    in: 'procore',
    collection: 'projects',
    body: { name: 'Harbor Point Medical Office', project_number: '214', origin_id: '$job.key' },
    as: 'project',
    live: true,
  },
  {
    in: 'procore',
    collection: 'vendors',
    body: { name: 'Cedar Ridge Concrete', origin_id: '$vendor.key' },
    as: 'subcontractor',
  },
];

/** Something of the project in Procore, with the one company where it has one. */
export function procoreRecord(collection: string, body: Body, as?: string): StoryRecord {
  return {
    in: 'procore',
    collection,
    body: { project_id: '$project.id', ...body },
    ...(as === undefined ? {} : { as }),
  };
}

/** A commitment with the one company. */
export function commitment(collection: string, body: Body, as?: string): StoryRecord {
  return procoreRecord(collection, { vendor_id: '$subcontractor.id', ...body }, as);
}

/** Something of the job and the vendor in Sage. */
export function sageRecord(collection: string, body: Body, as?: string): StoryRecord {
  return {
    in: 'sage',
    collection,
    body: { vendorNumber: '1001', jobNumber: '214', ...body },
    ...(as === undefined ? {} : { as }),
  };
}
