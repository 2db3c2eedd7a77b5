import type { Profile } from '../../sage/protocol/installation.ts';

const statusNames = ['Bid', 'Refused', 'Contract', 'Current', 'Complete', 'Closed'];
const statuses = statusNames.map((name, index) => ({ status: index + 1, name }));

/** The emulated installation, until the control interface changes it. Widths are those of the SQL layouts. */
export const defaultProfile: Profile = {
  limits: {
    subcontractNumber: 20,
    subcontractTitle: 50,
    purchaseOrderNumber: 20,
    lineDescription: 50,
    vendorName: 75,
    invoiceNumber: 20,
    changeOrderNumber: 20,
  },
  decimals: { quantity: 4, unitPrice: 6 },
  // how Sage rounds is not published
  rounding: null,
  statuses: { jobs: statuses, subcontracts: statuses },
  unique: { subcontractNumber: true, invoiceNumberPerVendor: true },
  overBudget: { rule: 'warn', tolerance: { type: 'none' } },
  overSubcontract: { rule: 'warn', tolerance: { type: 'none' } },
  unbudgetedCode: 'accept',
  defaultAccounts: { subcontractInvoice: null, purchaseOrderInvoice: null },
  traceField: 'userDefined2',
  canSetPeriod: true,
  credits: false,
};
