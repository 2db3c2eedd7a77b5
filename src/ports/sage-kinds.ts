/** The collections of the bridge that the bot writes. */
export const sageKinds = [
  'subcontracts',
  'purchase-orders',
  'change-orders',
  'purchase-order-lines',
  'payable-invoices',
] as const;
export type SageKind = (typeof sageKinds)[number];

/**
 * Within which fields a number names one record; none means in the whole company. `undefined` where a record has no
 * number of its own: there nothing but our key tells it again.
 */
export const numberedWithin: { readonly [K in SageKind]: readonly string[] | undefined } = {
  subcontracts: [],
  'purchase-orders': [],
  'change-orders': ['jobNumber'],
  'purchase-order-lines': undefined,
  'payable-invoices': ['vendorNumber'],
};
