import { commitment, ground, inProcore, inSage, line } from './ground.ts';
import type { Story } from './story.ts';

/** Subcontracts in every condition in which they come. */
export const subcontractStory: Story = {
  name: 'subcontract',
  kind: 'subcontract',
  says: 'Subcontracts: SC-101 needs one seat, SC-102 two, SC-103 is not executed, SC-104 has no line, SC-105 is a draft.',
  ...ground,
  records: [
    ...inSage,
    ...inProcore,
    commitment('work_order_contracts', {
      number: 'SC-101',
      title: 'Site paving and walks',
      status: 'Approved',
      line_items: [line(4, 'Parking lot paving', '31000.00'), line(3, 'Sidewalk finishing', '17500.00')],
    }),
    commitment('work_order_contracts', {
      number: 'SC-102',
      title: 'Elevated slabs',
      status: 'Approved',
      retainage_percent: '5.00',
      line_items: [line(0, 'Slabs on metal deck', '118250.00'), line(1, 'Edge forms and shoring', '41500.00')],
    }),
    commitment('work_order_contracts', {
      number: 'SC-103',
      title: 'Dock leveler pits',
      status: 'Approved',
      executed: false,
      line_items: [line(0, 'Pits and curbs', '9875.50')],
    }),
    commitment('work_order_contracts', { number: 'SC-104', title: 'Patching', status: 'Approved', line_items: [] }),
    commitment('work_order_contracts', {
      number: 'SC-105',
      title: 'Retaining wall',
      status: 'Draft',
      line_items: [line(0, 'Wall and footing', '27300.00')],
    }),
  ],
};
