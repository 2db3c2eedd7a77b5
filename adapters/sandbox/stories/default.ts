import type { Story } from './story.ts';

const costCodes = [
  ['3310.000', 'Cast-in-place concrete'],
  ['3110.000', 'Concrete formwork'],
  ['3210.000', 'Reinforcing steel'],
  ['3350.000', 'Concrete finishing'],
  ['2750.000', 'Site paving'],
] as const;
const procoreCode = (index: number): string => String(562_949_953_450_001 + index * 7);
const subcontractType = '562949953451004';

const line = (code: number, description: string, amount: string): { readonly [field: string]: string } => {
  return { description, amount, cost_code_id: procoreCode(code), line_item_type_id: subcontractType };
};

/** A normal day: work that is in both books already, and two subcontracts that wait for accounting. */
export const defaultStory: Story = {
  name: 'default',
  says: 'One live job with a budget and a linked vendor; one subcontract in both books, two ready for approval.',
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
  records: [
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
        lines: costCodes.map(([costCode, description], index) => {
          return { costCode, costType: 4, description, cents: index === 0 ? 200_000_000 : 100_000_000 };
        }),
      },
    },
    {
      in: 'sage',
      collection: 'subcontracts',
      body: {
        number: 'SC-001',
        vendorNumber: '1001',
        jobNumber: '214',
        description: 'Foundations',
        date: '2025-03-03',
        retainageBasisPoints: 1_000,
        lines: [
          { costCode: '3310.000', costType: 4, description: 'Footings and grade beams', cents: 6_400_000 },
          { costCode: '3210.000', costType: 4, description: 'Foundation reinforcing', cents: 3_200_000 },
        ],
      },
      as: 'foundations',
    },
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
    {
      in: 'procore',
      collection: 'work_order_contracts',
      body: {
        project_id: '$project.id',
        vendor_id: '$subcontractor.id',
        number: 'SC-001',
        title: 'Foundations',
        status: 'Approved',
        contract_date: '2025-03-03',
        origin_id: '$foundations.key',
        line_items: [line(0, 'Footings and grade beams', '64000.00'), line(2, 'Foundation reinforcing', '32000.00')],
      },
    },
    {
      in: 'procore',
      collection: 'work_order_contracts',
      body: {
        project_id: '$project.id',
        vendor_id: '$subcontractor.id',
        number: 'SC-002',
        title: 'Site paving and walks',
        status: 'Approved',
        line_items: [line(4, 'Parking lot paving', '31000.00'), line(3, 'Sidewalk finishing', '17500.00')],
      },
    },
    {
      in: 'procore',
      collection: 'work_order_contracts',
      body: {
        project_id: '$project.id',
        vendor_id: '$subcontractor.id',
        number: 'SC-003',
        title: 'Elevated slabs',
        status: 'Approved',
        line_items: [
          line(0, 'Slabs on metal deck, levels 2 to 4', '118250.00'),
          line(1, 'Edge forms and shoring', '41500.00'),
          line(2, 'Slab reinforcing', '23000.00'),
        ],
      },
    },
  ],
};
