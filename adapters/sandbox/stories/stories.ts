import { changeOrderStory } from './change-order.ts';
import { defaultStory } from './default.ts';
import { invoiceStory } from './invoice.ts';
import { purchaseOrderStory } from './purchase-order.ts';
import type { Story } from './story.ts';
import { subcontractStory } from './subcontract.ts';

/** Every story there is; the first is told unless another is asked for. */
export const stories: readonly [Story, ...Story[]] = [
  defaultStory,
  subcontractStory,
  purchaseOrderStory,
  changeOrderStory,
  invoiceStory,
];
