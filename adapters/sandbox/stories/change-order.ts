import {
  commitment,
  ground,
  inProcore,
  inSage,
  line,
  orderLine,
  procoreRecord,
  sageLine,
  sageRecord,
} from './ground.ts';
import type { Story } from './story.ts';

/** A change order of each kind of commitment, and one that has to wait. */
export const changeOrderStory: Story = {
  name: 'change_order',
  kind: 'change_order',
  says: 'Change orders: 001 of subcontract SC-301 and 001 of purchase order PO-301 are ready; 001 of SC-302 waits for its subcontract.',
  ...ground,
  records: [
    ...inSage,
    sageRecord(
      'subcontracts',
      {
        ...{ number: 'SC-301', description: 'Foundations', date: '2025-03-03', retainageBasisPoints: 1_000 },
        lines: [sageLine(0, 'Footings', 1_800_000), sageLine(2, 'Reinforcing', 950_000)],
      },
      'foundations',
    ),
    sageRecord(
      'purchase-orders',
      {
        ...{ number: 'PO-301', description: 'Anchor bolts', date: '2025-03-03' },
        lines: [{ ...sageLine(2, 'Bolts', 300_000), quantity: '480', unitPrice: '6.25', unit: 'ea' }],
      },
      'bolts',
    ),
    ...inProcore,
    commitment(
      'work_order_contracts',
      {
        ...{ number: 'SC-301', title: 'Foundations', status: 'Approved', origin_id: '$foundations.key' },
        ...{ contract_date: '2025-03-03' },
        line_items: [line(0, 'Footings', '18000.00'), line(2, 'Reinforcing', '9500.00')],
      },
      'subcontract',
    ),
    commitment(
      'purchase_order_contracts',
      {
        ...{ number: 'PO-301', title: 'Anchor bolts', status: 'Approved', origin_id: '$bolts.key' },
        ...{ contract_date: '2025-03-03' },
        line_items: [orderLine(2, 'Bolts', '480', '6.25')],
      },
      'order',
    ),
    commitment(
      'work_order_contracts',
      {
        ...{ number: 'SC-302', title: 'Retaining wall', status: 'Approved' },
        line_items: [line(0, 'Wall', '27300.00')],
      },
      'wall',
    ),
    procoreRecord('commitment_change_orders', {
      ...{ contract_id: '$subcontract.id', number: '001', title: 'Deeper footings', status: 'approved' },
      line_items: [
        { amount: '2250.00' },
        { amount: '-300.25' },
        { ...line(3, 'Trowel finish', '640.00'), commitment_line_item_id: null },
      ],
    }),
    procoreRecord('commitment_change_orders', {
      ...{ contract_id: '$order.id', number: '001', title: 'Freight', status: 'approved' },
      line_items: [{ ...orderLine(2, 'Freight', '1', '99.95'), commitment_line_item_id: null }],
    }),
    procoreRecord('commitment_change_orders', {
      ...{ contract_id: '$wall.id', number: '001', title: 'Longer wall', status: 'approved' },
      line_items: [{ amount: '4100.00' }],
    }),
  ],
};
