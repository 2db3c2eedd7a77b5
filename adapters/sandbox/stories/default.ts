import { commitment, ground, inProcore, inSage, line, sageLine, sageRecord } from './ground.ts';
import type { Story } from './story.ts';

/** A normal day: work that is in both books already, and two subcontracts that wait for accounting. */
export const defaultStory: Story = {
  name: 'default',
  says: 'One live job with a budget and a linked vendor; one subcontract in both books, two ready for approval.',
  ...ground,
  records: [
    ...inSage,
    sageRecord(
      'subcontracts',
      {
        number: 'SC-001',
        description: 'Foundations',
        date: '2025-03-03',
        retainageBasisPoints: 1_000,
        lines: [sageLine(0, 'Footings and grade beams', 6_400_000), sageLine(2, 'Foundation reinforcing', 3_200_000)],
      },
      'foundations',
    ),
    ...inProcore,
    commitment('work_order_contracts', {
      number: 'SC-001',
      title: 'Foundations',
      status: 'Approved',
      contract_date: '2025-03-03',
      origin_id: '$foundations.key',
      line_items: [line(0, 'Footings and grade beams', '64000.00'), line(2, 'Foundation reinforcing', '32000.00')],
    }),
    commitment('work_order_contracts', {
      number: 'SC-002',
      title: 'Site paving and walks',
      status: 'Approved',
      line_items: [line(4, 'Parking lot paving', '31000.00'), line(3, 'Sidewalk finishing', '17500.00')],
    }),
    commitment('work_order_contracts', {
      number: 'SC-003',
      title: 'Elevated slabs',
      status: 'Approved',
      line_items: [
        line(0, 'Slabs on metal deck, levels 2 to 4', '118250.00'),
        line(1, 'Edge forms and shoring', '41500.00'),
        line(2, 'Slab reinforcing', '23000.00'),
      ],
    }),
  ],
};
