import type { Kind } from '../shared/kinds.ts';
import { changeOrder } from './change-order.ts';
import { invoice } from './invoice.ts';
import { purchaseOrder } from './purchase-order.ts';
import { subcontract } from './subcontract.ts';
import type { Workflow } from './workflow.ts';

/** Every workflow there is, in the order of operations. */
export const workflows: ReadonlyMap<Kind, Workflow> = new Map(
  [subcontract, purchaseOrder, changeOrder, invoice].map((workflow) => [workflow.kind, workflow]),
);
