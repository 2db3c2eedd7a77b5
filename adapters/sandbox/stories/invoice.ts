import { commitment, ground, inProcore, inSage, line, procoreRecord, sageLine, sageRecord } from './ground.ts';
import type { Story } from './story.ts';

/** A subcontract that was billed once, with stored materials and retainage, and is billed again. */
export const invoiceStory: Story = {
  name: 'invoice',
  kind: 'invoice',
  says: 'Invoices: 1 of SC-401 is in both books, 2 moves materials from the store and is ready; 1 of SC-402 waits for its subcontract.',
  ...ground,
  records: [
    ...inSage,
    sageRecord(
      'subcontracts',
      {
        ...{ number: 'SC-401', description: 'Structural concrete', date: '2025-03-03', retainageBasisPoints: 1_000 },
        lines: [sageLine(0, 'Walls and columns', 9_000_000), sageLine(2, 'Reinforcing', 3_000_000)],
      },
      'structure',
    ),
    sageRecord(
      'payable-invoices',
      {
        // 20,000.00 of work and 6,000.00 in store, 10 % of both held
        ...{ number: 'SC-401-01', subcontractNumber: 'SC-401', description: 'Structural concrete' },
        ...{ retainageCents: 260_000 },
        lines: [
          { ...sageLine(0, 'Walls and columns', 2_000_000), account: '5200' },
          { ...sageLine(2, 'Reinforcing', 600_000), account: '5200' },
        ],
      },
      'first',
    ),
    ...inProcore,
    commitment(
      'work_order_contracts',
      {
        ...{ number: 'SC-401', title: 'Structural concrete', status: 'Approved', origin_id: '$structure.key' },
        ...{ contract_date: '2025-03-03' },
        line_items: [line(0, 'Walls and columns', '90000.00'), line(2, 'Reinforcing', '30000.00')],
      },
      'contract',
    ),
    commitment(
      'work_order_contracts',
      {
        ...{ number: 'SC-402', title: 'Retaining wall', status: 'Approved' },
        line_items: [line(0, 'Wall', '27300.00')],
      },
      'wall',
    ),
    procoreRecord('requisitions', {
      ...{ commitment_id: '$contract.id', status: 'approved', origin_id: '$first.key' },
      items: [{ work_completed_this_period: '20000.00' }, { materials_presently_stored: '6000.00' }],
    }),
    procoreRecord('requisitions', {
      ...{ commitment_id: '$contract.id', status: 'approved' },
      // 4,000.00 of the store and 1,500.00 besides are installed: 5,500 + 2,000 - 6,000 is 1,500.00 more
      items: [
        { work_completed_this_period: '15000.00' },
        { work_completed_this_period: '5500.00', materials_presently_stored: '2000.00' },
      ],
    }),
    procoreRecord('requisitions', {
      ...{ commitment_id: '$wall.id', status: 'approved' },
      items: [{ work_completed_this_period: '5000.00' }],
    }),
  ],
};
