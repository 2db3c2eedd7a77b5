import { commitment, ground, inProcore, inSage, orderLine } from './ground.ts';
import type { Story } from './story.ts';

/** Purchase orders: what Sage can make of quantity and price, and what it cannot. */
export const purchaseOrderStory: Story = {
  name: 'purchase_order',
  kind: 'purchase_order',
  says: 'Purchase orders: PO-201 and PO-202 are ready, a line of PO-203 ends at half a cent, PO-204 is amounts only.',
  ...ground,
  records: [
    ...inSage,
    ...inProcore,
    commitment('purchase_order_contracts', {
      number: 'PO-201',
      title: 'Anchor bolts',
      status: 'Approved',
      line_items: [orderLine(2, 'Bolts 3/4 by 12', '480', '6.25'), orderLine(2, 'Templates', '12', '41.90')],
    }),
    commitment('purchase_order_contracts', {
      number: 'PO-202',
      title: 'Curing compound',
      status: 'Approved',
      line_items: [orderLine(3, 'Drums', '40', '12.505')],
    }),
    commitment('purchase_order_contracts', {
      number: 'PO-203',
      title: 'Form ties',
      status: 'Approved',
      line_items: [orderLine(1, 'Ties', '31', '1.235')],
    }),
    commitment('purchase_order_contracts', {
      number: 'PO-204',
      title: 'Small tools',
      status: 'Approved',
      accounting_method: 'amount',
      line_items: [{ ...orderLine(1, 'Tools', '1', '650.00'), extended_type: 'manual', amount: '650.00' }],
    }),
  ],
};
