import { ChangeLinesWire } from './change-order-schema.ts';
import { ListedRequisitionsWire, RequisitionWire, WholeRequisitionsWire } from './requisition-schema.ts';
import {
  ChangedListWire,
  PurchaseOrderWire,
  SubcontractWire,
  SyncAnswer,
  WholePurchaseOrdersWire,
  WholeSubcontractsWire,
} from './schema.ts';

/** What the answers that may be long are held against: those with lines, and lists. */
export const longSchemas = {
  SubcontractWire,
  PurchaseOrderWire,
  WholeSubcontractsWire,
  WholePurchaseOrdersWire,
  ChangeLinesWire,
  RequisitionWire,
  WholeRequisitionsWire,
  ListedRequisitionsWire,
  ChangedListWire,
  SyncAnswer,
} as const;
